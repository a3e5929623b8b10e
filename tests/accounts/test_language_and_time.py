"""Members see the site in their language and time zone; guests see the defaults."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from accounts.models import Preferences, User
from serial.web.middleware.preferences import PreferencesMiddleware
from tests.rolling_back import try_each

pytestmark = pytest.mark.django_db


def show_language_and_time_zone(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{translation.get_language()} {timezone.get_current_timezone_name()}")


def request_page(user: User | AnonymousUser) -> str:
    request = RequestFactory().get("/")
    request.user = user
    request.session = SessionStore("a-key-of-a-session" if user.is_authenticated else None)
    return PreferencesMiddleware(show_language_and_time_zone)(request).content.decode()


def test_preferences_apply_to_one_request_only(reader: User) -> None:
    Preferences.objects.create(user=reader, time_zone="Asia/Tokyo", language="de")
    assert request_page(reader) == "de Asia/Tokyo"
    assert request_page(AnonymousUser()) == "en UTC"


def test_member_without_preferences_gets_the_defaults(reader: User) -> None:
    assert request_page(reader) == "en UTC"


@try_each("zone", ["Mars/Phobos", "", "../x", "America", "a" * 64])
def test_unknown_time_zone_falls_back_to_utc(reader: User, zone: str) -> None:
    Preferences.objects.create(user=reader, time_zone=zone)
    assert request_page(reader) == "en UTC"


def test_preferences_page_opens_with_an_unknown_time_zone(
    reader: User, reader_client: Client
) -> None:
    Preferences.objects.create(user=reader, time_zone="Mars/Phobos")
    assert reader_client.get("/accounts/preferences/").status_code == 200


GUESS = "/accounts/preferences/time-zone/"


def test_browser_says_the_time_zone_until_there_is_one(reader: User, reader_client: Client) -> None:
    asks = f'data-lacks-time-zone="{GUESS}"'
    assert asks in reader_client.get("/").content.decode()
    # A name that this system does not know is ignored.
    for unknown in ("Mars/Phobos", "", "../x", "posix"):
        assert reader_client.post(GUESS, {"time_zone": unknown}).status_code == 204
    assert asks in reader_client.get("/").content.decode()
    reader_client.post(GUESS, {"time_zone": "America/New_York"})
    assert request_page(User.objects.get(pk=reader.pk)) == "en America/New_York"
    for url in ("/", "/accounts/preferences/"):
        page = reader_client.get(url).content.decode()
        assert asks not in page
    assert "Taken from your browser." in page
    # Only the first browser is asked: an author's hours stay where they are on a journey.
    reader_client.post(GUESS, {"time_zone": "Asia/Tokyo"})
    assert Preferences.objects.get().time_zone == "America/New_York"


def test_browser_does_not_replace_what_the_member_chose(
    reader: User, reader_client: Client
) -> None:
    chosen = {"setting": "time-zone", "time_zone": "UTC"}
    reader_client.post("/accounts/preferences/", chosen)
    reader_client.post(GUESS, {"time_zone": "Asia/Tokyo"})
    assert Preferences.objects.get().time_zone == "UTC"
    assert "data-lacks-time-zone" not in reader_client.get("/").content.decode()


def test_desk_asks_the_browser_too(author_client: Client, guest_client: Client) -> None:
    assert f'data-lacks-time-zone="{GUESS}"' in author_client.get("/desk/").content.decode()
    assert "data-lacks-time-zone" not in guest_client.get("/").content.decode()


def test_guest_page_needs_no_query_and_sets_no_cookie(
    guest_client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        response = guest_client.get("/accounts/password/reset/done/")
    assert response.status_code == 200
    assert not response.cookies
