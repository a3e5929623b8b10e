"""The log of decisions: what it lists, in which order, found by what, and undone from it."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from serial.comments.choices import State
from serial.comments.models import Comment, CommentAction
from serial.comments.moderating import approve, hide
from serial.moderation.choices import DecisionKind, SanctionKind
from serial.moderation.deciding import undo
from serial.moderation.log import pages, searching
from serial.moderation.log.position import Position, Source
from serial.moderation.models import Decision, Wave
from serial.moderation.sanctions.orders import SanctionOrder
from tests.comments.conftest import MakeComment
from tests.moderation.reviewing import decide_comment, make_moderator, make_rule
from tests.moderation.waves.starting import run, start
from tests.moderation.waves.starting import undo as undo_wave
from tests.shared_rows import shared_rows

LOG = "/moderation/log/"
FILTERS: list[tuple[str, list[str]]] = [
    ("person=carla", ["Warned"]),
    ("person=rosa", ["Hidden", "Hidden", "Hidden", "Warned", "Rejected"]),
    ("person=mona", ["Hid 2 comments", "Rejected"]),
    ("person=nobody", []),
    ("story=no+such+story", []),
    ("words=portraits", ["Rejected"]),
    ("words=third+one", ["Rejected"]),
    ("kind=hide", ["Hid 2 comments", "Hidden"]),
    ("kind=warn", ["Warned"]),
    ("by=authors", ["Hidden"]),
    ("by=moderators", ["Hid 2 comments", "Warned", "Rejected"]),
    ("by=checks", []),
    ("since=2999-01-01", []),
    ("until=2999-01-01&kind=warn", ["Warned"]),
    ("until=2001-01-01", []),
    ("since=0001-01-01&until=9999-12-31&kind=warn", ["Warned"]),
    ("since=yesterday&kind=warn&rule=x&by=x&after=x-9-y", ["Warned"]),
]
ROW = re.compile(r"<strong>([^<]*)</strong>")


def get(client: Client, query: str = "") -> str:
    response = client.get(LOG + query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def rows(client: Client, query: str = "") -> list[str]:
    return ROW.findall(get(client, query))


@shared_rows
def decided(make_comment: MakeComment, moderator: User, author: User) -> list[Comment]:
    """In this order: rejected, warned, hidden by the author, and a wave of two."""
    comments = [make_comment(f"Comment number {n} of five.") for n in range(5)]
    rule = make_rule()
    words = {"words": "No portraits, please.", "note": "The third one."}
    decide_comment(comments[0], DecisionKind.REJECT, moderator, rule=rule, **words)
    decide_comment(comments[1], DecisionKind.WARN, make_moderator("carla"), rule=rule)
    hide(comments[2], author)
    run(start(comments[3:], moderator, DecisionKind.HIDE))
    return comments


def test_log_lists_decisions_actions_of_authors_and_waves(
    moderator_client: Client, decided: list[Comment], author: User
) -> None:
    page = get(moderator_client)
    assert ROW.findall(page) == ["Hid 2 comments", "Hidden", "Warned", "Rejected"]
    for text in ("1. No advertising", f"<bdi>{author}</bdi>, author", "<bdi>carla</bdi>"):
        assert text in page
    assert "No advertising" in get(moderator_client, "?kind=reject")


def test_a_wave_opens_as_its_decisions(moderator_client: Client, decided: list[Comment]) -> None:
    wave = Wave.objects.get()
    assert f'href="{LOG}?wave={wave.pk}"' in get(moderator_client)
    assert rows(moderator_client, f"?wave={wave.pk}") == ["Hidden", "Hidden"]


def test_filters(moderator_client: Client, decided: list[Comment]) -> None:
    for query, found in FILTERS:
        assert rows(moderator_client, f"?{query}") == found, query


def test_found_by_rule_and_story(moderator_client: Client, decided: list[Comment]) -> None:
    assert rows(moderator_client, f"?rule={make_rule().pk}") == ["Warned", "Rejected"]
    assert len(rows(moderator_client, f"?story={decided[0].story.title}")) == 5


def test_what_was_undone_is_struck_through(
    moderator: User, moderator_client: Client, decided: list[Comment]
) -> None:
    undo(Decision.objects.get(kind=DecisionKind.REJECT).pk, moderator)
    undo_wave(Wave.objects.get(), moderator)
    page = get(moderator_client)
    assert ROW.findall(page)[:2] == ["Undone: Rejected", "Undone: Hid 2 comments"]
    struck = re.findall(
        r"<s>.*?<strong>([^<]*)</strong>.*?</s> <span class=\"badge\">undone<", page
    )
    assert struck == ["Undone: Hid 2 comments", "Rejected"]


def test_undo_from_the_log(moderator_client: Client, decided: list[Comment]) -> None:
    decision = Decision.objects.get(kind=DecisionKind.REJECT)
    action = CommentAction.objects.get(decision=None)
    for field, pk in (("decision", decision.pk), ("action", action.pk)):
        assert f'name="{field}" value="{pk}"' in get(moderator_client)
        response = moderator_client.post(f"{LOG}undo/?kind=hide", {field: pk}, follow=True)
        assert response.redirect_chain[-1][0] == f"{LOG}?kind=hide"
        assert "Undone." in response.content.decode()
    for comment in (decided[0], decided[2]):
        assert Comment.objects.get(pk=comment.pk).state == State.PUBLISHED
    again = moderator_client.post(f"{LOG}undo/", {"decision": decision.pk}, follow=True)
    assert "This was already undone." in again.content.decode()
    moderator_client.post(f"{LOG}undo/", {"wave": Wave.objects.get().pk})
    assert Wave.objects.get().undo_asked_at is not None
    for wrong in ({}, {"decision": 999_999}, {"wave": "x"}):
        assert moderator_client.post(f"{LOG}undo/", wrong).status_code == 404


def test_a_sanction_says_until_when(
    moderator: User, moderator_client: Client, make_comment: MakeComment
) -> None:
    order = SanctionOrder(SanctionKind.SILENCED, 7)
    decide_comment(
        make_comment(), DecisionKind.SANCTION, moderator, rule=make_rule(), sanction=order
    )
    assert rows(moderator_client)[0].startswith("May not comment until ")


def test_pages_follow_each_other_without_gaps(
    moderator_client: Client, decided: list[Comment], monkeypatch: pytest.MonkeyPatch
) -> None:
    # All at one time: what they are, and their keys, order them.
    now = timezone.now()
    for model in (Decision, CommentAction, Wave):
        model.objects.update(created_at=now)
    everything = rows(moderator_client)
    monkeypatch.setattr(pages, "ENTRIES_PER_PAGE", 1)
    found, query = [], ""
    for _page in everything:
        page = get(moderator_client, query)
        found += ROW.findall(page)
        match = re.search(r'rel="next" href="/moderation/log/([^"]*)"', page)
        query = match[1] if match else ""
    assert found == everything and not query


def test_position_survives_a_url() -> None:
    position = Position(timezone.now() - timedelta(days=400), Source.DECISION, 12)
    assert Position.parse(str(position)) == position


def test_number_of_queries_does_not_grow(
    moderator: User,
    author: User,
    moderator_client: Client,
    decided: list[Comment],
) -> None:
    with CaptureQueriesContext(connection) as few:
        get(moderator_client)
    for kind in (DecisionKind.APPROVE, DecisionKind.HIDE, DecisionKind.APPROVE):
        decide_comment(decided[1], DecisionKind.WARN, moderator, rule=make_rule())
        (approve if kind == DecisionKind.APPROVE else hide)(decided[2], author)
        run(start(decided[3:], moderator, kind))
    with CaptureQueriesContext(connection) as many:
        get(moderator_client)
    assert len(many) == len(few)


def test_search_for_words_says_how_far_back_it_read_and_goes_on(
    moderator: User,
    moderator_client: Client,
    make_comment: MakeComment,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(searching, "MAX_SEARCHED", 2)
    comments = [make_comment(f"{number}.") for number in range(5)]
    for comment, words in zip(
        comments, ("old lamp", "one", "two", "three", "new lamp"), strict=True
    ):
        decide_comment(comment, DecisionKind.HIDE, moderator, words=words)
    now = timezone.now()
    for number, decision in enumerate(Decision.objects.order_by("pk")):
        at = now - timedelta(days=10 - number)
        Decision.objects.filter(pk=decision.pk).update(created_at=at)
    page = get(moderator_client, "?words=lamp")
    found: list[int] = []
    urls: list[str] = []
    while True:
        found.append(len(ROW.findall(page)))
        further = re.search(r'href="([^"]*)">Search further back', page)
        if further is None:
            break
        assert "Searched the texts of 2 decisions, back to" in page
        urls.append(unescape(further[1]))
        page = get(moderator_client, urls[-1].removeprefix(LOG))
    assert found == [1, 0, 1] and "Searched" not in page
    assert "No matching decision found." in get(moderator_client, urls[0].removeprefix(LOG))
    # The file has all.
    response: Any = moderator_client.get(f"{LOG}decisions.csv?words=lamp")
    lines = response.getvalue().decode()
    assert "old lamp" in lines and "new lamp" in lines
    # Other filters read no texts.
    assert "Searched" not in get(moderator_client, "?kind=hide")


def test_search_for_words_leaves_out_nothing_decided_at_the_same_moment(
    moderator: User,
    moderator_client: Client,
    make_comment: MakeComment,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(searching, "MAX_SEARCHED", 2)
    for number in range(4):
        comment = make_comment(f"{number}.")
        decide_comment(comment, DecisionKind.HIDE, moderator, words="lamp")
    Decision.objects.update(created_at=timezone.now())
    assert len(rows(moderator_client, "?words=lamp")) == 4
