"""What members chose, or the defaults, for many members at once."""

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from serial.notifications.channels import Channels, channels_for
from serial.notifications.choices import EmailFrequency
from serial.notifications.kinds import KINDS
from serial.notifications.models import NotificationSetting, StorySetting
from serial.stories.models import Story

DAILY, NEVER, NOW, WEEKLY = (
    *(EmailFrequency.DAILY, EmailFrequency.NEVER),
    *(EmailFrequency.NOW, EmailFrequency.WEEKLY),
)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_defaults(kind: object) -> None:
    assert kind in KINDS
    name, in_site, email = (getattr(kind, field) for field in ("name", "in_site", "email"))
    assert channels_for([7], name) == {7: Channels(in_site=in_site, email=email)}


def test_chapters_come_in_a_digest_and_replies_at_once(reader: User) -> None:
    assert channels_for([reader.pk], "chapter")[reader.pk] == Channels(in_site=True, email=DAILY)
    assert channels_for([reader.pk], "reply")[reader.pk] == Channels(in_site=True, email=NOW)


def test_what_members_chose(
    story: Story,
    reader: User,
    author: User,
    other_author: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    rows = NotificationSetting.objects
    rows.create(user=reader, kind="chapter", in_site=False, email=WEEKLY)
    rows.create(user=other_author, kind="chapter", in_site=False, email=WEEKLY)
    rows.create(user=author, kind="reply", in_site=False, email=NEVER)
    StorySetting.objects.create(user=other_author, story=story, email=NOW)
    ids = [reader.pk, author.pk, other_author.pk]
    with django_assert_num_queries(2):
        channels = channels_for(ids, "chapter", story)
    assert channels == {
        reader.pk: Channels(in_site=False, email=WEEKLY),
        author.pk: Channels(in_site=True, email=DAILY),
        other_author.pk: Channels(in_site=False, email=NOW),
    }


def test_the_setting_of_a_story_is_not_of_replies(story: Story, reader: User) -> None:
    StorySetting.objects.create(user=reader, story=story, email=NEVER)
    assert channels_for([reader.pk], "reply", story)[reader.pk].email == NOW
    assert channels_for([reader.pk], "announcement", story)[reader.pk].email == NEVER


def test_decisions_are_always_in_the_site(reader: User) -> None:
    NotificationSetting.objects.create(user=reader, kind="decision", in_site=False, email=NEVER)
    assert channels_for([reader.pk], "decision")[reader.pk] == Channels(in_site=True, email=NEVER)


@pytest.mark.both_databases
def test_any_number_of_members(
    reader: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    NotificationSetting.objects.create(user=reader, kind="reply", in_site=False, email=NEVER)
    ids = [reader.pk, *range(1_000_000, 1_050_000)]
    with django_assert_num_queries(1):
        channels = channels_for(ids, "reply")
    assert len(channels) == len(ids)
    assert channels[reader.pk].email == NEVER
