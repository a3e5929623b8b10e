"""The emails to guests: the link that confirms their address, and the replies."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from serial.chapters.models import Chapter
from serial.comments.models import Comment, GuestEmail
from serial.mail.messages.message import Message, Recipient
from serial.mail.models import OutboxEmail
from serial.markup.excerpts import excerpt
from serial.notifications.email.rendering import absolute, render_email
from serial.notifications.guests.replies import tellable_replies

QUOTE_LENGTH = 600


def compose_confirmation(row: OutboxEmail, recipient: Recipient) -> Message | None:
    """It has nothing that the guest typed: nobody sends their words to a stranger with it.

    None if it was confirmed meanwhile, or the comment is not public any more.
    """
    found = GuestEmail.objects.confirmable(timezone.now()).filter(email=recipient.address)
    guest_email = found.first()
    comment = _public_comments().filter(pk=row.arguments["comment"]).first()
    if guest_email is None or comment is None or comment.user_id is not None:
        return None
    story = comment.chapter.story
    title = gettext("Confirm your email address")
    context = {
        "title": title,
        "preheader": "",
        "story": story,
        "url": absolute(reverse("confirm_guest_email", args=[guest_email.token])),
        "unsubscribe_url": recipient.unsubscribe_url,
        "settings_url": "",
    }
    text, html = render_email("guest_confirmation", context)
    return Message(subject=title, text=text, html=html)


def compose_reply(row: OutboxEmail, recipient: Recipient) -> Message | None:
    """None if everybody cannot read it any more, or the guest wants no such emails."""
    replies = tellable_replies(recipient.address).with_names().select_related("chapter__story")
    comment = replies.filter(pk=row.arguments["comment"]).first()
    if comment is None:
        return None
    story = comment.chapter.story
    title = gettext("%(name)s replied to you") % {"name": comment.display_name()}
    quote = excerpt(comment.body_html, QUOTE_LENGTH)
    context = {
        "title": title,
        "preheader": quote,
        "quote": quote,
        "story": story,
        "chapter": comment.chapter.short_label(),
        "url": absolute(comment.get_absolute_url()),
        "unsubscribe_url": recipient.unsubscribe_url,
        "settings_url": "",
    }
    text, html = render_email("guest_reply", context)
    return Message(
        subject=f"{title}: {story}",
        text=text,
        html=html,
        thread=f"comments:{comment.parent_id}",
        list_name=str(story),
        list_slug=f"comments-{story.pk}",
    )


def _public_comments() -> QuerySet[Comment]:
    chapters = Chapter.objects.visible_to(AnonymousUser()).values("pk")
    return Comment.objects.published().filter(chapter__in=chapters).select_related("chapter__story")
