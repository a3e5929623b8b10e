"""Who may read a comment: the list and the single comment have one rule."""

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import User, Visitor
from serial.comments.choices import State
from serial.comments.models import Comment
from tests.comments.conftest import MakeComment
from tests.comments.people import MODERATING, PEOPLE, get_person

EVERYONE = set(PEOPLE)
READERS = {
    State.PUBLISHED: EVERYONE,
    State.HELD: {"reader", *MODERATING},
    State.HIDDEN: {"reader", *MODERATING},
    State.REJECTED: {"reader", *MODERATING},
    State.DELETED: {"reader"},
    State.ERASED: set(),
}


@pytest.fixture
def comments(make_comment: MakeComment) -> dict[State, Comment]:
    rows = {}
    for state in State:
        comment = make_comment(f"This is {state}.")
        if state == State.ERASED:
            Comment.objects.filter(pk=comment.pk).update(body="", body_html="")
        Comment.objects.filter(pk=comment.pk).update(state=state)
        rows[state] = Comment.objects.get(pk=comment.pk)
    return rows


def test_list_and_single_comment_have_one_rule(
    comments: dict[State, Comment], author: User, request: pytest.FixtureRequest
) -> None:
    for person in PEOPLE:
        check_rule(person, comments, get_person(person, request))


def check_rule(person: str, comments: dict[State, Comment], user: Visitor) -> None:
    listed = set(Comment.objects.readable_by(user))
    for state, comment in comments.items():
        expected = person in READERS[state]
        assert (comment.is_readable_by(user), comment in listed) == (expected, expected), state
        # Revisions and findings are shown to fewer people.
        reads_revisions = expected and person in {"reader", "moderator", "superuser"}
        assert comment.shows_revisions_to(user) == reads_revisions, state
        assert comment.shows_findings_to(user) == (person in {"reader", *MODERATING}), state


def test_owner_token_lets_a_guest_read_their_own_comment(make_comment: MakeComment) -> None:
    own, other = make_comment("Mine.", by=None), make_comment("Another.", by=None)
    guest = AnonymousUser()
    for state in (State.HELD, State.HIDDEN, State.REJECTED, State.DELETED):
        own.state = state
        assert own.is_readable_by(guest, own.owner_token())
        assert not own.is_readable_by(guest) and not own.is_readable_by(guest, other.owner_token())
    own.state = State.ERASED
    assert not own.is_readable_by(guest, own.owner_token())
