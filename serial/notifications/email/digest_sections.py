"""The sections of a digest, one for each kind of notification: the list that it is made from.

A new kind is an entry of SECTIONS.
"""

from collections.abc import Callable, Sequence, Sized
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext, ngettext, ngettext_lazy

from serial.notifications.email.digest_announcements import find_announcements
from serial.notifications.email.digest_chapters import count_chapters, find_chapters
from serial.notifications.email.digests import Digest
from serial.notifications.email.event_lines import EventLine, line_of, tellable_in
from serial.notifications.kinds import (
    ANNOUNCEMENT,
    AUTHOR_LIKE,
    CHAPTER,
    DECISION,
    INVITATION,
    KINDS_BY_NAME,
    MENTION,
    REPLY,
)

QUOTE_LENGTH = 220
# Kinds in the subject: more would fill three lines of a phone.
MOST_NAMED = 3
MOST_EVENTS = 100


@dataclass(frozen=True)
class Section:
    """How a digest tells of one kind.

    counted: "1 reply" or "2 replies", with n. find: returns what the member may be told now.
    counted_items: says it instead, from the items.
    template: of its items, email/_<template>.html and email/_<template>.txt.
    """

    kind: str
    counted: Promise
    find: Callable[[Digest], Sequence[object]]
    template: str = "digest_lines"
    counted_items: Callable[[Sequence[Any]], str] | None = None


@dataclass(frozen=True)
class FilledSection:
    section: Section
    items: Sequence[object]

    @property
    def heading(self) -> str:
        return str(KINDS_BY_NAME[self.section.kind].label)

    @property
    def html_template(self) -> str:
        return f"email/_{self.section.template}.html"

    @property
    def text_template(self) -> str:
        return f"email/_{self.section.template}.txt"

    @property
    def number(self) -> int:
        """A story with new chapters counts as many as it has."""
        return sum(len(item) if isinstance(item, Sized) else 1 for item in self.items)

    def counted(self) -> str:
        if self.section.counted_items:
            return self.section.counted_items(self.items)
        return str(self.section.counted % {"n": self.number})


def find_events(kind: str, digest: Digest) -> list[EventLine]:
    """Of a kind whose events are rows of Notification."""
    frequency = digest.channels[kind].email
    if frequency not in digest.since:
        return []
    rows = tellable_in(digest.user, kind, digest.found_in_time(frequency, "queued_at"))
    return [line_of(row, QUOTE_LENGTH) for row in rows[:MOST_EVENTS]]


SECTIONS = (
    Section(
        CHAPTER,
        ngettext_lazy("%(n)d new chapter", "%(n)d new chapters", "n"),
        find_chapters,
        "digest_chapters",
        count_chapters,
    ),
    Section(
        ANNOUNCEMENT,
        ngettext_lazy("%(n)d announcement", "%(n)d announcements", "n"),
        find_announcements,
    ),
    Section(REPLY, ngettext_lazy("%(n)d reply", "%(n)d replies", "n"), partial(find_events, REPLY)),
    Section(
        MENTION,
        ngettext_lazy("%(n)d mention", "%(n)d mentions", "n"),
        partial(find_events, MENTION),
    ),
    Section(
        AUTHOR_LIKE,
        ngettext_lazy("%(n)d like by an author", "%(n)d likes by authors", "n"),
        partial(find_events, AUTHOR_LIKE),
    ),
    Section(
        DECISION,
        ngettext_lazy("%(n)d decision", "%(n)d decisions", "n"),
        partial(find_events, DECISION),
    ),
    Section(
        INVITATION,
        ngettext_lazy("%(n)d invitation", "%(n)d invitations", "n"),
        partial(find_events, INVITATION),
    ),
)


def title_of(sections: Sequence[FilledSection]) -> str:
    """Returns "6 new chapters and 2 replies"; of many kinds the first, and how many more."""
    named = sections if len(sections) <= MOST_NAMED else sections[: MOST_NAMED - 1]
    counts = [section.counted() for section in named]
    if rest := sum(section.number for section in sections[len(named) :]):
        others = ngettext("%(n)d other notification", "%(n)d other notifications", rest)
        counts.append(others % {"n": rest})
    return get_text_list(counts, gettext("and"))


def fill_sections(digest: Digest) -> list[FilledSection]:
    """Returns the sections that have something to say, in order."""
    filled = [FilledSection(section, section.find(digest)) for section in SECTIONS]
    return [section for section in filled if section.items]
