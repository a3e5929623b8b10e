"""What an email says of one notification, by itself or as a line of a digest."""

from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import gettext

from accounts.models import User
from serial.comments.models import Comment
from serial.mail.models import OutboxEmail
from serial.markup.excerpts import excerpt
from serial.moderation.models import Decision
from serial.notifications.email.events import PREFIX
from serial.notifications.email.rendering import absolute
from serial.notifications.kinds import AUTHOR_LIKE, DECISION, MENTION
from serial.notifications.models import Notification
from serial.notifications.models.notification import NotificationQuerySet
from serial.notifications.wording import announcement_quote, decision_told
from serial.stories.models import Announcement, Credit, Story

RELATED = (
    *("comment__chapter__story", "comment__user", "comment__pen_name"),
    *("decision__item", "decision__sanction", "action", "report__item", "appeal"),
    *("credit__story", "credit__pen_name", "announcement__story"),
)


@dataclass(frozen=True)
class EventLine:
    """title: what happened. quote: of what somebody wrote. text: a sentence of ours.

    story, chapter: where; an announcement has no chapter. thread: the event to which the email
    belongs.
    """

    title: str
    url: str
    thread: str
    quote: str = ""
    text: str = ""
    story: Story | None = None
    chapter: str = ""

    def __str__(self) -> str:
        return self.title


def tellable(user: User) -> NotificationQuerySet:
    """Returns what the member may be told now and has not read.

    Without decisions that were undone, or on works on which the member no longer works.
    """
    told = Q(decision=None) | Q(decision__in=Decision.objects.told_to(user).values("pk"))
    stands = Q(decision__undone_by=None, action__undone_by=None)
    return Notification.objects.visible_to(user).unread().filter(told, stands)


def tellable_in(user: User, kind: str, in_time: Q) -> NotificationQuerySet:
    """Returns those of one kind that no email of their own has told of.

    Most digests have one or two kinds. Making the condition takes the time of a dozen other
    queries, so one is asked first whether there is anything unread at all.
    """
    unread = Notification.objects.unread().filter(in_time, user=user, kind=kind)
    if not unread.exists():
        return unread.none()
    rows = tellable(user).filter(in_time, ~told_at_once(user), kind=kind)
    return rows.select_related(*RELATED).order_by("created_at", "pk")


def told_at_once(user: User) -> Exists:
    """The condition that an email of its own has told the member of a notification."""
    event = Concat(Value(PREFIX), OuterRef("key"))
    return Exists(OutboxEmail.objects.filter(user=user, event=event, state=OutboxEmail.State.SENT))


def line_of(row: Notification, quote_length: int) -> EventLine:
    """`row` is loaded with RELATED. quote_length: in characters."""
    if row.comment is not None and row.kind != DECISION:
        return _of_comment(row.comment, row.kind, quote_length)
    if row.credit is not None:
        return _of_invitation(row.credit)
    if row.announcement is not None:
        return _of_announcement(row.announcement, quote_length)
    told = decision_told(row)
    if row.comment is not None:
        # It was approved: nothing has to be explained.
        return replace(_of_comment(row.comment, row.kind, quote_length), title=told.title)
    return EventLine(
        title=told.title,
        url=absolute(told.url),
        thread=f"{PREFIX}{row.key}",
        text=gettext("The page says why it was decided, and what you can do."),
    )


def _of_comment(comment: Comment, kind: str, quote_length: int) -> EventLine:
    return EventLine(
        title=_title_of(comment, kind),
        url=absolute(comment.get_absolute_url()),
        thread=f"comments:{comment.parent_id or comment.pk}",
        quote=excerpt(comment.body_html, quote_length),
        story=comment.chapter.story,
        chapter=comment.chapter.short_label(),
    )


def _title_of(comment: Comment, kind: str) -> str:
    if kind == AUTHOR_LIKE:
        return gettext("An author liked your comment")
    mentioned, replied = gettext("%(name)s mentioned you"), gettext("%(name)s replied to you")
    return (mentioned if kind == MENTION else replied) % {"name": comment.display_name()}


def _of_announcement(announcement: Announcement, quote_length: int) -> EventLine:
    return EventLine(
        title=announcement.title,
        url=absolute(announcement.get_absolute_url()),
        thread=f"story:{announcement.story_id}",
        quote=announcement_quote(announcement, quote_length),
        story=announcement.story,
    )


def _of_invitation(credit: Credit) -> EventLine:
    params = {"name": credit.pen_name.name, "story": credit.story.title}
    return EventLine(
        title=gettext("%(name)s is invited to be an author of %(story)s") % params,
        url=absolute(reverse("desk:desk_creditinvitation_changelist")),
        thread=f"invitation:{credit.pk}",
        text=gettext("Your name is shown with the story only if you accept."),
    )
