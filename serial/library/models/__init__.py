"""What a reader keeps: the stories and authors that they follow, and their private feeds."""

from serial.library.models.follow import Follow, FollowQuerySet
from serial.library.models.private_feed import PrivateFeed

__all__ = ["Follow", "FollowQuerySet", "PrivateFeed"]
