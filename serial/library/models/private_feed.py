from hashlib import sha256
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import PenName
from serial.stories.models import Story, Tag

TARGETS = ("story", "pen_name", "tag")


def hash_token(token: str) -> str:
    """A token is 256 random bits: no salt and no slow hash make it harder to guess."""
    return sha256(token.encode()).hexdigest()


class PrivateFeedQuerySet(models.QuerySet["PrivateFeed"]):
    def with_token(self, token: str) -> Self:
        """Returns the feed with this token, if its owner can sign in."""
        return self.filter(token_hash=hash_token(token), user__is_active=True)

    def of(self, story: Story | None, pen_name: PenName | None, tag: Tag | None) -> Self:
        return self.filter(story=story, pen_name=pen_name, tag=tag)


class PrivateFeed(models.Model):
    """A feed for one member: of a story, an author, a tag or, without any of these, of the site.

    With the token, anybody reads what its owner can read. Only its hash is stored, so that the
    database does not open the feeds.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="private_feeds"
    )
    story = models.ForeignKey(Story, null=True, on_delete=models.CASCADE, related_name="+")
    pen_name = models.ForeignKey(PenName, null=True, on_delete=models.CASCADE, related_name="+")
    tag = models.ForeignKey(Tag, null=True, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    # When the token was made anew.
    rotated_at = models.DateTimeField(null=True)

    objects = PrivateFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("private feed")
        verbose_name_plural = _("private feeds")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["token_hash"], name="private_feed_token_unique"),
            models.CheckConstraint(
                name="private_feed_of_one_thing",
                condition=Q(story=None, pen_name=None)
                | Q(story=None, tag=None)
                | Q(pen_name=None, tag=None),
            ),
            models.UniqueConstraint(
                fields=["user"],
                name="private_feed_of_site_once",
                condition=Q(story=None, pen_name=None, tag=None),
            ),
            *(
                models.UniqueConstraint(
                    fields=["user", name],
                    name=f"private_feed_of_{name}_once",
                    condition=Q(**{f"{name}__isnull": False}),
                )
                for name in TARGETS
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.story or self.pen_name or self.tag or '/'}"
