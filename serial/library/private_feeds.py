"""Creating, rotating and revoking the private feeds of a member."""

import secrets
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import PenName, User
from serial.library.models import PrivateFeed
from serial.library.models.private_feed import hash_token
from serial.stories.models import Story, Tag

TOKEN_BYTES = 32
# More than anybody reads. Stops a script that creates feeds by mistake.
MAX_PRIVATE_FEEDS = 100


@dataclass(frozen=True)
class FeedTarget:
    """What a feed is of: one of these, or the site."""

    story: Story | None = None
    pen_name: PenName | None = None
    tag: Tag | None = None

    def is_visible_to(self, user: User) -> bool:
        if self.story:
            return Story.objects.visible_to(user).filter(pk=self.story.pk).exists()
        if self.pen_name:
            return PenName.objects.visible_to(user).filter(pk=self.pen_name.pk).exists()
        return True


@transaction.atomic
def create_private_feed(user: User, target: FeedTarget) -> str:
    """Returns the token, which nobody can find out later.

    Raises ValidationError if the user has this feed, or MAX_PRIVATE_FEEDS of them, and
    PermissionDenied if they cannot read what it is of.
    """
    if not target.is_visible_to(user):
        raise PermissionDenied
    # One request at a time passes the checks below.
    User.objects.select_for_update().get(pk=user.pk)
    feeds = PrivateFeed.objects.filter(user=user)
    if feeds.of(target.story, target.pen_name, target.tag).exists():
        raise ValidationError(
            _("You have a private feed of this already. If you lost its URL, make a new one.")
        )
    if feeds.count() >= MAX_PRIVATE_FEEDS:
        text = _("You have %(limit)d private feeds, which is the limit. Revoke one of them first.")
        raise ValidationError(text % {"limit": MAX_PRIVATE_FEEDS})
    token = _new_token()
    feeds.create(
        user=user,
        story=target.story,
        pen_name=target.pen_name,
        tag=target.tag,
        token_hash=hash_token(token),
    )
    return token


def rotate_private_feed(feed: PrivateFeed) -> str:
    """Returns a new token. The former one opens nothing from now on."""
    token = _new_token()
    feed.token_hash, feed.rotated_at = hash_token(token), timezone.now()
    feed.save(update_fields=["token_hash", "rotated_at"])
    return token


def revoke_private_feed(feed: PrivateFeed) -> None:
    feed.delete()


def _new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)
