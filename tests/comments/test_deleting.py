"""A writer takes a comment back, brings it back, or has its words erased."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments import moderating
from serial.comments.choices import State
from serial.comments.editing import TooLate, delete_comment, save_edit, undelete_comment
from serial.comments.models import Comment, CommentAction, CommentRevision, Mention
from serial.comments.models.comment import UNDO_WINDOW
from serial.reading.comments.tokens import owner_token
from tests.comments.conftest import MakeComment
from tests.comments.sending import act, discussion_of, state_of

TAKEN = "Comment deleted by its author."


@pytest.fixture
def comment(make_comment: MakeComment) -> Comment:
    return make_comment("I regret this.")


def test_without_replies_nothing_is_left(
    reader_client: Client, guest_client: Client, chapter: Chapter, comment: Comment
) -> None:
    act(reader_client, comment, "delete")
    page = guest_client.get(discussion_of(chapter)).content.decode()
    assert "regret" not in page and TAKEN not in page and 'id="c1"' not in page
    own = guest_client.get(comment.get_absolute_url())
    assert own.status_code == 410 and TAKEN in own.content.decode()
    assert "regret" not in own.content.decode()


def test_above_replies_a_marker_is_left_as_long_as_they_stand(
    reader: User,
    guest_client: Client,
    author: User,
    chapter: Chapter,
    comment: Comment,
    make_comment: MakeComment,
) -> None:
    reply = make_comment("Do not.", by=author, parent=comment)
    delete_comment(comment.pk, reader)
    page = guest_client.get(discussion_of(chapter)).content.decode()
    assert TAKEN in page and "Do not." in page and "regret" not in page
    assert "rosa" not in page
    delete_comment(reply.pk, author)
    page = guest_client.get(discussion_of(chapter)).content.decode()
    assert TAKEN not in page and "No comments yet. Be the first." in page


@pytest.mark.parametrize("what", ["delete", "undelete", "erase"])
@pytest.mark.parametrize("name", ["author", "other_author", "moderator", "guest"])
def test_nobody_else_does_it(
    what: str, name: str, comment: Comment, request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(f"{name}_client")
    assert act(client, comment, what).status_code == 403
    assert state_of(comment) == State.PUBLISHED


def test_its_writer_brings_it_back_for_a_while(
    reader_client: Client, guest_client: Client, comment: Comment
) -> None:
    act(reader_client, comment, "delete")
    page = reader_client.get(comment.get_absolute_url()).content.decode()
    assert "I regret this." in page and 'value="undelete"' in page
    act(reader_client, comment, "undelete")
    assert "I regret this." in guest_client.get(comment.get_absolute_url()).content.decode()


def test_and_then_no_more(reader: User, reader_client: Client, comment: Comment) -> None:
    deleted = delete_comment(comment.pk, reader).state_changed_at
    assert deleted is not None
    with time_machine.travel(deleted + UNDO_WINDOW, tick=False):
        answer = act(reader_client, comment, "undelete")
        page = reader_client.get(answer.headers["Location"]).content.decode()
        assert "it is too late" in page and 'value="undelete"' not in page
        with pytest.raises(TooLate):
            undelete_comment(comment.pk, reader)
    assert state_of(comment) == State.DELETED
    with time_machine.travel(deleted + UNDO_WINDOW - timedelta(seconds=1), tick=False):
        undelete_comment(comment.pk, reader)
    assert state_of(comment) == State.PUBLISHED


@pytest.mark.parametrize("state", [State.HELD, State.HIDDEN, State.REJECTED])
def test_it_comes_back_as_it_was(state: State, reader: User, comment: Comment) -> None:
    {"held": moderating.hold, "hidden": moderating.hide, "rejected": moderating.reject}[state](
        comment, None
    )
    for _ in range(2):
        delete_comment(comment.pk, reader)
        undelete_comment(comment.pk, reader)
    assert state_of(comment) == state
    states = [each.after["state"] for each in CommentAction.objects.order_by("pk")]
    assert states == [state, State.DELETED, state, State.DELETED, state]


def test_twice_is_once(reader: User, comment: Comment) -> None:
    for _ in range(2):
        delete_comment(comment.pk, reader)
    assert CommentAction.objects.count() == 1
    for _ in range(2):
        undelete_comment(comment.pk, reader)
    assert CommentAction.objects.count() == 2


def test_erased_words_are_nowhere(
    reader: User,
    reader_client: Client,
    moderator_client: Client,
    make_comment: MakeComment,
    author: User,
) -> None:
    comment = make_comment("I regret this, @anna.", quote="Some words.")
    save_edit(comment.pk, "I regret this still, @anna.")
    make_comment("A reply.", by=author, parent=comment)
    delete_comment(comment.pk, reader)
    act(reader_client, comment, "erase")
    kept = Comment.objects.get(pk=comment.pk)
    assert kept.state == State.ERASED
    assert (kept.body, kept.body_html, kept.quote) == ("", "", "")
    assert not CommentRevision.objects.exists() and not Mention.objects.exists()
    for client in (reader_client, moderator_client, Client()):
        answer = client.get(comment.get_absolute_url())
        page = answer.content.decode()
        assert answer.status_code == 410 and "Comment permanently erased." in page
        assert "regret" not in page and "A reply." in page
    mine = reader_client.get("/accounts/comments/").content.decode()
    assert "Erased" in mine and "regret" not in mine


def test_what_is_not_taken_back_is_not_erased_by_a_button(
    reader_client: Client, comment: Comment
) -> None:
    act(reader_client, comment, "erase")
    assert state_of(comment) == State.PUBLISHED


def test_a_guest_does_with_the_address_they_were_given(
    guest_client: Client, make_comment: MakeComment
) -> None:
    mine, other = make_comment("Mine.", by=None), make_comment("Other.", by=None)
    assert act(guest_client, mine, "delete", owner=owner_token(other)).status_code == 404
    answer = act(guest_client, mine, "delete", owner=owner_token(mine))
    assert "Mine." in guest_client.get(answer.headers["Location"]).content.decode()
    act(guest_client, mine, "undelete", owner=owner_token(mine))
    assert state_of(mine) == State.HELD
    for name in ("delete", "erase"):
        act(guest_client, mine, name, owner=owner_token(mine))
    kept = Comment.objects.get(pk=mine.pk)
    assert (kept.state, kept.guest_name, kept.guest_email) == (State.ERASED, "", "")


def test_a_guest_may_carry_the_token_in_the_address(
    guest_client: Client, make_comment: MakeComment
) -> None:
    comment = make_comment("Mine.", by=None)
    address = f"{comment.get_absolute_url()}action/?owner={owner_token(comment)}"
    answer = guest_client.post(address, {"action": "delete"})
    assert (
        answer.status_code == 302 and f"owner={owner_token(comment)}" in answer.headers["Location"]
    )
    assert state_of(comment) == State.DELETED
