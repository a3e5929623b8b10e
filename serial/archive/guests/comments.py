"""Finding and erasing the comments of a guest who asks for it by email.

Guests have no account: an administrator finds the comments by what the guest says of them, or by
the email address for replies, as long as it is stored. Also those of members who left and kept
their words.
"""

from datetime import date

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from serial.archive.models import ErasureRecord
from serial.comments.choices import State
from serial.comments.erasing import erase_comments
from serial.comments.models import Comment
from serial.comments.models.comment import CommentQuerySet


def comments_without_account() -> CommentQuerySet:
    return Comment.objects.filter(user=None).exclude(state=State.ERASED)


def find_comments(
    name: str = "",
    words: str = "",
    first_day: date | None = None,
    last_day: date | None = None,
    same_guest: int | None = None,
    email: str = "",
) -> CommentQuerySet:
    """Returns the comments that have all of this; none if nothing is given.

    words: each of them in the text. same_guest: the primary key of a comment; finds those that were
    posted from the same IP address, as long as its hash is stored. email: left for replies.
    """
    conditions = Q()
    if name:
        conditions &= Q(guest_name__icontains=name)
    for word in words.split():
        conditions &= Q(body__icontains=word)
    if first_day:
        conditions &= Q(posted_at__date__gte=first_day)
    if last_day:
        conditions &= Q(posted_at__date__lte=last_day)
    if email:
        conditions &= Q(reply_subscription__guest_email__email=email.lower())
    if same_guest is not None:
        hashes = Comment.objects.filter(pk=same_guest, ip_hash__isnull=False).values("ip_hash")
        conditions &= Q(ip_hash__in=hashes)
    if not conditions:
        return Comment.objects.none()
    return comments_without_account().filter(conditions).order_by("-posted_at", "-pk")


@transaction.atomic
def erase_guest_comments(pks: list[int], by: User) -> int:
    """Erases the words of these comments, and records that it was done, without any words.

    Comments of accounts are left alone. Returns the number of erased comments.
    """
    chosen = comments_without_account().filter(pk__in=pks).values_list("pk", flat=True)
    count = erase_comments(chosen)
    if count:
        ErasureRecord.objects.create(
            kind=ErasureRecord.Kind.GUEST, erased_by=by, comments_erased=count
        )
    return count
