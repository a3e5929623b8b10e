"""What the editor of a chapter shows around its form."""

from django.utils.translation import gettext as _

from serial.chapters.models import Chapter
from serial.chapters.texts import RENDERED_FIELDS
from serial.desk.editor.saved_elsewhere import short_time
from serial.desk.planning.release_sentence import release_sentence, sentence_of
from serial.params import parse_id
from serial.stories.choices import Visibility
from serial.stories.cover_requests import ornament_of
from serial.stories.models import Story


def writing_context(chapter: Chapter | None, story_pk: str) -> dict[str, object]:
    """story_pk: of the story that is chosen for a new chapter, or ""."""
    story = chapter.story if chapter else _chosen_story(story_pk)
    return {
        "release": sentence_of(chapter) if chapter else release_sentence(None),
        "story_is_draft": story is not None and is_draft(story),
        "saved_text": _saved_text(chapter) if chapter else "",
        "preview_names": RENDERED_FIELDS,
        "preview_language": story.language if story else "",
        "preview_ornament": ornament_of(story) if story else "",
    }


def is_draft(story: Story) -> bool:
    """Whether its authors can make it public: moderators may have taken it down."""
    return story.visibility == Visibility.DRAFT and not story.is_taken_down


def _chosen_story(pk: str) -> Story | None:
    number = parse_id(pk)
    return Story.objects.filter(pk=number).first() if number else None


def _saved_text(chapter: Chapter) -> str:
    """Returns "Saved 11:14", or the day of a save that was not today."""
    saved_at = chapter.revisions.values_list("saved_at", flat=True).latest("number")
    return _("Saved %(when)s") % {"when": short_time(saved_at)}
