"""The buttons of the release queue: what each one changes, and what is said then."""

from collections.abc import Callable
from datetime import date
from typing import Final

from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.releases.queue.arranging import (
    add_to_queue,
    move_in_queue,
    place_in_queue,
    remove_from_queue,
)
from serial.chapters.releases.queue.changing import QueueChange
from serial.chapters.releases.queue.rhythm import (
    end_break,
    end_rhythm,
    shift_by_weeks,
    skip_slot,
    unskip_slot,
)
from serial.params import parse_id
from serial.stories.models import Story
from serial.times.wording import format_upcoming, format_upcoming_day

# Slots: past the end of every queue.
ALL: Final = 10**6
Action = Callable[[Story, QueryDict, User], tuple[QueueChange, str]]


def _move(steps: int) -> Action:
    def move(story: Story, data: QueryDict, by: User) -> tuple[QueueChange, str]:
        chapter = _chapter(story, data)
        change = move_in_queue(chapter, steps, by)
        return change, _moved_text(chapter)

    return move


def _place(story: Story, data: QueryDict, by: User) -> tuple[QueueChange, str]:
    """After a chapter that was dragged, `after` is the one before it, or empty."""
    chapter, after = _chapter(story, data), data.get("after", "")
    change = place_in_queue(chapter, (parse_id(after) or 0) if after else None, by)
    return change, _moved_text(chapter)


def _moved_text(chapter: Chapter) -> str:
    former = chapter.release_at
    chapter.refresh_from_db(fields=["release_at"])
    if chapter.release_at == former:
        text = _("“%(chapter)s” keeps its time: it is released %(when)s.")
    else:
        text = _("“%(chapter)s” moved: it is released %(when)s.")
    when = format_upcoming(timezone.localtime(chapter.release_at))
    return text % {"chapter": chapter.label(), "when": when}


def _remove(story: Story, data: QueryDict, by: User) -> tuple[QueueChange, str]:
    return take_out(_chapter(story, data), by)


def take_out(chapter: Chapter, by: User) -> tuple[QueueChange, str]:
    """Makes a chapter of the queue a draft, and says what moved up."""
    change = remove_from_queue(chapter, by)
    behind = len(change.before["queue"]) - change.before["queue"].index(chapter.pk) - 1
    if behind:
        text = ngettext(
            "“%(chapter)s” is a draft again. The chapter behind it moved up.",
            "“%(chapter)s” is a draft again. The %(count)d chapters behind it moved up.",
            behind,
        )
    else:
        text = _("“%(chapter)s” is a draft again.")
    return change, text % {"chapter": chapter.label(), "count": behind}


def _add(story: Story, data: QueryDict, by: User) -> tuple[QueueChange, str]:
    chapters = list(story.chapters.not_deleted().filter(pk__in=chosen_chapters(data)))
    change = add_to_queue(story, chapters, by)
    return change, added_text(change)


def chosen_chapters(data: QueryDict) -> list[int]:
    pks = [parse_id(value) for value in data.getlist("chapter")]
    return [pk for pk in pks if pk]


def empty_chapters(story: Story, data: QueryDict) -> list[Chapter]:
    """Returns the drafts without a text that would be added, unless the author wants that."""
    if "add_empty" in data:
        return []
    drafts = story.chapters.drafts().filter(pk__in=chosen_chapters(data), body="")
    return list(drafts.without_text().in_order())


def added_text(change: QueueChange) -> str:
    """Says how many chapters were added to a queue, and when the last one is released."""
    count = len(change.after["queue"]) - len(change.before["queue"])
    if not count:
        return _("No chapter was added. Choose drafts or scheduled chapters.")
    last = Chapter.objects.without_text().get(pk=change.after["queue"][-1])
    text = ngettext(
        "“%(chapter)s” added to the release queue. It is released %(when)s.",
        "%(count)d chapters added to the release queue. The last one is released %(when)s.",
        count,
    )
    when = format_upcoming(timezone.localtime(last.release_at))
    return text % {"count": count, "chapter": last.label(), "when": when}


def _skip(story: Story, data: QueryDict, by: User) -> tuple[QueueChange, str]:
    day = _day(data)
    text = _("%(day)s is skipped.") % {"day": format_upcoming_day(day)}
    return skip_slot(story, day, by), text


def _unskip(story: Story, data: QueryDict, by: User) -> tuple[QueueChange, str]:
    day = _day(data)
    text = _("%(day)s is a release day again.") % {"day": format_upcoming_day(day)}
    return unskip_slot(story, day, by), text


def _shift(story: Story, _data: QueryDict, by: User) -> tuple[QueueChange, str]:
    return shift_by_weeks(story, 1, by), _("The release queue begins a week later.")


def _end_break(story: Story, _data: QueryDict, by: User) -> tuple[QueueChange, str]:
    return end_break(story, by), _("The break is over.")


def _end_rhythm(story: Story, _data: QueryDict, by: User) -> tuple[QueueChange, str]:
    text = _("The story has no rhythm any more. Scheduled chapters keep their time.")
    return end_rhythm(story, by), text


ACTIONS: dict[str, Action] = {
    "earlier": _move(-1),
    "later": _move(1),
    "first": _move(-ALL),
    "last": _move(ALL),
    "place": _place,
    "remove": _remove,
    "add": _add,
    "skip": _skip,
    "unskip": _unskip,
    "shift": _shift,
    "end-break": _end_break,
    "end-rhythm": _end_rhythm,
}


def _chapter(story: Story, data: QueryDict) -> Chapter:
    chapters = story.chapters.not_deleted().without_text()
    return get_object_or_404(chapters, pk=parse_id(data.get("chapter")))


def _day(data: QueryDict) -> date:
    try:
        day = parse_date(data.get("day", ""))
    except ValueError:
        day = None
    if day is None:
        raise Http404
    return day
