"""What the EPUB of a story contains."""

import re
from datetime import UTC, datetime

from django.test import Client
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.stories.choices import Role, TagKind
from serial.stories.covers import draw_cover
from serial.stories.crediting import add_credit
from serial.stories.models import Credit, Part, Story
from serial.stories.tagging import set_tags
from tests.conftest import MakeChapter, MakeStory, pen_name_of
from tests.editions.reading import Epub, open_epub

STORY = "/downloads/the-lamp.epub"


def test_whole_story_has_its_chapters_in_order_and_its_identity(
    reader_client: Client, story: Story, make_chapter: MakeChapter
) -> None:
    one, two = make_chapter("First words.", title="One"), make_chapter("Second.", title="Two")
    Chapter.objects.filter(pk=one.pk).update(position=2)
    Chapter.objects.filter(pk=two.pk).update(position=1)
    epub = open_epub(reader_client)
    assert epub.meta("identifier") == [f"urn:uuid:{story.uid}"]
    chapters = [name for name in epub.spine() if name.startswith("chapters/")]
    assert chapters == [f"chapters/c{two.pk}.xhtml", f"chapters/c{one.pk}.xhtml"]
    assert "First words." in epub.text(f"chapters/c{one.pk}.xhtml")
    for contents in ("nav.xhtml", "toc.ncx"):
        text = epub.text(contents)
        assert text.index(f"c{two.pk}.xhtml") < text.index(f"c{one.pk}.xhtml")


def test_notes_warnings_and_links_are_there(
    reader_client: Client,
    make_story: MakeStory,
    make_chapter: MakeChapter,
    author: User,
    other_author: User,
) -> None:
    fields = {"summary": "A *fire*.", "warnings": ["violence"], "content_notes": "moths & ash"}
    story = make_story("The Lamp", copyright_line="CC BY 4.0", rating="teen", **fields)
    set_tags(story, {TagKind.GENRE: ["Gothic"]})
    credit = add_credit(story, pen_name_of(other_author), Role.TRANSLATOR, by=author)
    Credit.objects.filter(pk=credit.pk).update(accepted_at=timezone.now())
    chapter = make_chapter(
        "Words.", story=story, note_before="Before.", note_after="After.", content_note="eels"
    )
    epub = open_epub(reader_client, f"/downloads/{story.slug}.epub")
    text = epub.text(f"chapters/c{chapter.pk}.xhtml")
    order = [text.index(part) for part in ("eels", "Before.", "Words.", "After.")]
    assert order == sorted(order)
    assert f'href="http://testserver{chapter.get_absolute_url()}comments/"' in text
    title, colophon = epub.text("title.xhtml"), epub.text("colophon.xhtml")
    assert "A <em>fire</em>." in title and "moths &amp; ash" in title
    assert "Graphic violence" in title and "Teen" in title and "Gothic" in title
    assert "CC BY 4.0" in colophon and story.get_absolute_url() in colophon
    assert epub.meta("rights") == ["CC BY 4.0"] and epub.meta("subject") == ["Gothic"]
    assert epub.meta("creator") == ["anna", "otto"] and epub.meta("role") == ["aut", "trl"]


def test_date_is_that_of_the_last_change(
    reader_client: Client, story: Story, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter()
    changed = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
    Chapter.objects.filter(pk=chapter.pk).update(
        release_at=datetime(2026, 1, 2, tzinfo=UTC), text_changed_at=changed
    )
    epub = open_epub(reader_client)
    assert epub.meta("dcterms:modified") == ["2026-03-04T05:06:07Z"]
    assert epub.meta("date") == ["2026-01-02"]
    assert "4\u00a0March 2026" in epub.text("colophon.xhtml")


def test_parts_stand_above_their_chapters(
    reader_client: Client, story: Story, make_chapter: MakeChapter
) -> None:
    part = Part.objects.create(story=story, title="The Flood")
    numbers = [make_chapter(title=title).pk for title in ("A", "B", "C", "D")]
    # The third chapter interrupts the part.
    Chapter.objects.filter(pk__in=[numbers[1], numbers[3]]).update(part=part)
    epub = open_epub(reader_client)
    assert epub.spine()[-7:-1] == [
        f"chapters/c{numbers[0]}.xhtml",
        f"parts/p{part.pk}.xhtml",
        f"chapters/c{numbers[1]}.xhtml",
        f"chapters/c{numbers[2]}.xhtml",
        f"parts/p{part.pk}-2.xhtml",
        f"chapters/c{numbers[3]}.xhtml",
    ]
    assert "The Flood" in epub.text(f"parts/p{part.pk}.xhtml")


def test_part_and_range_have_lasting_identities_of_their_own(
    reader_client: Client, story: Story, make_chapter: MakeChapter
) -> None:
    part = Part.objects.create(story=story, title="Flood")
    one, two, three = (make_chapter(title=title).pk for title in ("A", "B", "C"))
    Chapter.objects.filter(pk=two).update(part=part)

    def chapters_of(epub: Epub) -> list[str]:
        return [name for name in epub.spine() if name.startswith("chapters/")]

    of_part = open_epub(reader_client, f"{STORY}?part={part.pk}")
    assert chapters_of(of_part) == [f"chapters/c{two}.xhtml"]
    assert of_part.meta("title") == ["The Lamp: Flood"]
    some = open_epub(reader_client, f"{STORY}?first={two}&last={three}")
    reversed_order = open_epub(reader_client, f"{STORY}?first={three}&last={two}")
    assert chapters_of(some) == [f"chapters/c{two}.xhtml", f"chapters/c{three}.xhtml"]
    assert some.files == reversed_order.files
    identities = [epub.meta("identifier") for epub in (of_part, some)]
    assert identities[0] != identities[1] and [f"urn:uuid:{story.uid}"] not in identities
    Chapter.objects.filter(pk=three).update(part=part)
    grown = open_epub(reader_client, f"{STORY}?part={part.pk}")
    assert grown.meta("identifier") == identities[0] and len(chapters_of(grown)) == 2
    for wrong in (
        f"part={part.pk + 1}",
        "part=x",
        f"first={one}",
        f"first={one}&last=999",
        "part=",
    ):
        assert reader_client.get(f"{STORY}?{wrong}").status_code == 404


def test_links_and_footnotes_work_in_the_file(
    reader_client: Client, story: Story, make_chapter: MakeChapter
) -> None:
    one = make_chapter("Words.", title="One")
    two = make_chapter(
        "See [one](/read/the-lamp/one/), [us](/about/), [out](https://e.org/?a=1&b=2#x) and "
        "[odd](https://exa|mple.org/a) or [odder](<http://[>). Word.[^1]\n\n[^1]: A note.",
        title="Two",
    )
    text = open_epub(reader_client).text(f"chapters/c{two.pk}.xhtml")
    assert f'href="../chapters/c{one.pk}.xhtml"' in text
    assert 'href="http://testserver/about/"' in text
    assert 'href="https://e.org/?a=1&amp;b=2#x"' in text
    assert 'epub:type="noteref"' in text and 'epub:type="endnote"' in text
    assert "http://[" not in text and "exa|mple" not in text


def test_headings_and_footnotes_are_an_outline(
    reader_client: Client, story: Story, make_chapter: MakeChapter
) -> None:
    note = "Note.[^1]\n\n[^1]: Below."
    chapter = make_chapter(
        "#### Deep\n\n###### Deeper\n\n#### Deep *again*\n\n## High\n\nWord.[^1]\n\n[^1]: End.",
        note_before=note,
    )
    text = open_epub(reader_client).text(f"chapters/c{chapter.pk}.xhtml")
    assert re.findall(r"<h(\d).*?</h(\d)>", text) == [
        *(("1", "1"), ("2", "2"), ("3", "3")),
        *(("2", "2"), ("2", "2")),
    ]
    # The notes at the end are a landmark, which a file has once.
    assert text.count('role="doc-endnotes"') == 1 and text.count('class="footnotes"') == 2


def test_language_and_direction_are_declared(
    reader_client: Client, make_story: MakeStory, make_chapter: MakeChapter
) -> None:
    story = make_story("المصباح", language="ar")
    chapter = make_chapter("كلمات", story=story)
    epub = open_epub(reader_client, f"/downloads/{story.slug}.epub")
    text = epub.text(f"chapters/c{chapter.pk}.xhtml")
    assert 'lang="ar" xml:lang="ar" dir="rtl"' in text
    assert 'page-progression-direction="rtl"' in epub.text("package.opf")
    # What the site says is in its own language.
    assert '<p class="comments" lang="en" xml:lang="en">' in text
    assert epub.meta("language") == ["ar"]


def test_cover_is_the_story_s(
    reader_client: Client, story: Story, make_chapter: MakeChapter
) -> None:
    make_chapter()
    draw_cover(story)
    epub = open_epub(reader_client)
    assert epub.files["EPUB/cover.png"].startswith(b"\x89PNG")
    assert 'properties="cover-image"' in epub.text("package.opf")
    assert epub.spine()[0] == "cover.xhtml"
