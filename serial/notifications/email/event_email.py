"""The email about one notification: a reply, a mention, a like, a decision or an invitation."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from serial.comments.models import Comment
from serial.mail.messages.message import Message, Recipient
from serial.mail.models import OutboxEmail
from serial.markup.excerpts import excerpt
from serial.moderation.models import Decision
from serial.notifications.channels import channels_for
from serial.notifications.choices import EmailFrequency
from serial.notifications.email.rendering import absolute, render_email
from serial.notifications.kinds import AUTHOR_LIKE, DECISION, INVITATION, MENTION, REPLY
from serial.notifications.models import Notification
from serial.notifications.wording import decision_told
from serial.stories.choices import direction_of
from serial.stories.models import Credit

QUOTE_LENGTH = 600
RELATED = (
    *("comment__chapter__story", "comment__user", "comment__pen_name"),
    *("decision__item", "decision__sanction", "action", "report__item", "appeal"),
    *("credit__story", "credit__pen_name"),
)
Text = str | Promise


@dataclass(frozen=True)
class Wording:
    """reason: why the member gets the email. stop: the link that ends them. button: the way on."""

    reason: Text
    stop: Text
    button: Text


_COMMENT = _("Open the comment")
WORDINGS = {
    REPLY: Wording(
        _("You get this email because somebody replied to your comment."),
        _("Stop emails about replies"),
        _COMMENT,
    ),
    MENTION: Wording(
        _("You get this email because a comment mentions you."),
        _("Stop emails about mentions"),
        _COMMENT,
    ),
    AUTHOR_LIKE: Wording(
        _("You get this email because an author likes your comment."),
        _("Stop emails about likes"),
        _COMMENT,
    ),
    DECISION: Wording(
        _("You get this email because it is about what you wrote or reported on this site."),
        _("Stop emails about decisions"),
        _("Read the decision"),
    ),
    INVITATION: Wording(
        _("You get this email because an author invites you to a story."),
        _("Stop emails about invitations"),
        _("View the invitation"),
    ),
}


def compose_event_email(row: OutboxEmail, recipient: Recipient) -> Message | None:
    """None if the member may not see it now, has read it, or wants no such email any more."""
    user, kind = recipient.user, row.arguments["kind"]
    if user is None or channels_for([user.pk], kind)[user.pk].email != EmailFrequency.NOW:
        return None
    notification = _tellable(user).filter(key=row.arguments["key"]).first()
    if notification is None:
        return None
    if notification.comment is not None:
        return _of_comment(notification.comment, kind, recipient)
    if notification.credit is not None:
        return _of_invitation(notification.credit, recipient)
    told = decision_told(notification)
    text = gettext("The page says why it was decided, and what you can do.")
    context = {"title": told.title, "text": text, "url": absolute(told.url)}
    return _message(DECISION, recipient, context, thread=row.event)


def _tellable(user: User) -> QuerySet[Notification]:
    """Without decisions that were undone, or on works on which the member no longer works."""
    told = Q(decision=None) | Q(decision__in=Decision.objects.told_to(user).values("pk"))
    stands = Q(decision__undone_by=None, action__undone_by=None)
    rows = Notification.objects.visible_to(user).unread().filter(told, stands)
    return rows.select_related(*RELATED)


def _of_comment(comment: Comment, kind: str, recipient: Recipient) -> Message:
    story = comment.chapter.story
    context = {
        "title": _title_of(comment, kind),
        "quote": excerpt(comment.body_html, QUOTE_LENGTH),
        "story": story,
        "direction": direction_of(story.language),
        "chapter": comment.chapter.short_label(),
        "url": absolute(comment.get_absolute_url()),
    }
    thread = f"comments:{comment.parent_id or comment.pk}"
    return _message(kind, recipient, context, thread=thread)


def _title_of(comment: Comment, kind: str) -> str:
    if kind == AUTHOR_LIKE:
        return gettext("An author liked your comment")
    mentioned, replied = gettext("%(name)s mentioned you"), gettext("%(name)s replied to you")
    return (mentioned if kind == MENTION else replied) % {"name": comment.display_name()}


def _of_invitation(credit: Credit, recipient: Recipient) -> Message:
    params = {"name": credit.pen_name.name, "story": credit.story.title}
    context = {
        "title": gettext("%(name)s is invited to be an author of %(story)s") % params,
        "text": gettext("Your name is shown with the story only if you accept."),
        "url": absolute(reverse("desk:desk_creditinvitation_changelist")),
    }
    return _message(INVITATION, recipient, context, thread=f"invitation:{credit.pk}")


def _message(
    kind: str, recipient: Recipient, context: Mapping[str, object], *, thread: str
) -> Message:
    story, title = context.get("story"), str(context["title"])
    values = {
        "preheader": str(context.get("quote") or context.get("text"))[:200],
        "wording": WORDINGS[kind],
        "unsubscribe_url": recipient.unsubscribe_url,
        **context,
    }
    text, html = render_email("event", values)
    subject = f"{title}: {story}" if story else title
    slug = f"comments-{getattr(story, 'pk', '')}" if story else f"{kind}s"
    return Message(
        subject=subject,
        text=text,
        html=html,
        thread=thread,
        list_name=str(story) if story else "",
        list_slug=slug,
    )
