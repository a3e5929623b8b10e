"""Following a story or an author: their followers hear of new chapters and announcements."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from accounts.models import PenName, User
from serial.library.models import Follow
from serial.stories.models import Story


def may_follow_story(user: User | AnonymousUser, story: Story) -> bool:
    """Members follow what they can read. Authors know of their own chapters."""
    if not user.is_authenticated:
        return False
    stories = Story.objects.filter(pk=story.pk)
    return stories.visible_to(user).exists() and not stories.credited_to(user).exists()


def may_follow_author(user: User | AnonymousUser, pen_name: PenName) -> bool:
    """Nobody follows themselves, or the pen name of authors who left."""
    if not user.is_authenticated or pen_name.user_id in (None, user.pk):
        return False
    return PenName.objects.visible_to(user).filter(pk=pen_name.pk).exists()


def follow_story(user: User, story: Story) -> None:
    """Does nothing if the user follows it. Raises PermissionDenied if they may not."""
    if not may_follow_story(user, story):
        raise PermissionDenied
    Follow.objects.bulk_create([Follow(user=user, story=story)], ignore_conflicts=True)
    user.count_unread_again()


def unfollow_story(user: User, story: Story) -> None:
    """Always possible, also of a story that the user can no longer read."""
    Follow.objects.filter(user=user, story=story).delete()
    user.count_unread_again()


def follow_author(user: User, pen_name: PenName) -> None:
    """Does nothing if the user follows them. Raises PermissionDenied if they may not."""
    if not may_follow_author(user, pen_name):
        raise PermissionDenied
    Follow.objects.bulk_create([Follow(user=user, pen_name=pen_name)], ignore_conflicts=True)
    user.count_unread_again()


def unfollow_author(user: User, pen_name: PenName) -> None:
    Follow.objects.filter(user=user, pen_name=pen_name).delete()
    user.count_unread_again()


def follows_story(user: User | AnonymousUser, story: Story) -> bool:
    return user.is_authenticated and Follow.objects.filter(user=user, story=story).exists()


def follows_author(user: User | AnonymousUser, pen_name: PenName) -> bool:
    return user.is_authenticated and Follow.objects.filter(user=user, pen_name=pen_name).exists()
