"""Notifications as the page shows them: what happened, where, and where it leads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from accounts.models import User
from serial.comments.models import Comment, Like
from serial.markup.excerpts import excerpt
from serial.moderation.causes import appeal_until, is_appealable
from serial.moderation.models import Decision
from serial.notifications.kinds import (
    ANNOUNCEMENT,
    AUTHOR_LIKE,
    DECISION,
    INVITATION,
    MENTION,
    REPLY,
)
from serial.notifications.models import Notification
from serial.notifications.models.notification import NotificationQuerySet
from serial.notifications.wording import announcement_quote, decision_told
from serial.reading.initials import initial_of
from serial.stories.models import Announcement, Story

QUOTE_LENGTH = 220
LARGE_COLUMNS = ("body", "body_html", "body_text", "paragraph_history")
RELATED = (
    *("comment__chapter__story", "comment__user", "comment__pen_name"),
    *("decision__item", "decision__sanction", "decision__undone_by"),
    *("action__undone_by", "report__item", "appeal", "credit__story", "credit__pen_name"),
    "announcement__story",
)


@dataclass(frozen=True)
class Entry:
    """One line of the page: a notification, or replies to one comment together.

    icon: of what is by no person; initial: of a person. until: when an appeal is possible.
    """

    kind: str
    rows: Sequence[Notification]
    title: str
    url: str
    icon: str = ""
    initial: str = ""
    is_by_author: bool = False
    quote: str = ""
    comment: Comment | None = None
    # Of an announcement.
    story: Story | None = None
    appeal_until: datetime | None = None

    @property
    def created_at(self) -> datetime:
        return self.rows[0].created_at

    @property
    def is_unread(self) -> bool:
        return self.rows[0].read_at is None

    @property
    def row(self) -> Notification:
        return self.rows[0]


def with_subjects(rows: NotificationQuerySet, user: User) -> NotificationQuerySet:
    """Loads what entries show. Without decisions on works that the member no longer works on."""
    told = Decision.objects.told_to(user).values("pk")
    rows = rows.filter(Q(decision=None) | Q(decision__in=told)).select_related(*RELATED)
    return rows.defer(
        *(f"comment__chapter__{name}" for name in LARGE_COLUMNS),
        *(f"comment__chapter__note_{name}" for name in ("before", "after")),
        *(f"comment__chapter__note_{name}_html" for name in ("before", "after")),
    )


def make_entries(rows: Iterable[Notification], user: User) -> list[Entry]:
    """`rows` are loaded `with_subjects`, in order. One query for the names of those who liked."""
    rows = list(rows)
    names = _names_of_likers(row.comment_id for row in rows if row.kind == AUTHOR_LIKE)
    groups = [list(group) for _key, group in groupby(rows, _group_key)]
    return [_entry(group, names) for group in groups]


def _group_key(row: Notification) -> tuple[object, ...]:
    """Replies to one comment that follow each other stand together."""
    parent = row.comment.parent_id if row.kind == REPLY and row.comment else row.pk
    return row.kind, parent, row.read_at is None


def _names_of_likers(comment_pks: Iterable[int | None]) -> dict[int, str]:
    """Returns the name under which an author who likes a comment is credited on its story."""
    pks = [pk for pk in comment_pks if pk is not None]
    if not pks:
        return {}
    likes = Like.objects.filter(comment__in=pks, as_author=True)
    likes = likes.filter(
        user__pen_names__credits__story=F("comment__story"),
        user__pen_names__credits__accepted_at__isnull=False,
    )
    rows = likes.order_by("-pk").values_list("comment", "user__pen_names__name")
    return dict(rows)


def _entry(rows: list[Notification], likers: dict[int, str]) -> Entry:
    match rows[0].kind:
        case kind if kind in {REPLY, MENTION} and rows[0].comment is not None:
            return _of_people(rows, rows[0].comment)
        case kind if kind == AUTHOR_LIKE and rows[0].comment is not None:
            name = likers.get(rows[0].comment.pk, "")
            return _of_like(rows, rows[0].comment, name)
        case kind if kind == INVITATION and rows[0].credit is not None:
            return _of_invitation(rows)
        case kind if kind == ANNOUNCEMENT and rows[0].announcement is not None:
            return _of_announcement(rows, rows[0].announcement)
    return _of_decision(rows)


def _of_people(rows: list[Notification], comment: Comment) -> Entry:
    name = comment.display_name()
    names = list(dict.fromkeys(row.comment.display_name() for row in rows if row.comment))
    if rows[0].kind == MENTION:
        title = gettext("%(name)s mentioned you") % {"name": name}
    elif len(names) == 1:
        title = gettext("%(name)s replied to you") % {"name": name}
    else:
        others = len(names) - 1
        text = ngettext(
            "%(name)s and %(count)d other replied to you",
            "%(name)s and %(count)d others replied to you",
            others,
        )
        title = text % {"name": name, "count": others}
    return Entry(
        kind=rows[0].kind,
        rows=rows,
        title=title,
        url=comment.get_absolute_url(),
        initial=initial_of(name),
        is_by_author=comment.pen_name_id is not None,
        quote=excerpt(comment.body_html, QUOTE_LENGTH),
        comment=comment,
    )


def _of_like(rows: list[Notification], comment: Comment, name: str) -> Entry:
    liked = gettext("%(name)s liked your comment") % {"name": name}
    return Entry(
        kind=AUTHOR_LIKE,
        rows=rows,
        title=liked if name else gettext("An author liked your comment"),
        url=comment.get_absolute_url(),
        icon="heart",
        is_by_author=True,
        comment=comment,
    )


def _of_invitation(rows: list[Notification]) -> Entry:
    return Entry(
        kind=INVITATION,
        rows=rows,
        title="",
        url=reverse("desk:desk_creditinvitation_changelist"),
        icon="users",
    )


def _of_announcement(rows: list[Notification], announcement: Announcement) -> Entry:
    return Entry(
        kind=ANNOUNCEMENT,
        rows=rows,
        title=announcement.title,
        url=announcement.get_absolute_url(),
        icon="announcement",
        quote=announcement_quote(announcement, QUOTE_LENGTH),
        story=announcement.story,
    )


def _of_decision(rows: list[Notification]) -> Entry:
    title, url, cause = decision_told(rows[0])
    until = appeal_until(cause) if cause is not None and is_appealable(cause) else None
    icon = "flag" if rows[0].report_id else "scales"
    return Entry(
        kind=DECISION,
        rows=rows,
        title=title,
        url=url,
        icon=icon,
        # That was approved.
        comment=rows[0].comment,
        appeal_until=until,
    )
