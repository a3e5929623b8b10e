"""Who keeps whom, or what, away from themselves."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serial.chapters.models import Chapter
from serial.comments.models.guest_ip_hash import GuestIpHash
from serial.stories.models import Story


class MemberBlock(models.Model):
    """A member keeps away from another: their comments fold, or they may not answer."""

    class Kind(models.TextChoices):
        MUTE = "mute", _("muted")
        BLOCK = "block", _("blocked")

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="member_blocks"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    # The name they bore then: a pen name does not tell whose it is.
    known_as = models.CharField(max_length=100, blank=True)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "person", "kind"], name="distance_once"),
            models.CheckConstraint(name="distance_from_another", condition=~Q(owner=F("person"))),
        ]

    def __str__(self) -> str:
        return f"{self.owner} {self.kind} {self.person}"


class StoryBan(models.Model):
    """Somebody whose comments an author does not want on a story: a member, or a guest."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="bans")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )
    ip_hash = models.ForeignKey(GuestIpHash, null=True, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["story", "person"], name="stop_once_per_member"),
            models.UniqueConstraint(fields=["story", "ip_hash"], name="stop_once_per_address"),
            models.CheckConstraint(
                name="stop_of_member_or_guest",
                condition=Q(person=None, ip_hash__isnull=False)
                | Q(person__isnull=False, ip_hash=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.ip_hash}: {self.story}"


class FeedbackPause(models.Model):
    """An author who wants to see no new feedback for now."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="writing_days",
    )
    since = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.user}: {self.since}"


class ReadMarker(models.Model):
    """Up to which comment a member had seen a chapter's when they came last."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    chapter = models.ForeignKey(Chapter, on_delete=models.CASCADE, related_name="read_markers")
    # Up to this number they were seen before this visit; up to that one in it.
    seen = models.PositiveIntegerField(default=0)
    latest = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "chapter"], name="visit_once_per_chapter")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.chapter_id}"
