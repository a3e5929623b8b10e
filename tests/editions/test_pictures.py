"""Pictures in EPUBs, and what the metadata say of their descriptions."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from serial.chapters.models import Chapter
from serial.moderation.choices import SubjectKind
from serial.moderation.models import ReviewItem
from serial.stories.models import Story
from tests.conftest import MakeChapter
from tests.editions.reading import Epub, open_epub
from tests.images.pictures import picture


def store(name: str) -> str:
    return default_storage.save(f"images/2026/{name}", ContentFile(picture("PNG")))


def features(epub: Epub) -> list[str]:
    return epub.meta("schema:accessibilityFeature")


def test_described_pictures_are_claimed(
    reader_client: Client, story: Story, make_chapter: MakeChapter
) -> None:
    name = store("a.png")
    chapter = make_chapter(f"![A lamp > a moth](/media/{name})\n\n![Again](/media/{name})")
    epub = open_epub(reader_client)
    path = f"images/{name.replace('/', '~')}"
    assert epub.files[f"EPUB/{path}"] == default_storage.open(name).read()
    assert epub.text(f"chapters/c{chapter.pk}.xhtml").count(f'src="../{path}"') == 2
    assert "alternativeText" in features(epub)
    assert epub.meta("schema:accessMode") == ["textual", "visual"]
    assert epub.meta("schema:accessModeSufficient") == ["textual"]
    assert "described all pictures" in epub.meta("schema:accessibilitySummary")[0]


def test_nothing_is_claimed_of_a_picture_without_a_description(
    reader_client: Client, story: Story, make_chapter: MakeChapter
) -> None:
    make_chapter(f"![Lamp](/media/{store('a.png')}) ![](/media/{store('b.png')})")
    epub = open_epub(reader_client)
    assert "alternativeText" not in features(epub)
    assert epub.meta("schema:accessModeSufficient") == ["textual,visual"]
    assert "no description" in epub.meta("schema:accessibilitySummary")[0]
    assert "conformsTo" not in epub.text("package.opf")


def test_text_without_pictures_claims_no_descriptions(
    reader_client: Client, story: Story, make_chapter: MakeChapter
) -> None:
    make_chapter()
    epub = open_epub(reader_client)
    assert "alternativeText" not in features(epub) and "tableOfContents" in features(epub)
    assert epub.meta("schema:accessMode") == ["textual"]
    assert epub.meta("schema:accessibilityHazard") == ["none"]


def test_lost_picture_is_replaced_by_its_description(
    reader_client: Client, story: Story, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter("![The lost lamp](/media/images/lost.png)")
    epub = open_epub(reader_client)
    text = epub.text(f"chapters/c{chapter.pk}.xhtml")
    assert "The lost lamp" in text and "<img" not in text


def test_picture_that_moderators_hid_is_in_no_edition(
    reader_client: Client, author_client: Client, story: Story, make_chapter: MakeChapter
) -> None:
    name = store("a.png")
    chapter: Chapter = make_chapter(f"![Lamp](/media/{name})")
    assert any("/images/" in path for path in open_epub(reader_client).files)
    ReviewItem.objects.create(
        kind=SubjectKind.IMAGE, image=name, on_story=story, status="decided", taken_down_for="rules"
    )
    for client in (reader_client, author_client):
        epub = open_epub(client)
        assert not any("/images/" in path for path in epub.files)
        assert "Picture removed" in epub.text(f"chapters/c{chapter.pk}.xhtml")
