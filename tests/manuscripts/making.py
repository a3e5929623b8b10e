"""Makes manuscripts that were read, without a worker."""

from uuid import uuid4

from django.core.files.base import ContentFile

from accounts.models import User
from serial.chapters.models import Chapter
from serial.manuscripts.documents import Document, Post, ReaderComment, Remark
from serial.manuscripts.formats.markdown import read_markdown
from serial.manuscripts.importing.running import run_import
from serial.manuscripts.importing.starting import start_import
from serial.manuscripts.models import Manuscript, ManuscriptImport
from serial.manuscripts.models.manuscript import State
from serial.manuscripts.planning.existing import find_existing
from serial.manuscripts.planning.reading_job import facts_of
from serial.manuscripts.planning.story_data import story_data_of
from serial.manuscripts.reading import settle
from serial.manuscripts.serializing import dump_document
from serial.manuscripts.splitting.cutting import plan_chapters
from serial.stories.models import Story

TWO_CHAPTERS = (
    "# Chapter 1: Salt\n\nA/N: Hello.\n\nIt *was* late.\n\n***\n\nThe end.\n\n"
    "# Chapter 2: Sand\n\nMore came.[^1]\n\nEnd A/N: And?\n\n[^1]: A note.\n"
)


def make_planned(
    story: Story | None, by: User, text: str = TWO_CHAPTERS, *, is_of_site: bool = False
) -> Manuscript:
    """is_of_site: the first chapter has comments and an old URL, as in WordPress's export."""
    document = read_markdown(text)
    settle(document)
    if is_of_site:
        _make_post(document)
    plan = plan_chapters(document)
    find_existing(story, document, plan)
    manuscript = Manuscript(
        story=story,
        by=by,
        form_key=uuid4(),
        name="salt.md",
        size=len(text),
        state=State.PLANNED,
        facts=facts_of(document),
        plan=plan.as_json(),
        story_data=story_data_of(document, "salt.md", is_new=story is None).as_json(),
    )
    manuscript.file.save("salt.md", ContentFile(text.encode()), save=False)
    manuscript.document.save("document", ContentFile(dump_document(document)), save=False)
    manuscript.save()
    return manuscript


def _make_post(document: Document) -> None:
    document.blocks[0].post = "old.example#1"
    document.posts["old.example#1"] = Post(
        old_urls=["/chapter/salt", "/?p=1"],
        comments=[
            ReaderComment("old.example#comment-1", "Rosa", "<p>I liked it.</p>"),
            ReaderComment("old.example#comment-2", "Wren", "<p>Thanks.</p>", is_by_author=True),
        ],
    )
    document.authors = ["Wren"]
    document.remark(Remark.READER_COMMENTS, 2)
    document.remark(Remark.OTHER_COMMENTS, 1)


def make_planned_update(chapter: Chapter, by: User) -> Manuscript:
    """Its first chapter is taken for a newer text of this one."""
    manuscript = make_planned(chapter.story, by)
    plan = manuscript.read_plan()
    plan.chapters[0].updates, plan.chapters[0].revision = chapter.pk, chapter.revision
    manuscript.set_plan(plan)
    return manuscript


def make_imported(
    story: Story, by: User, text: str = TWO_CHAPTERS, *, is_of_site: bool = False
) -> ManuscriptImport:
    act = start_import(make_planned(story, by, text, is_of_site=is_of_site), by)
    run_import({"import": act.pk})
    act.refresh_from_db()
    return act
