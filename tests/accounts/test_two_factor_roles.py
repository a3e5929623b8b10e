"""Moderators and administrators need two-factor sign-in, unless TWO_FACTOR_REQUIRED is off."""

import os
from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from serial.comments.models import Comment
from serial.comments.viewers import load_viewer
from serial.stories.models import Story
from tests.accounts.auth import sign_in
from tests.accounts.test_two_factor import AUTHENTICATE, INDEX, SECRET, code_of, set_up_app
from tests.conftest import client_of
from tests.routes.conftest import sample_data as sample_data
from tests.routes.sample_data import SampleData
from tests.routes.table import PEOPLE, TABLE
from tests.routes.test_routes import outcome
from tests.sampling import in_turns
from tests.starting import start_with_each

pytestmark = pytest.mark.django_db
PAGES = {
    "moderator": "/admin/comments/comment/",
    "administrator": "/accounts/invitations/",
    "superuser": "/admin/accounts/user/",
}


@pytest.fixture(autouse=True)
def require_two_factor(settings: Settings) -> None:
    settings.TWO_FACTOR_REQUIRED = True


@pytest.mark.parametrize("role", PAGES)
def test_role_opens_its_pages_only_with_two_factor(
    role: str, request: pytest.FixtureRequest
) -> None:
    user: User = request.getfixturevalue(role)
    client = client_of(user)
    response = client.get(PAGES[role])
    if role != "administrator":
        # The admin's own redirect to its sign-in page.
        response = client.get(response.headers["Location"])
    assert response.headers["Location"] == INDEX
    assert "Your role needs two-factor sign-in" in client.get(INDEX).content.decode()
    assert "needed to use the rights" in client.get("/accounts/").content.decode()

    set_up_app(user)
    assert client.get(PAGES[role]).status_code == 200
    assert "Your role needs" not in client.get(INDEX).content.decode()


@pytest.mark.parametrize("role", PAGES)
def test_role_signs_in_with_both_factors(role: str, request: pytest.FixtureRequest) -> None:
    user: User = request.getfixturevalue(role)
    set_up_app(user)
    client = Client()
    asked = sign_in(client, user.username, next_url=PAGES[role]).headers["Location"]
    assert asked.startswith(AUTHENTICATE)
    response = client.post(asked, {"code": code_of(SECRET)})
    assert client.get(response.headers["Location"]).status_code == 200


@pytest.mark.parametrize("role", PAGES)
def test_setting_lifts_the_requirement(
    role: str, request: pytest.FixtureRequest, settings: Settings
) -> None:
    settings.TWO_FACTOR_REQUIRED = False
    client = client_of(request.getfixturevalue(role))
    assert client.get(PAGES[role]).status_code == 200
    assert "Your role needs" not in client.get(INDEX).content.decode()


def test_others_do_not_need_it(reader_client: Client, author_client: Client) -> None:
    assert author_client.get("/desk/").status_code == 200
    for client in (reader_client, author_client):
        assert "Your role needs" not in client.get(INDEX).content.decode()
        assert client.get(PAGES["moderator"], follow=True).status_code == 403


@pytest.mark.sweep
def test_no_route_gives_more_than_a_reader_has(
    reader: User, moderator: User, superuser: User, sample_data: SampleData
) -> None:
    people = {
        name: client_of(user)
        for name, user in {"reader": reader, "moderator": moderator, "superuser": superuser}.items()
    }
    opened = [
        (name, route)
        for row, routes in TABLE.items()
        for route in routes
        for name in in_turns(("moderator", "superuser"), len(route), 2)
        if row.split()[PEOPLE.index("reader")] in {"in", "403", "404"}
        and outcome(people[name], sample_data.url(route)) in {"200", "405"}
    ]
    assert opened == []


def test_moderator_without_it_has_no_rights_over_comments(
    reader: User, moderator: User, sample_data: SampleData
) -> None:
    comment = sample_data.comment
    Comment.objects.filter(pk=comment.pk).update(state="hidden")
    comment.refresh_from_db()
    user = User.objects.get(pk=moderator.pk)
    assert not load_viewer(comment, user).is_moderator
    assert not comment.is_readable_by(user)
    assert not Comment.objects.readable_by(user).filter(pk=comment.pk).exists()
    set_up_app(user)
    user = User.objects.get(pk=moderator.pk)
    assert load_viewer(comment, user).is_moderator and comment.is_readable_by(user)


def test_superuser_without_it_manages_no_stories(superuser: User, sample_data: SampleData) -> None:
    story = sample_data.comment.story
    for has_factor in (False, True):
        if has_factor:
            set_up_app(superuser)
        user = User.objects.get(pk=superuser.pk)
        assert user.may_edit_stories() is has_factor
        assert story.is_managed_by(user) is has_factor
        assert Story.objects.managed_by(user).filter(pk=story.pk).exists() is has_factor


def test_losing_the_factor_loses_the_rights(moderator: User) -> None:
    set_up_app(moderator)
    client = client_of(moderator)
    assert client.get(PAGES["moderator"]).status_code == 200
    moderator.authenticator_set.all().delete()  # type: ignore[attr-defined]
    assert client.get(PAGES["moderator"]).status_code == 302


def test_requests_of_members_cost_no_query_more(
    reader: User, django_assert_max_num_queries: Callable[..., object]
) -> None:
    client = client_of(reader)
    client.get("/no/such/page/")
    # The user, with preferences and second factor; the number of unread notifications; and the old
    # URLs of imported pages.
    with django_assert_max_num_queries(3):  # type: ignore[attr-defined]
        client.get("/no/such/page/")


@pytest.mark.extended
def test_debug_lifts_the_requirement() -> None:
    given = {**os.environ, "DJANGO_SETTINGS_MODULE": "serial.settings"}
    del given["TWO_FACTOR_REQUIRED"]
    cases: dict[tuple[str, str], bool] = {
        ("0", ""): True,
        ("1", ""): False,
        ("1", "1"): True,
        ("0", "0"): False,
    }
    environments = [
        {**given, "DEBUG": debug, **({"TWO_FACTOR_REQUIRED": setting} if setting else {})}
        for debug, setting in cases
    ]
    starts = start_with_each(environments, "TWO_FACTOR_REQUIRED")
    required = [start.settings["TWO_FACTOR_REQUIRED"] for start in starts]
    assert required == list(cases.values())
