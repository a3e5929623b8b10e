"""A commenter deletes, undeletes or erases their comment."""

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
from serial.comments.time_limits import UNDO_WINDOW
from tests.comments.conftest import MakeComment
from tests.comments.sending import comments_url, open_private_link, send_action, state_of
from tests.shared_rows import shared_rows

DELETED = "Comment deleted by its author."


@shared_rows
def comment(make_comment: MakeComment) -> Comment:
    return make_comment("I regret this.")


def test_deleted_comment_without_replies_disappears(
    reader_client: Client, guest_client: Client, chapter: Chapter, comment: Comment
) -> None:
    send_action(reader_client, comment, "delete")
    page = guest_client.get(comments_url(chapter)).content.decode()
    assert "regret" not in page and DELETED not in page and 'id="c1"' not in page
    own = guest_client.get(comment.get_absolute_url())
    assert own.status_code == 410 and DELETED in own.content.decode()
    assert "regret" not in own.content.decode()


def test_deleted_comment_leaves_a_placeholder_while_it_has_replies(
    reader: User,
    guest_client: Client,
    author: User,
    chapter: Chapter,
    comment: Comment,
    make_comment: MakeComment,
) -> None:
    reply = make_comment("Do not.", by=author, parent=comment)
    delete_comment(comment.pk, reader)
    page = guest_client.get(comments_url(chapter)).content.decode()
    assert DELETED in page and "Do not." in page and "regret" not in page
    assert "rosa" not in page
    delete_comment(reply.pk, author)
    page = guest_client.get(comments_url(chapter)).content.decode()
    assert DELETED not in page and "No comments yet. Be the first." in page


@pytest.mark.parametrize("name", ["author", "other_author", "moderator", "guest"])
def test_nobody_else_can_delete_undelete_or_erase(
    name: str, comment: Comment, request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(f"{name}_client")
    for action in ("delete", "undelete", "erase"):
        assert send_action(client, comment, action).status_code == 403, action
        assert state_of(comment) == State.PUBLISHED, action


def test_commenter_can_undelete(
    reader_client: Client, guest_client: Client, comment: Comment
) -> None:
    send_action(reader_client, comment, "delete")
    page = reader_client.get(comment.get_absolute_url()).content.decode()
    assert "I regret this." in page and 'value="undelete"' in page
    send_action(reader_client, comment, "undelete")
    assert "I regret this." in guest_client.get(comment.get_absolute_url()).content.decode()


def test_undeleting_is_refused_after_the_undo_window(
    reader: User, reader_client: Client, comment: Comment
) -> None:
    deleted = delete_comment(comment.pk, reader).state_changed_at
    assert deleted is not None
    with time_machine.travel(deleted + UNDO_WINDOW, tick=False):
        response = send_action(reader_client, comment, "undelete")
        page = reader_client.get(response.headers["Location"]).content.decode()
        assert "it is too late" in page and 'value="undelete"' not in page
        with pytest.raises(TooLate):
            undelete_comment(comment.pk, reader)
    assert state_of(comment) == State.DELETED
    with time_machine.travel(deleted + UNDO_WINDOW - timedelta(seconds=1), tick=False):
        undelete_comment(comment.pk, reader)
    assert state_of(comment) == State.PUBLISHED


@pytest.mark.parametrize("state", [State.HELD, State.HIDDEN, State.REJECTED])
def test_undeleted_comment_has_its_former_state(
    state: State, reader: User, comment: Comment
) -> None:
    {"held": moderating.hold, "hidden": moderating.hide, "rejected": moderating.reject}[state](
        comment, None
    )
    for _ in range(2):
        delete_comment(comment.pk, reader)
        undelete_comment(comment.pk, reader)
    assert state_of(comment) == state
    states = [entry.after["state"] for entry in CommentAction.objects.order_by("pk")]
    assert states == [state, State.DELETED, state, State.DELETED, state]


def test_deleting_or_undeleting_twice_is_logged_once(reader: User, comment: Comment) -> None:
    for _ in range(2):
        delete_comment(comment.pk, reader)
    assert CommentAction.objects.count() == 1
    for _ in range(2):
        undelete_comment(comment.pk, reader)
    assert CommentAction.objects.count() == 2


def test_text_of_erased_comment_is_on_no_page(
    reader: User,
    reader_client: Client,
    moderator_client: Client,
    make_comment: MakeComment,
    author: User,
) -> None:
    comment = make_comment("I regret this, @anna.", quote="Some words.")
    save_edit(comment.pk, "I regret this still, @anna.", None)
    make_comment("A reply.", by=author, parent=comment)
    delete_comment(comment.pk, reader)
    send_action(reader_client, comment, "erase")
    comment = Comment.objects.get(pk=comment.pk)
    assert comment.state == State.ERASED
    assert (comment.body, comment.body_html, comment.quote) == ("", "", "")
    assert not CommentRevision.objects.exists() and not Mention.objects.exists()
    for client in (reader_client, moderator_client, Client()):
        response = client.get(comment.get_absolute_url())
        page = response.content.decode()
        assert response.status_code == 410 and "Comment permanently erased." in page
        assert "regret" not in page and "A reply." in page
    list_page = reader_client.get("/accounts/comments/").content.decode()
    assert "Erased" in list_page and "regret" not in list_page


def test_comment_must_be_deleted_before_it_can_be_erased(
    reader_client: Client, comment: Comment
) -> None:
    send_action(reader_client, comment, "erase")
    assert state_of(comment) == State.PUBLISHED


def test_guest_deletes_and_erases_with_their_link(
    guest_client: Client, make_comment: MakeComment
) -> None:
    own, other = make_comment("Mine.", by=None), make_comment("Other.", by=None)
    open_private_link(guest_client, own, other.owner_token())
    assert send_action(guest_client, own, "delete").status_code == 404
    open_private_link(guest_client, own)
    response = send_action(guest_client, own, "delete")
    assert "Mine." in guest_client.get(response.headers["Location"]).content.decode()
    send_action(guest_client, own, "undelete")
    assert state_of(own) == State.HELD
    for name in ("delete", "erase"):
        send_action(guest_client, own, name)
    comment = Comment.objects.get(pk=own.pk)
    assert (comment.state, comment.guest_name) == (State.ERASED, "")
