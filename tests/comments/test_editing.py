"""A writer mends a comment: for half an hour, until somebody answers, and past the screens."""

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
from serial.comments.models.comment import EDIT_WINDOW
from serial.reading.comments.tokens import owner_token
from tests.comments.conftest import MakeComment
from tests.comments.sending import state_of


def edit_page(comment: Comment) -> str:
    return f"{comment.get_absolute_url()}edit/"


@pytest.fixture
def comment(make_comment: MakeComment) -> Comment:
    return make_comment("With a tpyo.")


def test_an_edit_says_so_and_keeps_what_was_said(
    reader_client: Client, guest_client: Client, moderator_client: Client, comment: Comment
) -> None:
    answer = reader_client.post(edit_page(comment), {"text": "With a *typo*."})
    assert answer.headers["Location"] == f"{comment.get_absolute_url()}#c1"
    everyones = guest_client.get(comment.get_absolute_url()).content.decode()
    assert "With a <em>typo</em>." in everyones and "edited" in everyones
    assert "tpyo" not in everyones
    for client in (reader_client, moderator_client):
        assert "With a tpyo." in client.get(comment.get_absolute_url()).content.decode()


def test_the_author_of_the_story_does_not_read_what_it_said(
    author_client: Client, comment: Comment
) -> None:
    save_edit(comment.pk, "Other words.")
    assert "tpyo" not in author_client.get(comment.get_absolute_url()).content.decode()


@pytest.mark.parametrize("name", ["author", "other_author", "moderator", "guest"])
def test_nobody_else_edits_it(name: str, comment: Comment, request: pytest.FixtureRequest) -> None:
    client: Client = request.getfixturevalue(f"{name}_client")
    assert client.get(edit_page(comment)).status_code == 403
    assert client.post(edit_page(comment), {"text": "Mine."}).status_code == 403
    assert Comment.objects.get().body == "With a tpyo."


def test_after_half_an_hour_it_stays(reader_client: Client, comment: Comment) -> None:
    moment = comment.posted_at + EDIT_WINDOW
    with time_machine.travel(moment - timedelta(seconds=1), tick=False) as clock:
        assert reader_client.post(edit_page(comment), {"text": "In time."}).status_code == 302
        clock.move_to(moment)
        late = reader_client.post(edit_page(comment), {"text": "Too late."})
    assert late.status_code == 409
    page = late.content.decode()
    assert "can be edited for 30 minutes" in page and "Too late.</textarea>" in page
    assert Comment.objects.get().body == "In time."


def test_after_an_answer_it_stays(
    reader_client: Client, author: User, comment: Comment, make_comment: MakeComment
) -> None:
    make_comment("I see.", by=author, parent=comment)
    late = reader_client.post(edit_page(comment), {"text": "I never said so."})
    assert late.status_code == 409
    assert "I never said so.</textarea>" in late.content.decode()
    with pytest.raises(TooLate):
        save_edit(comment.pk, "I never said so.")


def test_an_answer_that_nobody_sees_does_not_keep_it(
    reader_client: Client, comment: Comment, make_comment: MakeComment
) -> None:
    moderating.hide(make_comment("Hm.", parent=comment), None)
    assert reader_client.post(edit_page(comment), {"text": "Mended."}).status_code == 302


@pytest.mark.parametrize("state", [State.HIDDEN, State.REJECTED])
def test_what_was_taken_out_is_not_rewritten(
    state: State, reader_client: Client, comment: Comment
) -> None:
    Comment.objects.update(state=state)
    assert reader_client.post(edit_page(comment), {"text": "Nicer."}).status_code == 409


def test_the_screens_look_at_the_new_words(comment: Comment) -> None:
    save_edit(comment.pk, "See www.example.org")
    assert state_of(comment) == State.HELD
    assert list(comment.findings.values_list("code", flat=True)) == ["links"]


def test_what_was_held_stays_so_whatever_it_says_then(make_comment: MakeComment) -> None:
    held = make_comment("See www.example.org")
    save_edit(held.pk, "See you.")
    assert state_of(held) == State.HELD


def test_the_same_words_again_are_no_edit(reader_client: Client, comment: Comment) -> None:
    reader_client.post(edit_page(comment), {"text": "With a tpyo."})
    kept = Comment.objects.get()
    assert kept.edited_at is None and not kept.revisions.exists()


@pytest.mark.parametrize("text", ["", " \n ", "x" * 10_001])
def test_words_that_cannot_be_are_given_back(
    text: str, reader_client: Client, comment: Comment
) -> None:
    answer = reader_client.post(edit_page(comment), {"text": text})
    assert answer.status_code == 422
    assert text.strip() in answer.content.decode()
    assert Comment.objects.get().body == "With a tpyo."


def test_a_preview_changes_nothing(reader_client: Client, comment: Comment) -> None:
    answer = reader_client.post(edit_page(comment), {"text": "*So*", "preview": "yes"})
    assert "<em>So</em>" in answer.content.decode()
    assert Comment.objects.get().body == "With a tpyo."


def test_a_guest_edits_with_the_address_they_were_given(
    guest_client: Client, make_comment: MakeComment
) -> None:
    mine, other = make_comment("Mine, tpyo.", by=None), make_comment("Other.", by=None)
    page = edit_page(mine)
    for token in ("", "x", "é", owner_token(other)):
        assert guest_client.get(page, {"owner": token}).status_code == 404
    token = owner_token(mine)
    assert "Mine, tpyo." in guest_client.get(page, {"owner": token}).content.decode()
    answer = guest_client.post(page, {"owner": token, "text": "Mine."})
    assert "Mine." in guest_client.get(answer.headers["Location"]).content.decode()


def test_a_members_comment_is_no_guests_whatever_they_have(
    guest_client: Client, comment: Comment
) -> None:
    assert guest_client.get(edit_page(comment), {"owner": owner_token(comment)}).status_code == 403


def test_words_for_a_comment_that_went_meanwhile_are_given_back(
    reader: User, reader_client: Client, author_client: Client, comment: Comment
) -> None:
    sent, here = {"text": "All that I\nwanted to say."}, {"origin": "http://testserver"}
    delete_comment(comment.pk, reader)
    assert reader_client.post(edit_page(comment), sent).status_code == 409
    as_another = author_client.post(edit_page(comment), sent, headers=here)
    signed_out = Client().post(edit_page(comment), sent, headers=here)
    Comment.objects.get().chapter.delete()
    gone = reader_client.post(edit_page(comment), sent, headers=here)
    assert [each.status_code for each in (as_another, signed_out, gone)] == [410, 403, 410]
    for answer in (as_another, signed_out, gone):
        assert "All that I\nwanted to say.</textarea>" in answer.content.decode()


def test_a_former_address_leads_on_with_the_words(reader_client: Client, comment: Comment) -> None:
    from serial.chapters.saving import set_slug

    former = edit_page(comment)
    set_slug(comment.chapter, "elsewhere")
    answer = reader_client.post(former, {"text": "Mended."}, follow=True)
    assert answer.status_code == 200 and Comment.objects.get().body == "Mended."
    assert answer.redirect_chain[0][1] == 308


def test_an_edit_as_long_ago_as_the_clock_says(comment: Comment) -> None:
    with time_machine.travel(timezone.now() + timedelta(minutes=5), tick=False):
        save_edit(comment.pk, "Later.")
        assert Comment.objects.get().edited_at == timezone.now()
        assert comment.revisions.get().replaced_at == timezone.now()
