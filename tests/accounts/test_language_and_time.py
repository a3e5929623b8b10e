"""A member sees the site in their time zone; guests all see one page, at no cost."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from accounts.models import Preferences, User
from serial.web.middleware.preferences import PreferencesMiddleware

pytestmark = pytest.mark.django_db


def say_where(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{translation.get_language()} {timezone.get_current_timezone_name()}")


def visit(user: User | AnonymousUser) -> str:
    request = RequestFactory().get("/")
    request.user = user
    request.session = SessionStore("a-key-of-a-session" if user.is_authenticated else None)
    return PreferencesMiddleware(say_where)(request).content.decode()


def test_a_members_choice_holds_for_the_request_alone(reader: User) -> None:
    Preferences.objects.create(user=reader, time_zone="Asia/Tokyo", language="de")
    assert visit(reader) == "de Asia/Tokyo"
    assert visit(AnonymousUser()) == "en UTC"


def test_who_has_chosen_nothing_sees_the_sites_own(reader: User) -> None:
    assert visit(reader) == "en UTC"


@pytest.mark.parametrize("zone", ["Mars/Phobos", "", "../x", "America", "a" * 64])
def test_a_zone_out_of_use_is_no_failure(reader: User, zone: str) -> None:
    Preferences.objects.create(user=reader, time_zone=zone)
    assert visit(reader) == "en UTC"


def test_their_own_page_still_opens_with_it(reader: User, reader_client: Client) -> None:
    Preferences.objects.create(user=reader, time_zone="Mars/Phobos")
    assert reader_client.get("/accounts/preferences/").status_code == 200


def test_a_guest_costs_no_query_and_gets_no_cookie(
    guest_client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        answer = guest_client.get("/accounts/password/reset/done/")
    assert answer.status_code == 200
    assert not answer.cookies
