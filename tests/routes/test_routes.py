"""The response of every route, for every kind of person."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from unittest.mock import patch

import pytest
from django.template.backends.django import Template
from django.test import Client
from django.utils.safestring import SafeString

from accounts.models import User
from serial.chapters.models import Chapter, DraftLink, Revision
from serial.comments.models import Comment, CommentAction, Discussion
from serial.stories.models import Credit, Story
from tests.conftest import client_of
from tests.rolling_back import rolled_back
from tests.routes.routes import all_routes
from tests.routes.sample_data import SampleData, put_into_state
from tests.routes.table import PEOPLE, TABLE
from tests.sampling import QUICK, in_turns, share

Clients = dict[str, Client]


@pytest.fixture
def clients(
    author: User, other_author: User, reader: User, moderator: User, superuser: User
) -> Clients:
    people = (reader, other_author, author, moderator, superuser)
    signed_in = dict(zip(PEOPLE[1:], map(client_of, people), strict=True))
    return {"guest": Client(), **signed_in}


def outcome(client: Client, url: str, method: str = "get") -> str:
    response = getattr(client, method)(url)
    location = response.headers.get("Location", "")
    return "in" if "login" in location else str(response.status_code)


def test_table_has_exactly_the_routes_of_the_site() -> None:
    assert sorted(route for routes in TABLE.values() for route in routes) == all_routes()


@pytest.mark.sweep
def test_route_responds_as_the_table_says(clients: Clients, sample_data: SampleData) -> None:
    """Each page is rendered for one of the people who may open it, for the next one at the next."""
    turns = count()
    for row in TABLE:
        expected = dict(zip(PEOPLE, row.split(), strict=True))
        seeing = [person for person in PEOPLE if expected[person] == "200"]
        with rolled_back():
            for route in TABLE[row]:
                url, turn = sample_data.url(route), next(turns)
                people = share(PEOPLE, turn, 6)
                seen_by = people if QUICK else in_turns(seeing, turn, len(seeing) or 1)
                # First: a page that is kept is not rendered again.
                actual = {person: outcome(clients[person], url) for person in seen_by}
                with nothing_rendered():
                    others = [person for person in people if person not in seen_by]
                    actual |= {person: outcome(clients[person], url) for person in others}
                assert actual == {person: expected[person] for person in people}, url


@contextmanager
def nothing_rendered() -> Iterator[None]:
    """The views run, and find their templates."""
    with patch.object(Template, "render", lambda *_args: SafeString("")):
        yield


def test_no_shared_cache_keeps_what_is_taken_back(sample_data: SampleData) -> None:
    """Without s-maxage, nginx would keep a response as long as browsers may."""
    urls = [sample_data.url(route) for row in TABLE if row[:3] == "200" for route in TABLE[row]]
    for url in share(urls, 0, 2):
        cached = Client().get(url).headers["Cache-Control"]
        is_named_after_its_content = url.startswith("/accent-")
        assert "public" not in cached or "s-maxage=30" in cached or is_named_after_its_content, url


def table_rows() -> tuple[object, ...]:
    return (
        list(Chapter.objects.order_by("pk").values()),
        list(Story.objects.order_by("pk").values()),
        list(Credit.objects.order_by("pk").values()),
        Revision.objects.count(),
        list(DraftLink.objects.order_by("pk").values()),
        User.objects.count(),
        list(Comment.objects.order_by("pk").values()),
        list(Discussion.objects.order_by("pk").values()),
        list(CommentAction.objects.order_by("pk").values()),
    )


@pytest.mark.extended
@pytest.mark.sweep
def test_refused_person_changes_nothing(clients: Clients, sample_data: SampleData) -> None:
    before = table_rows()
    for row in TABLE:
        if {"in", "403"} & set(row.split()):
            post_as_refused_people(row, clients, sample_data)
            assert table_rows() == before, row


def post_as_refused_people(row: str, clients: Clients, sample_data: SampleData) -> None:
    routes = [route for route in TABLE[row] if route not in {"desk/login/", "admin/login/"}]
    people = zip(PEOPLE, row.split(), strict=True)
    refused = [person for person, expected in people if expected in {"in", "403", "404"}]
    for turn, person in enumerate(refused):
        # Each route is tried by one or two of them; the test above has them all.
        for route in in_turns(routes, turn, min(3, len(refused))):
            actual = outcome(clients[person], sample_data.url(route), "post")
            assert actual in {"in", "403", "404", "405"}, (person, route)


EVERYONE = set(PEOPLE)
STATES: dict[str, set[str]] = {
    "public": EVERYONE,
    "unlisted": EVERYONE,
    "members": EVERYONE - {"guest"},
    "draft": {"author"},
    "scheduled": {"author"},
    "deleted": set(),
    "story draft": {"author"},
    "story deleted": set(),
}
# These states hide only the chapter, not its story.
STORY_STATES = {**STATES, "draft": EVERYONE, "scheduled": EVERYONE, "deleted": EVERYONE}
LISTED: dict[str, set[str]] = {state: set() for state in STATES} | {
    "public": EVERYONE,
    "members": EVERYONE - {"guest"},
}


def test_chapter_is_visible_only_to_the_people_of_its_state(
    clients: Clients, sample_data: SampleData
) -> None:
    for turn, state in enumerate(STATES):
        with rolled_back():
            put_into_state(Chapter.objects.get(pk=sample_data.chapter.pk), state)
            for person in share(PEOPLE, turn, 6):
                assert_visible_as_listed(state, person, clients[person], sample_data)


def assert_visible_as_listed(
    state: str, person: str, client: Client, sample_data: SampleData
) -> None:
    page, story_url = sample_data.chapter.get_absolute_url(), sample_data.story.get_absolute_url()
    context = (state, person)
    assert (client.get(page).status_code == 200) == (person in STATES[state]), context
    response = client.get(story_url)
    assert (response.status_code == 200) == (person in STORY_STATES[state]), context
    shows = response.status_code == 200 and page in response.content.decode()
    assert shows == (person in STATES[state]), context
    # The home page links to the latest chapter.
    home_link = story_url.replace("/stories/", "/read/")
    for list_url, link in (("/", home_link), ("/stories/", story_url), ("/by/anna/", story_url)):
        is_listed = link in client.get(list_url).content.decode()
        assert is_listed == (person in LISTED[state]), (*context, list_url)


def test_another_author_cannot_edit_the_chapter_in_any_state(
    clients: Clients, sample_data: SampleData
) -> None:
    pages, lists = not_editable_pages(sample_data)
    client = clients["other_author"]
    for turn, state in enumerate(STATES):
        with rolled_back():
            put_into_state(Chapter.objects.get(pk=sample_data.chapter.pk), state)
            for page in share(pages, turn, 6):
                assert client.get(page).status_code == 404, (state, page)
            for page in share(lists, turn, 4):
                content = client.get(page).content.decode()
                assert f"/{sample_data.chapter.pk}/change/" not in content, (state, page)


def not_editable_pages(sample_data: SampleData) -> tuple[list[str], list[str]]:
    objects = (f"chapter/{sample_data.chapter.pk}", f"story/{sample_data.story.pk}")
    apps = ("chapters", "stories")
    return [
        f"/desk/{app}/{path}/{page}/"
        for app, path in zip(apps, objects, strict=True)
        for page in ("change", "delete", "history")
    ], [
        f"/desk/chapters/chapter/{query}"
        for query in ("", "?deleted=yes", "?q=One", "?state=draft")
    ]


CHAPTER_ACTIONS = ["publish_selected", "revert_selected_to_draft", "delete_selected"]
CHAPTER_ACTIONS += ["schedule_selected", "move_selected_to_part", "undelete_selected"]


def test_bulk_actions_do_not_change_chapters_of_others(
    clients: Clients, sample_data: SampleData
) -> None:
    before = table_rows()
    sample_data.story.parts.create(title="Part")
    given = {"first_day": "2027-01-01", "time": "18:00", "interval_days": "7", "part": "1"}
    for action in CHAPTER_ACTIONS:
        for select_across in ("0", "1"):
            data = {"action": action, "_selected_action": [sample_data.chapter.pk], "post": "yes"}
            more = {"stage": "confirm", "select_across": select_across}
            response = clients["other_author"].post(
                "/desk/chapters/chapter/", {**data, **given, **more}
            )
            assert response.status_code in {200, 302}
            assert sample_data.chapter.title not in response.content.decode()
    invitation = sample_data.rows["creditinvitation"]
    for action in ("accept", "decline"):
        data = {"action": action, "_selected_action": [invitation.pk]}
        clients["other_author"].post("/desk/desk/creditinvitation/", data)
    assert table_rows() == before


def test_chapter_cannot_be_added_to_a_story_of_others(
    clients: Clients, sample_data: SampleData
) -> None:
    data = {"story": sample_data.story.pk, "title": "Mine", "body": "x"}
    response = clients["other_author"].post("/desk/chapters/chapter/add/", data)
    assert "Select a valid choice" in response.content.decode()
    assert sample_data.story.chapters.count() == 1
