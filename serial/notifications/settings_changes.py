"""What members choose: for each kind, for one story, and when digests come."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied

from accounts.models import User
from serial.notifications.channels import Channels
from serial.notifications.choices import EmailFrequency
from serial.notifications.email.digests import move_digests
from serial.notifications.kinds import KINDS_BY_NAME
from serial.notifications.models import DigestTime, NotificationSetting, StorySetting
from serial.stories.models import Story


def set_channels(user: User, channels: Mapping[str, Channels]) -> None:
    """Sets the channels of these kinds; other kinds stay as they are."""
    rows = [
        NotificationSetting(
            user=user,
            kind=kind,
            in_site=chosen.in_site or KINDS_BY_NAME[kind].is_always_in_site,
            email=chosen.email,
        )
        for kind, chosen in channels.items()
    ]
    NotificationSetting.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["user", "kind"],
        update_fields=["in_site", "email"],
    )
    user.count_unread_again()


def set_digest_time(user: User, hour: int, weekday: int) -> None:
    values = {"hour": hour, "weekday": weekday}
    DigestTime.objects.update_or_create(user=user, defaults=values)
    move_digests(user)


def set_story_email(user: User, story: Story, email: EmailFrequency) -> None:
    """Raises PermissionDenied if the user cannot read the story."""
    if not Story.objects.visible_to(user).filter(pk=story.pk).exists():
        raise PermissionDenied
    StorySetting.objects.update_or_create(user=user, story=story, defaults={"email": email})


def reset_story_email(user: User, story_pk: int) -> None:
    """From then on, what they chose for the kind holds. Also of a story they cannot read now."""
    StorySetting.objects.filter(user=user, story=story_pk).delete()
