"""Moving chapters into another story, with all that belongs to them."""

from collections.abc import Sequence

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.module_loading import import_string

from serial.chapters.html.rerendering import rerender_chapter
from serial.chapters.models import Chapter
from serial.chapters.ordering import append_chapter, lock_story, renumber
from serial.chapters.releases.queue.assigning import assign_slots
from serial.chapters.saving import save_chapter_slug
from serial.chapters.totals import update_totals
from serial.stories.models import Story
from serial.stories.models.story import TAKEN_DOWN_ERROR


@transaction.atomic
def move_to_story(chapters: Sequence[Chapter], target_pk: int) -> None:
    """Puts chapters of one story at the end of another one, in their order, outside of its parts.

    Their releases, revisions, draft links and comments stay; their former URLs redirect. They leave
    the release queue, and have their release for themselves. Calls
    CHAPTERS_MOVED_HANDLERS. Raises ValidationError, and moves none, if moderators have taken one
    of the chapters or the target down.
    """
    source_pk = chapters[0].story_id
    # In one order, so that two who move chapters between the same stories do not wait in a circle.
    locked = {pk: lock_story(pk) for pk in sorted({source_pk, target_pk})}
    source, target = locked[source_pk], locked[target_pk]
    if target.is_taken_down or any(chapter.is_taken_down for chapter in chapters):
        raise ValidationError(TAKEN_DOWN_ERROR)
    for chapter in chapters:
        _put_into(chapter, target)
        if source.render_options("") != target.render_options(""):
            rerender_chapter(chapter)
    for path in settings.CHAPTERS_MOVED_HANDLERS:
        import_string(path)([chapter.pk for chapter in chapters], target)
    for story in locked.values():
        assign_slots(story.pk)
        renumber(story.pk)
        update_totals(story.pk)


def _put_into(chapter: Chapter, target: Story) -> None:
    chapter.story, chapter.part, chapter.is_queued = target, None, False
    append_chapter(chapter)
    fields = ["story", "part", "position", "number", "is_queued"]
    save_chapter_slug(chapter, chapter.slug, fields)
