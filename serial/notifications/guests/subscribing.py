"""Guests leave an email address to hear of replies to their comment, and confirm it by a link."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from serial.comments.models import Comment, GuestEmail, GuestIpHash, ReplySubscription
from serial.comments.models.guest_email import CONFIRMATION_PERIOD
from serial.comments.models.guest_ip_hash import hash_guest_ip
from serial.mail.models import OutboxEmail
from serial.mail.queueing import queue_email
from serial.mail.suppressing import is_suppressed
from serial.notifications.guests.replies import queue_earlier_replies
from serial.web.rate_limits import TooManyRequests

DAY = timedelta(days=1)
# Different addresses that the guests of one network leave in a day: enough for a family or a small
# office. Guests whose IP address is unknown share one limit.
EMAILS_PER_NETWORK = 5
EMAILS_WITHOUT_NETWORK = 50
# Comments with the same address in a day. Those above it are posted, without emails.
COMMENTS_PER_EMAIL = 20
CONFIRMATION_EMAIL = "guest-confirmation"
# What the unsubscribe link in the email ends: all emails to the address.
ADDRESS_SCOPE = "address"


def check_may_leave_email(email: str, ip: str) -> None:
    """Raises TooManyRequests if too many other addresses came from this network."""
    network = GuestIpHash.objects.filter(hash=hash_guest_ip(ip)).first()
    if network is None:
        return
    recent = ReplySubscription.objects.filter(
        comment__ip_hash=network, created_at__gt=timezone.now() - DAY
    )
    others = recent.exclude(guest_email__email=email.lower())
    count = others.values("guest_email").distinct().count()
    if count >= (EMAILS_PER_NETWORK if ip else EMAILS_WITHOUT_NETWORK):
        raise TooManyRequests(int(DAY.total_seconds()))


@transaction.atomic
def subscribe(comment: Comment, email: str) -> None:
    """Stores the address for a guest's comment. If the form is sent twice, the first one counts.

    It says nothing of an address that gets no emails: others must not learn of it.
    """
    email = email.lower()
    if comment.user_id is not None or is_suppressed(email):
        return
    if ReplySubscription.objects.filter(comment=comment).exists():
        return
    guest_email, _is_new = GuestEmail.objects.get_or_create(email=email)
    recent = guest_email.subscriptions.filter(created_at__gt=timezone.now() - DAY)
    if recent.count() >= COMMENTS_PER_EMAIL:
        return
    ReplySubscription.objects.get_or_create(comment=comment, defaults={"guest_email": guest_email})
    ask_to_confirm([comment])


def ask_to_confirm(comments: Sequence[Comment]) -> None:
    """Queues the email with the link, once in CONFIRMATION_PERIOD for an address.

    Only of published comments: a comment that nobody has approved may be there to send emails to
    strangers. Expects a transaction.
    """
    now = timezone.now()
    published = [
        comment.pk for comment in comments if comment.user_id is None and comment.is_published()
    ]
    if not published:
        return
    waiting = ReplySubscription.objects.filter(
        comment__in=published, guest_email__confirmed_at=None
    )
    for subscription in waiting.select_related("guest_email").order_by("pk"):
        found = GuestEmail.objects.filter(pk=subscription.guest_email_id, confirmed_at=None)
        # Counted by the database: two comments at the same moment send one email.
        if found.exclude(asked_at__gt=now - CONFIRMATION_PERIOD).update(asked_at=now):
            queue_email(
                OutboxEmail(
                    kind=CONFIRMATION_EMAIL,
                    event=f"confirm:{subscription.comment_id}",
                    address=subscription.guest_email.email,
                    scope=ADDRESS_SCOPE,
                    arguments={"comment": subscription.comment_id},
                )
            )


def find_email(token: str) -> GuestEmail | None:
    """Returns the address of a link that works: confirmed, or still to be confirmed."""
    confirmable = GuestEmail.objects.confirmable(timezone.now())
    return (confirmable | GuestEmail.objects.confirmed()).filter(token=token).first()


@transaction.atomic
def confirm(guest_email: GuestEmail) -> None:
    """From then on, replies are emailed: also those that came since the comment. Once."""
    now = timezone.now()
    if GuestEmail.objects.confirmable(now).filter(pk=guest_email.pk).update(confirmed_at=now):
        queue_earlier_replies(guest_email)
