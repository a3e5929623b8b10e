"""A commenter edits their comment within the edit window, until somebody replies."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from serial.comments import moderating
from serial.comments.choices import State
from serial.comments.editing import TooLate, delete_comment, save_edit
from serial.comments.models import Comment
from serial.comments.time_limits import EDIT_WINDOW
from tests.comments.conftest import MakeComment
from tests.comments.sending import open_private_link, state_of
from tests.shared_rows import shared_rows


def edit_url(comment: Comment) -> str:
    return f"{comment.get_absolute_url()}edit/"


@shared_rows
def comment(make_comment: MakeComment) -> Comment:
    return make_comment("With a tpyo.")


def test_edited_comment_is_marked_and_keeps_its_former_text(
    reader_client: Client, guest_client: Client, moderator_client: Client, comment: Comment
) -> None:
    response = reader_client.post(edit_url(comment), {"text": "With a *typo*."})
    assert response.headers["Location"] == f"{comment.get_absolute_url()}#c1"
    public_page = guest_client.get(comment.get_absolute_url()).content.decode()
    assert "With a <em>typo</em>." in public_page and "edited" in public_page
    assert "tpyo" not in public_page
    for client in (reader_client, moderator_client):
        assert "With a tpyo." in client.get(comment.get_absolute_url()).content.decode()


def test_author_of_the_story_cannot_read_the_former_text(
    author_client: Client, comment: Comment
) -> None:
    save_edit(comment.pk, "Other words.", None)
    assert "tpyo" not in author_client.get(comment.get_absolute_url()).content.decode()


@pytest.mark.parametrize("name", ["author", "other_author", "moderator", "guest"])
def test_nobody_else_can_edit(name: str, comment: Comment, request: pytest.FixtureRequest) -> None:
    client: Client = request.getfixturevalue(f"{name}_client")
    assert client.get(edit_url(comment)).status_code == 403
    assert client.post(edit_url(comment), {"text": "Mine."}).status_code == 403
    assert Comment.objects.get().body == "With a tpyo."


def test_editing_is_refused_after_the_edit_window(reader_client: Client, comment: Comment) -> None:
    deadline = comment.posted_at + EDIT_WINDOW
    with time_machine.travel(deadline - timedelta(seconds=1), tick=False) as clock:
        assert reader_client.post(edit_url(comment), {"text": "In time."}).status_code == 302
        clock.move_to(deadline)
        late = reader_client.post(edit_url(comment), {"text": "Too late."})
    assert late.status_code == 409
    page = late.content.decode()
    assert "can be edited for 30 minutes" in page and "Too late.</textarea>" in page
    assert Comment.objects.get().body == "In time."


def test_editing_is_refused_after_a_reply(
    reader_client: Client, author: User, comment: Comment, make_comment: MakeComment
) -> None:
    make_comment("I see.", by=author, parent=comment)
    late = reader_client.post(edit_url(comment), {"text": "I never said so."})
    assert late.status_code == 409
    assert "I never said so.</textarea>" in late.content.decode()
    with pytest.raises(TooLate):
        save_edit(comment.pk, "I never said so.", None)


def test_hidden_reply_does_not_prevent_editing(
    reader_client: Client, comment: Comment, make_comment: MakeComment
) -> None:
    moderating.hide(make_comment("Hm.", parent=comment), None)
    assert reader_client.post(edit_url(comment), {"text": "Mended."}).status_code == 302


@pytest.mark.parametrize("state", [State.HIDDEN, State.REJECTED])
def test_hidden_and_rejected_comments_cannot_be_edited(
    state: State, reader_client: Client, comment: Comment
) -> None:
    Comment.objects.update(state=state)
    assert reader_client.post(edit_url(comment), {"text": "Nicer."}).status_code == 409


def test_checks_run_on_edited_text(comment: Comment) -> None:
    save_edit(comment.pk, "See www.example.org", None)
    assert state_of(comment) == State.HELD
    assert list(comment.findings.values_list("code", flat=True)) == ["links"]


def test_held_comment_stays_held_after_an_edit(make_comment: MakeComment) -> None:
    held = make_comment("See www.example.org")
    save_edit(held.pk, "See you.", None)
    assert state_of(held) == State.HELD


def test_same_text_is_not_an_edit(reader_client: Client, comment: Comment) -> None:
    reader_client.post(edit_url(comment), {"text": "With a tpyo."})
    stored = Comment.objects.get()
    assert stored.edited_at is None and not stored.revisions.exists()


@pytest.mark.parametrize("text", ["", " \n ", "x" * 10_001])
def test_invalid_text_is_shown_again(text: str, reader_client: Client, comment: Comment) -> None:
    response = reader_client.post(edit_url(comment), {"text": text})
    assert response.status_code == 422
    assert text.strip() in response.content.decode()
    assert Comment.objects.get().body == "With a tpyo."


def test_preview_saves_nothing(reader_client: Client, comment: Comment) -> None:
    response = reader_client.post(edit_url(comment), {"text": "*So*", "preview": "yes"})
    assert "<em>So</em>" in response.content.decode()
    assert Comment.objects.get().body == "With a tpyo."


def test_guest_edits_with_their_link(guest_client: Client, make_comment: MakeComment) -> None:
    own, other = make_comment("Mine, tpyo.", by=None), make_comment("Other.", by=None)
    page = edit_url(own)
    for token in ("x", "é", other.owner_token()):
        open_private_link(guest_client, own, token)
        assert guest_client.get(page).status_code == 404
    open_private_link(guest_client, own)
    assert "Mine, tpyo." in guest_client.get(page).content.decode()
    response = guest_client.post(page, {"text": "Mine."})
    assert "Mine." in guest_client.get(response.headers["Location"]).content.decode()


def test_guest_link_does_not_work_for_comments_of_members(
    guest_client: Client, comment: Comment
) -> None:
    open_private_link(guest_client, comment)
    assert guest_client.get(edit_url(comment)).status_code == 403


def test_edit_of_a_comment_that_is_gone_shows_the_text_again(
    reader: User, reader_client: Client, author_client: Client, comment: Comment
) -> None:
    data, headers = {"text": "All that I\nwanted to say."}, {"origin": "http://testserver"}
    delete_comment(comment.pk, reader)
    assert reader_client.post(edit_url(comment), data).status_code == 409
    other_member = author_client.post(edit_url(comment), data, headers=headers)
    signed_out = Client().post(edit_url(comment), data, headers=headers)
    Comment.objects.get().chapter.delete()
    gone = reader_client.post(edit_url(comment), data, headers=headers)
    assert [response.status_code for response in (other_member, signed_out, gone)] == [
        410,
        403,
        410,
    ]
    for response in (other_member, signed_out, gone):
        assert "All that I\nwanted to say.</textarea>" in response.content.decode()


def test_edit_sent_to_a_former_slug_is_redirected_with_its_text(
    reader_client: Client, comment: Comment
) -> None:
    from serial.chapters.saving import set_slug

    former_url = edit_url(comment)
    set_slug(comment.chapter, "elsewhere")
    response = reader_client.post(former_url, {"text": "Mended."}, follow=True)
    assert response.status_code == 200 and Comment.objects.get().body == "Mended."
    assert response.redirect_chain[0][1] == 308


def test_edit_records_its_time(comment: Comment) -> None:
    with time_machine.travel(timezone.now() + timedelta(minutes=5), tick=False):
        save_edit(comment.pk, "Later.", None)
        assert Comment.objects.get().edited_at == timezone.now()
        assert comment.revisions.get().replaced_at == timezone.now()
