"""Authors reply with texts that they saved. Nobody else sees a saved text, or can change it."""

from http import HTTPStatus

from django.test import Client
from django.utils.html import escape

from accounts.models import User
from serial.comments.models.comment import BODY_MAX_LENGTH
from serial.desk.models import SavedReply
from serial.desk.models.saved_reply import MAX_SAVED_REPLIES
from tests.comments.conftest import MakeComment
from tests.desk.forms import form_fields

PAGE = "/desk/comments/saved-replies/"
TEXT = "Thank you! The next chapter comes on *Friday*."


def texts(user: User) -> list[str]:
    return [reply.text for reply in SavedReply.objects.by(user)]


def test_texts_are_saved_changed_and_deleted(author_client: Client, author: User) -> None:
    for _ in range(2):
        # The same text is saved once.
        assert author_client.post(PAGE, {"text": TEXT}).headers["Location"] == PAGE
    assert texts(author) == [TEXT]
    saved = SavedReply.objects.get()
    assert escape(TEXT) in author_client.get(PAGE).content.decode()
    author_client.post(f"{PAGE}{saved.pk}/", {"text": "Thank you!"})
    assert texts(author) == ["Thank you!"]
    for _ in range(2):
        assert author_client.post(f"{PAGE}{saved.pk}/delete/").headers["Location"] == PAGE
    assert texts(author) == []


def test_refused_text_comes_back_with_the_reason(author_client: Client, author: User) -> None:
    SavedReply.objects.bulk_create(
        SavedReply(user=author, text=f"Thanks, {number}.") for number in range(MAX_SAVED_REPLIES)
    )
    for text, reason in (
        ("\u200b", "Write the reply first."),
        ("x" * (BODY_MAX_LENGTH + 1), "Remove 1 character."),
        ("One more.", f"You have {MAX_SAVED_REPLIES} saved replies. Delete one"),
    ):
        response = author_client.post(PAGE, {"text": text})
        page = response.content.decode()
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY and reason in page
        assert form_fields(page)["text"] == [text]
    assert SavedReply.objects.count() == MAX_SAVED_REPLIES


def test_saved_reply_is_added_to_what_is_typed(
    author_client: Client, author: User, make_comment: MakeComment
) -> None:
    saved, url = SavedReply.objects.create(user=author, text=TEXT), reply_url(make_comment().pk)
    fields = form_fields(author_client.get(url).content.decode())
    for typed, expected in (("", TEXT), ("Dear Rosa,\n", f"Dear Rosa,\n\n{TEXT}")):
        response = author_client.post(url, {**fields, "text": typed, "insert": saved.pk})
        shown = form_fields(response.content.decode())
        assert shown["text"] == [expected] and shown["form_key"] == fields["form_key"]


def test_typed_text_is_saved_from_the_form_of_a_reply(
    author_client: Client, author: User, make_comment: MakeComment
) -> None:
    url = reply_url(make_comment().pk)
    fields = form_fields(author_client.get(url).content.decode())
    response = author_client.post(url, {**fields, "text": TEXT, "save_text": "1"})
    assert texts(author) == [TEXT] and "It is not posted yet." in response.content.decode()
    empty = author_client.post(url, {**fields, "text": " ", "save_text": "1"}).content.decode()
    assert texts(author) == [TEXT] and "Write the reply first." in empty
    # "Saved replies" without a script: the same form with the list.
    page = author_client.post(url, {**fields, "text": "Hm.", "show_saved": "1"}).content.decode()
    assert form_fields(page)["text"] == ["Hm."] and f'data-text="{escape(TEXT)}"' in page


def test_nobody_else_reaches_a_saved_reply(
    author_client: Client, author: User, other_author: User, make_comment: MakeComment
) -> None:
    theirs, comment = SavedReply.objects.create(user=other_author, text="Mine."), make_comment()
    fields = form_fields(author_client.get(reply_url(comment.pk)).content.decode())
    data = {**fields, "text": "Hm.", "insert": theirs.pk}
    page = author_client.post(reply_url(comment.pk), data).content.decode()
    assert "This saved reply was deleted." in page and form_fields(page)["text"] == ["Hm."]
    assert "Mine." not in author_client.get(PAGE).content.decode()
    for method, url in (("get", ""), ("post", ""), ("post", "delete/")):
        getattr(author_client, method)(f"{PAGE}{theirs.pk}/{url}", {"text": "Taken."})
    assert texts(other_author) == ["Mine."] and texts(author) == []


def reply_url(pk: int) -> str:
    return f"/desk/comments/{pk}/reply/"
