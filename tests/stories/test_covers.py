"""Every story has a cover: drawn when it is saved, kept as files, and never in the way."""

import os
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from PIL import Image
from pytest_django import Settings

from accounts.models import User
from serial.desk.sample.bulk_loading import load_many
from serial.desk.sample.loading import load_sample
from serial.stories.choices import CoverTone, Role, Visibility
from serial.stories.cover_files import write_once
from serial.stories.cover_links import DRAWN_FOLDER, NAME_PATTERN, link_cover
from serial.stories.covers import draw_cover
from serial.stories.crediting import add_credit
from serial.stories.models import Story
from tests.conftest import MakeChapter, MakeStory, pen_name_of
from tests.desk.forms import open_form
from tests.images.drawing import GREEN, RED, encoded, halves
from tests.rolling_back import try_each

DAY = 24 * 3600


@pytest.fixture(autouse=True)
def folder(media: Path) -> Path:
    return media / "covers" / "drawn"


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("*")} if folder.exists() else set()


def drawn(story: Story) -> str:
    story.refresh_from_db()
    return story.drawn_cover


def test_cover_is_drawn_and_named_on_the_story(story: Story, folder: Path) -> None:
    draw_cover(story)
    name = drawn(story)
    assert len(name) == 32
    assert names(folder) == {f"{name}.svg", f"{name}-thumb.svg"}
    assert story.cover_links().url == f"/media/covers/drawn/{name}.svg"
    assert story.cover_links().thumb_url == f"/media/covers/drawn/{name}-thumb.svg"


@try_each("tone", CoverTone.values)
def test_name_tells_whether_the_cover_is_pale(story: Story, tone: str) -> None:
    story.cover_tone = tone
    draw_cover(story)
    assert story.cover_links().is_pale == (tone == CoverTone.PALE)
    assert re.fullmatch(f"/media/{DRAWN_FOLDER}/{NAME_PATTERN}.svg", story.cover_links().url)
    # A picture of the author's is dimmed like any picture.
    assert not link_cover("covers/lamp.png", "", story.drawn_cover).is_pale


def test_drawing_again_changes_nothing(story: Story, folder: Path) -> None:
    draw_cover(story)
    before, written = drawn(story), {path: path.stat() for path in folder.iterdir()}
    draw_cover(Story.objects.get(pk=story.pk))
    assert drawn(story) == before
    assert {path: path.stat() for path in folder.iterdir()} == written


def test_title_and_choices_change_the_cover(story: Story) -> None:
    seen = set()
    for change in (
        {"cover_hue": 300, "cover_tone": "deep", "cover_ornament": "dots", "cover_layout": "above"},
        {"title": "The Lantern"},
        {"cover_hue": 200},
        {"cover_hue": 20},
        {"cover_tone": "rich"},
        {"cover_ornament": "waves"},
        {"cover_layout": "below"},
    ):
        for name, value in change.items():
            setattr(story, name, value)
        story.save_with_slug()
        draw_cover(story)
        seen.add(drawn(story))
    assert len(seen) == 7


def test_stories_of_the_same_title_have_covers_of_their_own(make_story: MakeStory) -> None:
    one, other = make_story(), make_story()
    draw_cover(one)
    draw_cover(other)
    assert drawn(one) != drawn(other)


def test_a_title_does_not_tell_where_its_cover_is(story: Story, settings: Settings) -> None:
    draw_cover(story)
    before = drawn(story)
    settings.SECRET_KEY = "another secret key"
    draw_cover(story)
    assert drawn(story) != before


def test_saving_a_story_does_not_undo_its_new_cover(story: Story) -> None:
    stale = Story.objects.get(pk=story.pk)
    draw_cover(story)
    stale.save_with_slug()
    assert drawn(story)


def test_credits_of_authors_are_on_the_cover(
    story: Story, author: User, other_author: User, folder: Path
) -> None:
    draw_cover(story)
    before = drawn(story)
    add_credit(story, pen_name_of(other_author), Role.EDITOR, by=other_author)
    draw_cover(story)
    assert drawn(story) == before
    add_credit(story, pen_name_of(other_author), Role.CO_AUTHOR, by=author)
    draw_cover(story)
    assert drawn(story) == before, "an invitation is not shown"
    story.credits.get(role=Role.CO_AUTHOR).accept()
    draw_cover(story)
    assert drawn(story) != before


@pytest.mark.extended
def test_saving_at_the_desk_draws_the_cover(author_client: Client, story: Story) -> None:
    url = f"/desk/stories/story/{story.pk}/about/"
    response = author_client.post(url, open_form(author_client, url) | {"title": "The Lantern"})
    assert response.status_code == 302
    before = drawn(story)
    assert before
    author_client.post(url, open_form(author_client, url) | {"title": "The Torch"})
    assert drawn(story) not in ("", before)


def test_new_pen_name_redraws_its_covers(author_client: Client, author: User, story: Story) -> None:
    draw_cover(story)
    before = drawn(story)
    url = f"/desk/accounts/penname/{pen_name_of(author).pk}/change/"
    author_client.post(url, open_form(author_client, url) | {"name": "A. N. Other"})
    assert drawn(story) != before


@pytest.mark.extended
def test_samples_have_covers(author: User, folder: Path) -> None:
    story = load_sample(author)
    assert story and drawn(story)
    load_many(3)
    assert not Story.objects.filter(drawn_cover="").exists()
    assert len(names(folder)) == 2 * Story.objects.count()


def test_command_draws_what_is_missing(make_story: MakeStory, folder: Path) -> None:
    stories = [make_story(f"Story {number}") for number in range(5)]
    draw_cover(stories[0])
    call_command("draw_covers", verbosity=0)
    assert all(map(drawn, stories))
    (folder / f"{drawn(stories[2])}.svg").unlink()
    call_command("draw_covers", verbosity=0)
    assert (folder / f"{drawn(stories[2])}.svg").exists()


def test_command_removes_files_that_nothing_uses(story: Story, folder: Path) -> None:
    draw_cover(story)
    old = drawn(story)
    story.title = "The Lantern"
    draw_cover(story)
    (folder / "notes.txt").write_text("of the operator")
    call_command("draw_covers", verbosity=0)
    assert f"{old}.svg" in names(folder), "pages in caches still show it"
    for path in folder.iterdir():
        os.utime(path, (path.stat().st_mtime - 8 * DAY,) * 2)
    call_command("draw_covers", verbosity=0)
    new = drawn(story)
    assert names(folder) == {f"{new}.svg", f"{new}-thumb.svg", "notes.txt"}


@pytest.fixture
def with_picture(story: Story, folder: Path) -> Story:
    story.cover.save("anna.png", ContentFile(encoded(halves(size=(1000, 1800)), "PNG")), save=False)
    story.cover_alt = "A lamp"
    story.save_with_slug()
    draw_cover(story)
    return story


@pytest.mark.extended
def test_picture_of_the_author_is_shown_at_the_sizes_of_pages(
    with_picture: Story, guest_client: Client, folder: Path
) -> None:
    links, name = with_picture.cover_links(), drawn(with_picture)
    assert links.alt == "A lamp"
    assert links.url == f"/media/covers/drawn/{name}-picture.jpg"
    for url, size in ((links.url, (800, 1440)), (links.thumb_url, (160, 240))):
        response = guest_client.get(url)
        assert response.headers["Content-Type"] == "image/jpeg"
        content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
        assert Image.open(BytesIO(content)).size == size


@pytest.mark.extended
def test_preview_has_the_picture_of_the_author(
    with_picture: Story, make_chapter: MakeChapter, guest_client: Client
) -> None:
    make_chapter()
    response = guest_client.get("/stories/the-lamp/preview.png")
    content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    preview = Image.open(BytesIO(content)).convert("RGB")
    assert preview.size == (1200, 630)
    for x, colour in ((850, GREEN), (1100, RED)):
        shown = preview.crop((x, 300, x + 1, 301)).tobytes()
        assert all(abs(one - other) < 12 for one, other in zip(shown, colour, strict=True))


def test_taking_the_picture_away_leaves_the_drawn_cover(with_picture: Story) -> None:
    with_picture.cover = ""
    with_picture.save_with_slug()
    draw_cover(with_picture)
    assert with_picture.cover_links().url == f"/media/covers/drawn/{drawn(with_picture)}.svg"
    assert with_picture.cover_links().alt == ""


def test_picture_whose_file_is_lost_breaks_nothing(
    story: Story, make_chapter: MakeChapter, guest_client: Client
) -> None:
    make_chapter()
    draw_cover(story)
    Story.objects.update(cover="covers/lost.png")
    draw_cover(Story.objects.get())
    assert guest_client.get("/stories/the-lamp/").status_code == 200
    assert guest_client.get("/stories/the-lamp/preview.png").status_code == 404


def test_two_processes_that_write_a_file_at_once_leave_one(folder: Path) -> None:
    def write_after_another() -> bytes:
        write_once("0.svg", lambda: b"<svg/>")
        return b"<svg/>"

    write_once("0.svg", write_after_another)
    assert names(folder) == {"0.svg"}
    assert (folder / "0.svg").read_bytes() == b"<svg/>"


def test_what_cannot_be_drawn_leaves_no_file(folder: Path) -> None:
    def fail() -> bytes:
        raise ValueError

    with pytest.raises(ValueError):
        write_once("0.svg", fail)
    assert names(folder) == set()


@pytest.fixture
def unwritable(folder: Path) -> Iterator[None]:
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("a file where the folder should be")
    yield
    folder.unlink()


def test_story_is_saved_although_its_cover_cannot_be_written(
    story: Story, make_chapter: MakeChapter, guest_client: Client, unwritable: None
) -> None:
    make_chapter()
    draw_cover(story)
    assert drawn(story) == ""
    for url in ("/", "/stories/", story.get_absolute_url()):
        assert guest_client.get(url).status_code == 200


def test_drawn_covers_are_served_for_good_and_cannot_run_scripts(
    story: Story, guest_client: Client
) -> None:
    draw_cover(story)
    response = guest_client.get(story.cover_links().url)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert "max-age=31536000, immutable, s-maxage=30" in response.headers["Cache-Control"]
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_other_svg_files_are_not_served(guest_client: Client, folder: Path) -> None:
    folder.mkdir(parents=True)
    for path in (folder / "a.svg", folder.parent / f"{'0' * 32}.svg"):
        path.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    for url in ("/media/covers/drawn/a.svg", f"/media/covers/{'0' * 32}.svg"):
        assert guest_client.get(url).status_code == 404


@pytest.mark.extended
def test_preview_picture_is_made_when_it_is_asked_for(
    story: Story, make_chapter: MakeChapter, guest_client: Client, folder: Path
) -> None:
    make_chapter()
    draw_cover(story)
    response = guest_client.get("/stories/the-lamp/preview.png")
    content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    assert response.headers["Content-Type"] == "image/png"
    # Width and height in the header of a PNG.
    assert content[16:24] == (1200).to_bytes(4) + (630).to_bytes(4)
    assert f"{drawn(story)}-preview.png" in names(folder)


@pytest.mark.parametrize("visibility", [Visibility.DRAFT, Visibility.MEMBERS])
def test_stories_that_not_everyone_reads_have_no_preview(
    make_story: MakeStory, make_chapter: MakeChapter, author_client: Client, visibility: str
) -> None:
    story = make_story("Secret", visibility=visibility)
    make_chapter(story=story)
    draw_cover(story)
    page = author_client.get("/stories/secret/").content.decode()
    assert "og:image" not in page
    assert author_client.get("/stories/secret/preview.png").status_code == 404


def test_unreleased_stories_have_no_preview(
    make_story: MakeStory, guest_client: Client, folder: Path
) -> None:
    story = make_story("Soon")
    draw_cover(story)
    assert "og:image" not in guest_client.get("/stories/soon/").content.decode()
    assert guest_client.get("/stories/soon/preview.png").status_code == 404


def test_story_page_names_its_cover_for_search_engines(story: Story, guest_client: Client) -> None:
    assert 'itemprop="image"' not in guest_client.get("/stories/the-lamp/").content.decode()
    draw_cover(story)
    page = guest_client.get("/stories/the-lamp/").content.decode()
    assert f'<link itemprop="image" href="http://testserver{story.cover_links().url}">' in page


@pytest.mark.parametrize("kind", ["story", "chapter"])
def test_pages_name_their_preview_with_its_size(
    story: Story, make_chapter: MakeChapter, guest_client: Client, kind: str
) -> None:
    chapter = make_chapter()
    draw_cover(story)
    url = story.get_absolute_url() if kind == "story" else chapter.get_absolute_url()
    page = guest_client.get(url).content.decode()
    image = f"http://testserver/stories/the-lamp/preview.png?{drawn(story)[-8:]}"
    assert f'<meta property="og:image" content="{image}">' in page
    assert '<meta property="og:image:width" content="1200">' in page
    assert '<meta property="og:image:height" content="630">' in page
    assert '<meta property="og:image:alt" content="Cover of The Lamp">' in page


def test_preview_of_a_former_slug_redirects(
    story: Story, make_chapter: MakeChapter, guest_client: Client
) -> None:
    make_chapter()
    story.save_with_slug("the-lantern")
    response = guest_client.get("/stories/the-lamp/preview.png")
    assert response.status_code == 301
    assert response.headers["Location"] == "/stories/the-lantern/preview.png"


@pytest.mark.extended
def test_author_chooses_how_the_cover_looks(author_client: Client, story: Story) -> None:
    url = f"/desk/stories/story/{story.pk}/appearance/"
    author_client.post(url, open_form(author_client, url))
    automatic = drawn(story)
    chosen = {"cover_hue": "270", "cover_tone": "rich", "cover_ornament": "waves"}
    author_client.post(url, open_form(author_client, url) | chosen | {"cover_layout": "label"})
    story.refresh_from_db()
    assert (story.cover_hue, story.cover_tone, story.cover_layout) == (270, "rich", "label")
    assert drawn(story) != automatic
    assert (
        f'src="/media/covers/drawn/{drawn(story)}.svg"' in author_client.get(url).content.decode()
    )
    author_client.post(
        url, open_form(author_client, url) | dict.fromkeys(chosen, "") | {"cover_layout": ""}
    )
    story.refresh_from_db()
    assert story.cover_hue is None
    assert drawn(story) == automatic


@pytest.mark.extended
def test_unknown_choices_are_refused(author_client: Client, story: Story) -> None:
    url = f"/desk/stories/story/{story.pk}/appearance/"
    for wrong in ({"cover_hue": "12"}, {"cover_hue": "x"}, {"cover_ornament": "skulls"}):
        assert author_client.post(url, open_form(author_client, url) | wrong).status_code == 200
    story.refresh_from_db()
    assert (story.cover_hue, story.cover_ornament) == (None, "")
