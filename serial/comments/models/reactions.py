from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from serial.chapters.models import Chapter
from serial.comments.models.comment import Comment
from serial.comments.models.guest_ip_hash import GuestIpHash


class Kudos(models.Model):
    """Kudos for a chapter by a member, or by a guest.

    A guest is recognised by their IP hash. After its retention period they may give kudos again.
    The kudos of a member whose account is deleted stay, without a member.
    """

    chapter = models.ForeignKey(Chapter, on_delete=models.CASCADE, related_name="kudos")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    ip_hash = models.ForeignKey(
        GuestIpHash, null=True, on_delete=models.SET_NULL, related_name="kudos"
    )
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "kudos"
        constraints = [
            models.UniqueConstraint(fields=["chapter", "user"], name="kudos_unique_user"),
            models.UniqueConstraint(fields=["chapter", "ip_hash"], name="kudos_unique_ip_hash"),
            models.CheckConstraint(
                name="kudos_user_or_ip_hash", condition=Q(user=None) | Q(ip_hash=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user or 'guest'}: {self.chapter}"


class Like(models.Model):
    """A member's like of a comment. It stays without a member if the account is deleted."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="likes")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="comment_likes",
    )
    # The user was credited on the story.
    as_author = models.BooleanField(default=False)
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "user"], name="like_unique")]
        # Those of which commenters are told.
        indexes = [
            models.Index(fields=["given_at"], name="like_by_author", condition=Q(as_author=True))
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.comment_id}"
