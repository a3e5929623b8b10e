"""The settings of notifications: kinds by channels, digests, and stories with their own."""

import re
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from serial.library.following import follow_story
from serial.notifications.channels import Channels, channels_for
from serial.notifications.choices import EmailFrequency
from serial.notifications.digest_times import DigestSchedule, digest_schedules
from serial.notifications.kinds import KINDS
from serial.notifications.models import NotificationSetting, StorySetting
from serial.notifications.settings_changes import set_story_email
from serial.stories.models import Story
from tests.conftest import MakeStory

URL = "/accounts/notifications/"
Fields = dict[str, str]


def fields_of(client: Client) -> Fields:
    """What a browser sends if nothing is changed."""
    form = client.get(URL).context["form"]
    fields: Fields = {}
    for bound in form:
        initial = bound.value()
        # A checkbox that is not checked is not sent.
        if initial is not False:
            fields[bound.html_name] = "on" if initial is True else str(initial)
        fields[bound.html_initial_name] = str(initial)
    return fields


@pytest.fixture
def save(reader_client: Client) -> Callable[..., int]:
    """Sends the form with these fields changed; without those that are None."""

    def send(opened: Fields | None = None, **changed: str | None) -> int:
        fields = dict(opened or fields_of(reader_client))
        for name, value in changed.items():
            key = name.replace("__", "-")
            fields.pop(key, None)
            if value is not None:
                fields[key] = value
        return reader_client.post(URL, fields).status_code

    return send


def channels(user: User, kind: str) -> Channels:
    return channels_for([user.pk], kind)[user.pk]


def test_nothing_is_stored_until_something_is_changed(
    reader: User, save: Callable[..., int]
) -> None:
    assert save() == 302
    assert not NotificationSetting.objects.exists()


def test_kinds_and_digest_are_saved(reader: User, save: Callable[..., int]) -> None:
    assert save(site__chapter=None, email__chapter="weekly", hour="21", weekday="0") == 302
    assert channels(reader, "chapter") == Channels(in_site=False, email=EmailFrequency.WEEKLY)
    assert NotificationSetting.objects.count() == 1
    assert digest_schedules([reader.pk])[reader.pk] == DigestSchedule(hour=21, weekday=0)
    assert save(site__chapter="on") == 302
    assert channels(reader, "chapter") == Channels(in_site=True, email=EmailFrequency.WEEKLY)


def test_two_tabs_do_not_undo_each_other(
    reader: User, reader_client: Client, save: Callable[..., int]
) -> None:
    opened = fields_of(reader_client)
    save(opened, email__reply="never")
    save(opened, site__reply=None, email__mention="daily")
    assert channels(reader, "reply") == Channels(in_site=False, email=EmailFrequency.NEVER)
    assert channels(reader, "mention").email == EmailFrequency.DAILY


def test_decisions_stay_in_the_site(reader: User, save: Callable[..., int]) -> None:
    assert save(site__decision=None, email__decision="never") == 302
    assert channels(reader, "decision") == Channels(in_site=True, email=EmailFrequency.NEVER)


def test_what_is_on_no_list_is_refused(
    reader: User, reader_client: Client, save: Callable[..., int]
) -> None:
    for wrong in ({"email__reply": "hourly"}, {"hour": "24"}, {"weekday": "x"}):
        assert save(**wrong) == 422
    assert not NotificationSetting.objects.exists()
    fields = fields_of(reader_client) | {"hour": "99", "email-chapter": "weekly"}
    page = reader_client.post(URL, fields).content.decode()
    # What was chosen is still chosen.
    chosen = re.search(r'<select name="email-chapter".*?</select>', page, re.S)
    assert chosen and '<option value="weekly" selected>' in chosen[0]


def test_stories_with_their_own_settings(
    story: Story,
    make_story: MakeStory,
    reader: User,
    reader_client: Client,
    save: Callable[..., int],
) -> None:
    hidden = make_story("Secret")
    for one in (story, hidden):
        set_story_email(reader, one, EmailFrequency.NOW)
    Story.objects.filter(pk=hidden.pk).update(visibility="draft")
    page = reader_client.get(URL).content.decode()
    assert story.title in page and "Secret" not in page
    assert save(**{f"story__{story.pk}": "never"}) == 302
    assert StorySetting.objects.get(story=story).email == "never"
    assert save(reset=str(story.pk), email__reply="daily") == 302
    assert not StorySetting.objects.filter(story=story).exists()
    # The button also saves what else was changed.
    assert channels(reader, "reply").email == EmailFrequency.DAILY
    for odd in ("x", "9" * 40, "0"):
        assert save(reset=odd) == 302
    with pytest.raises(PermissionDenied):
        set_story_email(reader, hidden, EmailFrequency.NOW)


def test_emails_of_a_story_are_chosen_beside_following(
    story: Story, reader: User, reader_client: Client
) -> None:
    url = f"{story.get_absolute_url()}follow/"
    assert "Emails about" not in reader_client.get(url).content.decode()
    follow_story(reader, story)
    assert (
        f'href="{url}">Emails</a>' in reader_client.get(story.get_absolute_url()).content.decode()
    )
    for email, count in (("weekly", 1), ("nonsense", 1), ("", 0)):
        response = reader_client.post(url, {"email": email})
        assert response.headers["Location"] == url
        assert StorySetting.objects.filter(user=reader, email="weekly").count() == count
    page = reader_client.get(url).content.decode()
    assert "Same as my settings" in page


def test_queries_do_not_grow_with_stories_and_followers(
    make_story: MakeStory, reader: User, reader_client: Client
) -> None:
    def query_count() -> int:
        reader_client.get(URL)
        with CaptureQueriesContext(connection) as queries:
            reader_client.get(URL)
        return len(queries)

    def add(title: str) -> None:
        story = make_story(title)
        follow_story(reader, story)
        set_story_email(reader, story, EmailFrequency.NOW)

    add("One")
    before = query_count()
    for title in ("Two", "Three", "Four"):
        add(title)
    assert query_count() == before


def test_every_control_has_a_name(reader_client: Client) -> None:
    page = reader_client.get(URL).content.decode()
    for kind in KINDS:
        assert f'id="kind-{kind.name}"' in page
        assert f'aria-labelledby="kind-{kind.name} by-email"' in page
    assert page.count("by-site") == len(KINDS)
