"""A file becomes a new story, with its title, summary, tags and cover; one undo takes all back."""

from pathlib import Path
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from serial.chapters.saving import SaveInfo, create_chapter
from serial.chapters.texts import ChapterText
from serial.manuscripts.importing.starting import start_import, undo_import
from serial.manuscripts.importing.story_changes import TitleMissing
from serial.manuscripts.models import Manuscript, ManuscriptImport
from serial.manuscripts.planning.saving_story_data import TypedStory, save_story_data
from serial.manuscripts.planning.story_data import StoryData
from serial.manuscripts.planning.uploading import store_manuscript
from serial.stories.choices import TagKind, Visibility
from serial.stories.models import Story
from serial.stories.tagging import set_tags, tag_names
from tests.images.pictures import picture
from tests.manuscripts.conftest import work
from tests.manuscripts.test_epub_and_folders import write_epub
from tests.manuscripts.test_wordpress import FIRST, story_with, write_export

PAGES = {
    f"{n}.xhtml": f"<html><body><h1>Chapter {n}</h1><p>Day {n} of the rain.</p></body></html>"
    for n in (1, 2)
}


def write_whole_epub(path: Path, cover: bytes) -> Path:
    write_epub(path, PAGES)
    with ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    package = files["O/p.opf"].decode()
    package = package.replace(
        "</metadata>",
        "<dc:description>&lt;p&gt;A &lt;em&gt;mill&lt;/em&gt; stands.&lt;/p&gt;</dc:description>"
        "<dc:subject>Rain</dc:subject><dc:subject>Mills</dc:subject></metadata>",
    ).replace(
        "</manifest>",
        '<item id="c" properties="cover-image" media-type="image/png" href="c.png"/></manifest>',
    )
    files |= {"O/p.opf": package.encode(), "O/c.png": cover}
    with ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


@pytest.fixture
def epub(tmp_path: Path, reads_here: None) -> SimpleUploadedFile:
    path = write_whole_epub(tmp_path / "mill.epub", picture("PNG", (60, 90)))
    return SimpleUploadedFile("mill.epub", path.read_bytes())


def store(story: Story | None, by: User, file: SimpleUploadedFile) -> Manuscript:
    manuscript = store_manuscript(story, by, [file], uuid4())
    work()
    manuscript.refresh_from_db()
    return manuscript


def run(manuscript: Manuscript, by: User) -> ManuscriptImport:
    act = start_import(manuscript, by)
    work()
    act.refresh_from_db()
    return act


def undo(act: ManuscriptImport, by: User) -> None:
    undo_import(act.pk, by)
    work()
    act.refresh_from_db()


def test_new_story_has_what_the_file_has(epub: SimpleUploadedFile, author: User) -> None:
    manuscript = store(None, author, epub)
    assert not Story.objects.exists()
    act = run(manuscript, author)
    story = act.story
    assert (story.title, story.summary) == ("The Mill", "A *mill* stands.")
    assert tag_names(story, TagKind.FREEFORM) == ["Rain", "Mills"]
    assert story.cover and story.cover_alt == "The Mill" and story.visibility == Visibility.DRAFT
    assert story.credits.get().pen_name.user == author
    assert story.chapters.count() == 2


def test_undo_deletes_the_new_story_with_its_chapters(
    epub: SimpleUploadedFile, author: User, client: Client
) -> None:
    act = run(store(None, author, epub), author)
    undo(act, author)
    assert act.undone_at and not Story.objects.not_deleted().exists()
    client.force_login(author)
    url = f"/desk/stories/story/{act.story_id}/imports/{act.pk}/"
    assert "The import was undone" in client.get(url).content.decode()


def test_undo_leaves_a_story_in_which_something_was_written(
    epub: SimpleUploadedFile, author: User
) -> None:
    act = run(store(None, author, epub), author)
    create_chapter(act.story, ChapterText(title="Mine", body="Text."), SaveInfo(by=author))
    undo(act, author)
    assert [each.title for each in act.story.chapters.filter(deleted_at=None)] == ["Mine"]
    assert Story.objects.not_deleted().exists()


def test_what_the_file_says_can_be_changed_before(
    epub: SimpleUploadedFile, author: User, client: Client
) -> None:
    manuscript = store(None, author, epub)
    client.force_login(author)
    url = f"/desk/stories/story/import/{manuscript.pk}/"
    html = client.get(url).content.decode()
    assert ">The Mill</textarea>" in html and "A *mill* stands." in html and "Rain, Mills" in html
    values = {
        "story_title": "The Other Mill",
        "story_summary": "New.",
        "story_take": ["summary", "tags"],
        "tags-genre": "Fantasy, fantasy",
        "row": ["0"],
        "take": ["0"],
    }
    client.post(url, {**values, "story_title": "", "create": "yes"})
    assert "Give the story a title." in client.get(url).content.decode()
    answer = client.post(url, {**values, "create": "yes"})
    work()
    story = Story.objects.get()
    assert answer["Location"].startswith(f"/desk/stories/story/{story.pk}/imports/")
    assert (story.title, story.summary) == ("The Other Mill", "New.")
    assert tag_names(story, TagKind.GENRE) == ["Fantasy"] and not story.cover
    assert not tag_names(story, TagKind.FREEFORM)


def test_story_that_exists_only_takes_what_is_ticked(
    epub: SimpleUploadedFile, story: Story, author: User
) -> None:
    set_tags(story, {TagKind.FREEFORM: ["Old"]})
    before = (story.title, story.summary)
    run(store(story, author, epub), author)
    story.refresh_from_db()
    assert (story.title, story.summary) == before and not story.cover
    assert tag_names(story, TagKind.FREEFORM) == ["Old"]

    epub.seek(0)
    again = store(story, author, epub)
    plan = again.read_plan()
    plan.chapters[0].is_selected = True
    again.set_plan(plan)
    data = StoryData.from_json(again.story_data)
    tags = {kind: ", ".join(names) for kind, names in data.tags.items()}
    takes = frozenset({"summary", "tags", "cover"})
    save_story_data(again, author, TypedStory("", data.summary, tags, takes))
    act = run(again, author)
    story.refresh_from_db()
    assert story.summary == "A *mill* stands." and story.cover
    assert tag_names(story, TagKind.FREEFORM) == ["Old", "Rain", "Mills"]
    undo(act, author)
    story.refresh_from_db()
    assert (story.title, story.summary) == before and not story.cover
    assert tag_names(story, TagKind.FREEFORM) == ["Old"]


def test_cover_that_is_no_picture_is_left_out(
    reads_here: None, tmp_path: Path, author: User
) -> None:
    path = write_whole_epub(tmp_path / "mill.epub", b"\x89PNG no picture")
    act = run(store(None, author, SimpleUploadedFile("a.epub", path.read_bytes())), author)
    assert not act.story.cover and act.story.chapters.count() == 2


def test_nobody_else_opens_or_imports_it(
    epub: SimpleUploadedFile, author: User, other_author_client: Client
) -> None:
    manuscript = store(None, author, epub)
    url = f"/desk/stories/story/import/{manuscript.pk}/"
    assert other_author_client.get(url).status_code == 404
    assert other_author_client.post(url, {"create": "yes"}).status_code == 404
    assert not Story.objects.exists()


def test_title_is_needed(epub: SimpleUploadedFile, author: User) -> None:
    manuscript = store(None, author, epub)
    save_story_data(manuscript, author, TypedStory())
    with pytest.raises(TitleMissing):
        start_import(manuscript, author)
    assert not Story.objects.exists()


@pytest.mark.parametrize("is_taken", [True, False])
def test_rating_status_and_warnings_of_a_new_story(
    reads_here: None, tmp_path: Path, author: User, client: Client, *, is_taken: bool
) -> None:
    export = write_export(tmp_path / "wp.xml", story_with(story_rating="Adult"), FIRST)
    manuscript = store(None, author, SimpleUploadedFile("wp.xml", export.read_bytes()))
    client.force_login(author)
    url = f"/desk/stories/story/import/{manuscript.pk}/"
    html = client.get(url).content.decode()
    assert "as on the old site: Explicit, Graphic violence" in html and "The cover, which" in html
    takes = ["details"] if is_taken else []
    values = {"story_title": "The Mill", "story_take": takes, "row": ["0"], "take": ["0"]}
    client.post(url, {**values, "create": "yes"})
    story = Story.objects.get()
    details = ("explicit", ["violence"]) if is_taken else ("not-rated", [])
    assert (story.rating, story.warnings) == details and story.status == "ongoing"


def test_rating_of_a_story_that_exists_stays(
    reads_here: None, tmp_path: Path, story: Story, author: User
) -> None:
    """A moderator may have set it."""
    before = (story.rating, story.warnings)
    export = write_export(tmp_path / "wp.xml", story_with(story_rating="Adult"), FIRST)
    manuscript = store(story, author, SimpleUploadedFile("wp.xml", export.read_bytes()))
    manuscript.story_data["takes"] = ["summary", "details"]
    manuscript.save()
    run(manuscript, author)
    story.refresh_from_db()
    assert (story.rating, story.warnings) == before
