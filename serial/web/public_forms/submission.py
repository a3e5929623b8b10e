"""Rows of forms that anybody may send: each form makes one row, and a network few."""

from datetime import datetime, timedelta
from typing import ClassVar, Self, TypeVar
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone

from serial.web.ip_hash import IP_HASH_PERIOD, hash_ip
from serial.web.rate_limits import TooManyRequests

# Forms per network. A person rarely sends more than one; a family or an office can share a network.
LIMITS = {timedelta(minutes=10): 3, timedelta(days=1): 10}
# If the site does not know the IP addresses (TRUSTED_PROXIES), all guests share these.
LIMITS_OF_ALL = {timedelta(minutes=10): 30, timedelta(days=1): 300}

SubmissionType = TypeVar("SubmissionType", bound="Submission")
Row = TypeVar("Row", bound=models.Model)


class SubmissionQuerySet(models.QuerySet[SubmissionType]):
    def of_member(self, user_pk: int) -> Self:
        """Returns what this member sent: signed in, or signed out with a confirmed email address.

        Anyone can add an address to their account, but only its owner confirms it.
        """
        confirmed = EmailAddress.objects.filter(user=user_pk, verified=True)
        is_theirs = Q(user=user_pk)
        for email in confirmed.values_list("email", flat=True):
            is_theirs |= Q(user=None, email__iexact=email)
        return self.filter(is_theirs)


class AlreadySent(Exception):
    """Raised if the same form was sent before with something else in it."""


class Submission(models.Model):
    """What a form of the site's own pages sent, and from which network.

    Its models have a `user`, who was signed in, and an `email`.
    """

    form_key = models.UUIDField(unique=True, editable=False)
    received_at = models.DateTimeField(default=timezone.now, editable=False)
    # Of the IP address: see hash_ip. Empty after IP_HASH_PERIOD.
    ip_hash = models.CharField(max_length=64, blank=True, editable=False)

    # The columns with what a person typed.
    typed_fields: ClassVar[tuple[str, ...]]

    class Meta:
        abstract = True

    def is_same_as(self, other: Self) -> bool:
        """Whether all that a person typed is the same."""
        return all(getattr(self, name) == getattr(other, name) for name in self.typed_fields)

    @classmethod
    def check_limits_of(cls, ip: str, form_key: UUID) -> None:
        """Raises TooManyRequests from this network, unless this form was stored before."""
        rows = cls._default_manager
        if not rows.filter(form_key=form_key).exists():
            own = rows.filter(ip_hash=hash_ip(ip, cls._meta.label_lower))
            check_limits(own, LIMITS if ip else LIMITS_OF_ALL)

    def store_once(self, ip: str) -> tuple[Self, bool]:
        """Saves this new row. Returns it, or what the same form made before, and if it is new.

        Raises AlreadySent, or TooManyRequests from this network. Not exact: forms that are sent at
        the same moment may all be the last one that is allowed.
        """
        rows = type(self)._default_manager
        self.ip_hash = hash_ip(ip, self._meta.label_lower)
        self.check_limits_of(ip, self.form_key)
        earlier = rows.filter(form_key=self.form_key).first()
        if earlier is None:
            try:
                with transaction.atomic():
                    self.save(force_insert=True)
                return self, True
            except IntegrityError:
                # The form was sent twice at the same moment.
                earlier = rows.get(form_key=self.form_key)
        if not self.is_same_as(earlier):
            raise AlreadySent
        return earlier, False


def forget_ip_hashes(model: type[Submission]) -> int:
    """Erases the IP hashes after IP_HASH_PERIOD. Returns how many."""
    before = timezone.now() - IP_HASH_PERIOD
    old = model._default_manager.filter(received_at__lt=before).exclude(ip_hash="")
    return old.update(ip_hash="")


def check_limits(rows: "models.QuerySet[Row]", limits: dict[timedelta, int]) -> None:
    """Raises TooManyRequests if a limit of rows per period is reached; they have `received_at`."""
    now = timezone.now()
    newest = rows.order_by("-received_at").values_list("received_at", flat=True)
    received: list[datetime] = list(newest[: max(limits.values())])
    for period, limit in limits.items():
        times = [at for at in received if at > now - period]
        if len(times) >= limit:
            wait = times[limit - 1] + period - now
            raise TooManyRequests(max(1, int(wait.total_seconds())))
