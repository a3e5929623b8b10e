"""The email about a reply, or about a comment that mentions the member."""

from django.utils.translation import gettext

from serial.comments.models import Comment
from serial.mail.messages.message import Message, Recipient
from serial.mail.models import OutboxEmail
from serial.markup.excerpts import excerpt
from serial.notifications.channels import channels_for
from serial.notifications.choices import EmailFrequency
from serial.notifications.email.rendering import absolute, render_email
from serial.notifications.kinds import MENTION
from serial.notifications.models import Notification
from serial.stories.choices import direction_of

QUOTE_LENGTH = 600


def compose_comment_email(row: OutboxEmail, recipient: Recipient) -> Message | None:
    """None if the member may not read the comment now, has read it, or wants no such email."""
    user = recipient.user
    if user is None:
        return None
    kind = row.arguments["kind"]
    if channels_for([user.pk], kind)[user.pk].email != EmailFrequency.NOW:
        return None
    rows = Notification.objects.visible_to(user).unread().filter(key=row.arguments["key"])
    rows = rows.select_related("comment__chapter__story", "comment__user", "comment__pen_name")
    notification = rows.first()
    if notification is None or notification.comment is None:
        return None
    return _message(notification.comment, kind, recipient)


def _message(comment: Comment, kind: str, recipient: Recipient) -> Message:
    story, name = comment.chapter.story, comment.display_name()
    mentioned, replied = gettext("%(name)s mentioned you"), gettext("%(name)s replied to you")
    title = (mentioned if kind == MENTION else replied) % {"name": name}
    quote = excerpt(comment.body_html, QUOTE_LENGTH)
    context = {
        "title": title,
        "preheader": quote[:200],
        "quote": quote,
        "story": story,
        "direction": direction_of(story.language),
        "chapter": comment.chapter.short_label(),
        "url": absolute(comment.get_absolute_url()),
        "is_mention": kind == MENTION,
        "unsubscribe_url": recipient.unsubscribe_url,
    }
    text, html = render_email("comment", context)
    return Message(
        subject=f"{title}: {story.title}",
        text=text,
        html=html,
        thread=f"comments:{comment.parent_id or comment.pk}",
        list_name=story.title,
        list_slug=f"comments-{story.pk}",
    )
