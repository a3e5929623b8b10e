"""Which replies are emailed to guests: those that everybody can read, to confirmed addresses."""

from collections.abc import Iterable
from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from serial.chapters.models import Chapter
from serial.comments.choices import State
from serial.comments.models import Comment, GuestEmail, ReplySubscription, StoryBan
from serial.comments.models.comment import CommentQuerySet
from serial.mail.models import OutboxEmail
from serial.mail.queueing import queue_emails
from serial.moderation.choices import SanctionKind
from serial.moderation.models import Sanction

REPLY_EMAIL = "guest-reply"
THREAD_SCOPE = "thread"
# A thread that explodes fills no mailbox.
EMAILS_PER_DAY = 20
# Of those that came before the address was confirmed.
EARLIER_REPLIES = 20


def tellable_replies(email: str) -> CommentQuerySet:
    """Returns the replies of which this address may be told now.

    Published ones that everybody can read, to a comment that is published and has a subscription of
    a confirmed address. Not by the same guest, nor by people who are banned from the story or the
    site, or whose account is not active.
    """
    user, network = OuterRef("user"), Q(ip_hash=OuterRef("ip_hash"))
    from_story = StoryBan.objects.filter(network | Q(user=user), story=OuterRef("story"))
    sanctions = Sanction.objects.in_force().filter(kind=SanctionKind.BANNED)
    from_site = sanctions.filter(network | Q(member=user))
    replies = Comment.objects.published().filter(
        Q(user=None) | Q(user__is_active=True),
        ~Exists(from_story),
        ~Exists(from_site),
        parent__state=State.PUBLISHED,
        parent__user=None,
        parent__reply_subscription__guest_email__email=email,
        parent__reply_subscription__guest_email__confirmed_at__isnull=False,
        chapter__in=Chapter.objects.visible_to(AnonymousUser()).values("pk"),
    )
    return replies.exclude(reply_subscription__guest_email__email=email)


def queue_replies(comments: Iterable[Comment]) -> None:
    """Queues the emails about new published replies to guests' comments."""
    by_parent: dict[int, list[Comment]] = {}
    for comment in comments:
        if comment.parent_id:
            by_parent.setdefault(comment.parent_id, []).append(comment)
    if not by_parent:
        return
    found = ReplySubscription.objects.filter(
        comment__in=by_parent, guest_email__confirmed_at__isnull=False
    )
    for subscription in found.select_related("guest_email"):
        _queue(subscription.guest_email.email, by_parent[subscription.comment_id])


def queue_earlier_replies(guest_email: GuestEmail) -> None:
    _queue(
        guest_email.email,
        list(tellable_replies(guest_email.email).order_by("-pk")[:EARLIER_REPLIES]),
    )


def _queue(email: str, replies: Iterable[Comment]) -> None:
    day = timezone.now() - timedelta(days=1)
    recent = OutboxEmail.objects.filter(address=email, kind=REPLY_EMAIL, queued_at__gt=day)
    space = max(0, EMAILS_PER_DAY - recent.count())
    queue_emails([_row(email, reply) for reply in replies][:space])


def _row(email: str, reply: Comment) -> OutboxEmail:
    return OutboxEmail(
        kind=REPLY_EMAIL,
        event=f"{REPLY_EMAIL}:{reply.pk}",
        address=email,
        scope=f"{THREAD_SCOPE}:{reply.chapter_id}-{reply.thread}",
        arguments={"comment": reply.pk},
    )
