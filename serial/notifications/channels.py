"""In which ways members are told of something: their settings, or the defaults of its kind."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import OuterRef, QuerySet, Subquery

from accounts.models import User
from serial.compiled_queries import CompiledTuples, InIds, Placeholder
from serial.notifications.choices import EmailFrequency
from serial.notifications.kinds import KINDS, KINDS_BY_NAME, Kind
from serial.notifications.models import NotificationSetting, StorySetting
from serial.stories.models import Story


@dataclass(frozen=True)
class Channels:
    in_site: bool
    email: EmailFrequency


def default_channels(kind: Kind) -> Channels:
    return Channels(in_site=kind.in_site, email=kind.email)


def channels_of(user: User) -> dict[str, Channels]:
    """Returns the channels of one member for each kind. One query."""
    channels = {kind.name: default_channels(kind) for kind in KINDS}
    rows = NotificationSetting.objects.filter(user=user)
    for kind, in_site, email in rows.values_list("kind", "in_site", "email"):
        in_site = in_site or KINDS_BY_NAME[kind].is_always_in_site
        channels[kind] = Channels(in_site=in_site, email=EmailFrequency(email))
    return channels


def email_for(user: User, kind: str, story_id: int) -> EmailFrequency:
    """Returns when a member gets emails about one story. One query, which is compiled."""
    ((email, email_of_story),) = _EMAIL_SETTINGS.rows(user.pk, kind, story_id)
    return EmailFrequency(email_of_story or email or KINDS_BY_NAME[kind].email)


def _email_settings(
    user_id: int, kind: str, story_id: int
) -> "QuerySet[User, tuple[str | None, str | None]]":
    of_kind = NotificationSetting.objects.filter(user=OuterRef("pk"), kind=kind)
    of_story = StorySetting.objects.filter(user=OuterRef("pk"), story=story_id)
    members = User.objects.filter(pk=user_id).order_by()
    return members.values_list(
        Subquery(of_kind.values("email")), Subquery(of_story.values("email"))
    )


_EMAIL_SETTINGS = CompiledTuples(
    _email_settings, Placeholder("user_id"), Placeholder("kind"), Placeholder("story_id")
)


def story_emails_for(
    user_id: int, kind: str, story_ids: Iterable[int]
) -> dict[int, EmailFrequency]:
    """Returns when a member gets emails about each of these stories. Two queries."""
    ids = list(story_ids)
    emails = dict.fromkeys(ids, channels_for([user_id], kind)[user_id].email)
    of_story = StorySetting.objects.filter(InIds("story_id", ids), user=user_id)
    for story_id, email in of_story.values_list("story_id", "email"):
        emails[story_id] = EmailFrequency(email)
    return emails


def channels_for(
    user_ids: Iterable[int], kind: str, story: Story | None = None
) -> dict[int, Channels]:
    """Returns the channels of each of these members for one kind of notification.

    Two queries at most for any number of members. `story`: what it is about; what a member chose
    for this story replaces their email setting, if the kind is of stories. Says nothing of whether
    a member may see it, or has an email address that works.
    """
    entry = KINDS_BY_NAME[kind]
    ids = list(user_ids)
    channels = dict.fromkeys(ids, default_channels(entry))
    settings = NotificationSetting.objects.filter(InIds("user_id", ids), kind=kind)
    for user_id, in_site, email in settings.values_list("user_id", "in_site", "email"):
        in_site = in_site or entry.is_always_in_site
        channels[user_id] = Channels(in_site=in_site, email=EmailFrequency(email))
    if story is not None and entry.is_of_story:
        of_story = StorySetting.objects.filter(InIds("user_id", ids), story=story)
        for user_id, email in of_story.values_list("user_id", "email"):
            channels[user_id] = replace(channels[user_id], email=EmailFrequency(email))
    return channels
