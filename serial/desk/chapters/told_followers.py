"""What authors read after a release: how many followers are told of it."""

from collections.abc import Sequence

from django.utils.translation import gettext, ngettext

from serial.chapters.models import Chapter
from serial.library.counts import told_count
from serial.notifications.email.releases import untold_chapters


def told_text(chapters: Sequence[Chapter]) -> str:
    """Returns the sentence about chapters that were just released; empty if there is none to say.

    Nothing is said of chapters that followers were told of before, and of stories that are drafts.
    """
    silent = [chapter for chapter in chapters if chapter.is_silent]
    told = untold_chapters([chapter.pk for chapter in chapters])
    texts = [_count_text([chapter for chapter in chapters if chapter.pk in told])]
    if silent:
        texts.append(_silent_text(len(silent), len(chapters)))
    return " ".join(filter(None, texts))


def _count_text(told: Sequence[Chapter]) -> str:
    stories = {chapter.story_id for chapter in told}
    if len(stories) != 1:
        return gettext("Followers are told, in the site or by email.") if stories else ""
    count = told_count(told[0].story)
    if not count:
        return ""
    text = ngettext(
        "%(count)d follower is told, in the site or by email.",
        "%(count)d followers are told, in the site or by email.",
        count,
    )
    return text % {"count": count}


def _silent_text(silent: int, total: int) -> str:
    if silent == total:
        return gettext("Followers are not told.")
    text = ngettext(
        "Followers are not told of %(count)d chapter.",
        "Followers are not told of %(count)d chapters.",
        silent,
    )
    return text % {"count": silent}
