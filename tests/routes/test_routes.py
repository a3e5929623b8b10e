"""Every route of the project, asked as every kind of visitor."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from serial.chapters.models import Chapter, DraftLink, Revision
from serial.comments.models import Comment, CommentAction, Discussion
from serial.stories.models import Credit, Story
from tests.conftest import client_of
from tests.routes.routes import all_routes
from tests.routes.samples import Samples, in_state
from tests.routes.table import TABLE

VISITORS = ("guest", "reader", "other_author", "author", "moderator", "superuser")
Clients = dict[str, Client]


@pytest.fixture
def clients(
    author: User, other_author: User, reader: User, moderator: User, superuser: User
) -> Clients:
    people = (reader, other_author, author, moderator, superuser)
    signed_in = dict(zip(VISITORS[1:], map(client_of, people), strict=True))
    return {"guest": Client(), **signed_in}


@pytest.fixture
def samples(
    author: User, other_author: User, reader: User, settings: Settings, tmp_path: Path
) -> Samples:
    settings.MEDIA_ROOT = tmp_path
    return Samples(author, other_author, reader)


def outcome(client: Client, address: str, method: str = "get") -> str:
    answer = getattr(client, method)(address)
    leads_to = answer.headers.get("Location", "")
    return "in" if "login" in leads_to else str(answer.status_code)


def test_every_route_is_in_the_table_and_no_other() -> None:
    assert sorted(route for routes in TABLE.values() for route in routes) == all_routes()


@pytest.mark.parametrize("row", TABLE)
def test_who_gets_what(row: str, clients: Clients, samples: Samples) -> None:
    expected = dict(zip(VISITORS, row.split(), strict=True))
    for route in TABLE[row]:
        address = samples.address(route)
        got = {visitor: outcome(clients[visitor], address) for visitor in VISITORS}
        assert got == expected, address


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


@pytest.mark.parametrize("row", [row for row in TABLE if {"in", "403"} & set(row.split())])
def test_who_is_refused_changes_nothing_either(
    row: str, clients: Clients, samples: Samples
) -> None:
    before = table_rows()
    for visitor, expected in zip(VISITORS, row.split(), strict=True):
        if expected not in {"in", "403", "404"}:
            continue
        for route in TABLE[row]:
            if route in {"desk/login/", "admin/login/"}:
                continue
            got = outcome(clients[visitor], samples.address(route), "post")
            assert got in {"in", "403", "404", "405"}, (visitor, route)
    assert table_rows() == before


EVERYONE = set(VISITORS)
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
# The story itself is there where only the chapter is not.
STORY_STATES = {**STATES, "draft": EVERYONE, "scheduled": EVERYONE, "deleted": EVERYONE}
LISTED: dict[str, set[str]] = {state: set() for state in STATES} | {
    "public": EVERYONE,
    "members": EVERYONE - {"guest"},
}


@pytest.mark.parametrize("state", STATES)
def test_who_meets_a_chapter_in_this_state(state: str, clients: Clients, samples: Samples) -> None:
    in_state(samples.chapter, state)
    page, of_story = samples.chapter.get_absolute_url(), samples.story.get_absolute_url()
    for visitor, client in clients.items():
        assert (client.get(page).status_code == 200) == (visitor in STATES[state]), visitor
        answer = client.get(of_story)
        assert (answer.status_code == 200) == (visitor in STORY_STATES[state]), visitor
        shows = answer.status_code == 200 and page in answer.content.decode()
        assert shows == (visitor in STATES[state]), visitor
        for place in ("/", "/stories/", "/by/anna/"):
            is_listed = of_story in client.get(place).content.decode()
            assert is_listed == (visitor in LISTED[state]), (visitor, place)


@pytest.mark.parametrize("state", STATES)
def test_no_state_opens_the_desk_to_another_author(
    state: str, clients: Clients, samples: Samples
) -> None:
    in_state(samples.chapter, state)
    for thing in (f"chapters/chapter/{samples.chapter.pk}", f"stories/story/{samples.story.pk}"):
        for page in ("change", "delete", "history"):
            answer = clients["other_author"].get(f"/desk/{thing}/{page}/")
            assert answer.status_code == 404
    for query in ("", "?deleted=yes", "?q=One", "?state=draft"):
        page = clients["other_author"].get(f"/desk/chapters/chapter/{query}").content.decode()
        assert f"/{samples.chapter.pk}/change/" not in page


CHAPTER_ACTIONS = ["publish_selected", "revert_selected_to_draft", "delete_selected"]
CHAPTER_ACTIONS += ["schedule_selected", "move_selected_to_part", "undelete_selected"]


def test_actions_reach_nothing_of_others(clients: Clients, samples: Samples) -> None:
    before = table_rows()
    samples.story.parts.create(title="Part")
    given = {"first_day": "2027-01-01", "time": "18:00", "interval_days": "7", "part": "1"}
    for action in CHAPTER_ACTIONS:
        for across in ("0", "1"):
            data = {"action": action, "_selected_action": [samples.chapter.pk], "post": "yes"}
            more = {"stage": "confirm", "select_across": across}
            answer = clients["other_author"].post(
                "/desk/chapters/chapter/", {**data, **given, **more}
            )
            assert answer.status_code in {200, 302}
            assert samples.chapter.title not in answer.content.decode()
    offered = samples.rows["creditinvitation"]
    for action in ("accept", "decline"):
        data = {"action": action, "_selected_action": [offered.pk]}
        clients["other_author"].post("/desk/desk/creditinvitation/", data)
    assert table_rows() == before


def test_a_chapter_cannot_be_put_into_a_story_of_others(clients: Clients, samples: Samples) -> None:
    data = {"story": samples.story.pk, "title": "Mine", "body": "x"}
    answer = clients["other_author"].post("/desk/chapters/chapter/add/", data)
    assert "Select a valid choice" in answer.content.decode()
    assert samples.story.chapters.count() == 1
