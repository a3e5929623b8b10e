"""Which planned chapters are newer texts of chapters that the story has."""

from collections.abc import Mapping

from django.conf import settings

from serial.chapters.models import Chapter
from serial.manuscripts.chapter_texts import convert_chapter
from serial.manuscripts.documents import Document
from serial.manuscripts.models import ImportedPicture
from serial.manuscripts.models.imported_picture import urls_of
from serial.manuscripts.splitting.plan import Plan, PlannedChapter
from serial.manuscripts.splitting.same_text import common_share, rows_of_blocks, rows_of_text
from serial.stories.models import Story

# Of the words of two versions of a chapter, as sets of rows of five. A rewritten one has fewer in
# common, but then the title says so.
MIN_SHARE = 0.3


def find_existing(story: Story | None, document: Document, plan: Plan) -> None:
    """Notes in the plan which chapters are there already. Each is only found once.

    Those that would change nothing are not selected.
    """
    if story is None:
        return
    chapters = list(story.chapters.filter(deleted_at=None).in_order().defer("body_html"))
    if not chapters:
        return
    pictures = known_pictures(story, document)
    rows = {chapter.pk: rows_of_text(chapter.body_text) for chapter in chapters}
    for planned in plan.chapters:
        of_planned = rows_of_blocks(document.blocks[planned.body : planned.body_end])
        best = max(chapters, key=lambda each: common_share(of_planned, rows[each.pk]), default=None)
        if best is None or common_share(of_planned, rows[best.pk]) < MIN_SHARE:
            best = next((each for each in chapters if _has_title(each, planned)), None)
        if best is None:
            continue
        chapters.remove(best)
        planned.updates, planned.revision = best.pk, best.revision
        planned.is_unchanged = _is_unchanged(best, document, planned, pictures)
        planned.is_selected &= not planned.is_unchanged


def known_pictures(story: Story, document: Document) -> dict[str, str]:
    """Returns the URL of each picture that an earlier import stored, by its name."""
    return urls_of(ImportedPicture.objects.known_in(story, document.digests))


def _has_title(chapter: Chapter, planned: PlannedChapter) -> bool:
    return bool(planned.title) and chapter.title == planned.title


def _is_unchanged(
    chapter: Chapter, document: Document, planned: PlannedChapter, pictures: Mapping[str, str]
) -> bool:
    made = convert_chapter(document, planned, pictures, settings.MEDIA_URL)
    after = (planned.title, made.note_before, made.body, made.note_after)
    return after == (chapter.title, chapter.note_before, chapter.body, chapter.note_after)
