"""The email about one notification: a reply, a decision, an announcement and so on."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from serial.mail.messages.message import Message, Recipient
from serial.mail.models import OutboxEmail
from serial.notifications.channels import channels_for
from serial.notifications.choices import EmailFrequency
from serial.notifications.email.event_lines import RELATED, line_of, tellable
from serial.notifications.email.rendering import render_email
from serial.notifications.kinds import (
    ANNOUNCEMENT,
    AUTHOR_LIKE,
    DECISION,
    INVITATION,
    MENTION,
    REPLY,
)
from serial.notifications.models import Notification
from serial.stories.models import Story

QUOTE_LENGTH = 600
Text = str | Promise


@dataclass(frozen=True)
class Wording:
    """reason: why the member gets the email. stop: the link that ends them. button: the way on."""

    reason: Text
    stop: Text
    button: Text


_COMMENT = _("Open the comment")
WORDINGS = {
    ANNOUNCEMENT: Wording(
        _("You get this email because you follow this story or its author."),
        _("Stop emails about this story"),
        _("Read the announcement"),
    ),
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


def _is_wanted(user: User, notification: Notification) -> bool:
    announcement = notification.announcement
    story = announcement.story if announcement is not None else None
    channels = channels_for([user.pk], notification.kind, story)
    return channels[user.pk].email == EmailFrequency.NOW


def compose_event_email(row: OutboxEmail, recipient: Recipient) -> Message | None:
    """None if the member may not see it now, has read it, or wants no such email any more."""
    user, kind = recipient.user, row.arguments["kind"]
    if user is None:
        return None
    rows = tellable(user).filter(key=row.arguments["key"]).select_related(*RELATED)
    notification = rows.first()
    if notification is None or not _is_wanted(user, notification):
        return None
    line = line_of(notification, QUOTE_LENGTH)
    context = {
        "line": line,
        "title": line.title,
        "preheader": line.quote or line.text,
        "wording": WORDINGS[kind],
        # The decision to approve a comment leads to the comment.
        "button": _COMMENT if notification.comment else WORDINGS[kind].button,
        "unsubscribe_url": recipient.unsubscribe_url,
    }
    text, html = render_email("event", context)
    return Message(
        subject=f"{line.title}: {line.story}" if line.story else line.title,
        text=text,
        html=html,
        thread=line.thread,
        list_name=str(line.story) if line.story else "",
        list_slug=_list_slug(kind, line.story),
    )


def _list_slug(kind: str, story: Story | None) -> str:
    if story is None:
        return f"{kind}s"
    # With the chapters of the story.
    return f"{'story' if kind == ANNOUNCEMENT else 'comments'}-{story.pk}"
