"""The comment form cleans what was sent, and says what the next submission should have."""

import pytest
from django.http import QueryDict
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.models import Comment
from serial.comments.models.comment import NAME_MAX_LENGTH
from serial.comments.models.guest_email import EMAIL_MAX_LENGTH
from serial.comments.posting_form import KEY_PURPOSE
from serial.reading.comments.comment_form import CommentForm
from serial.web.public_forms.form_key import HiddenField, new_form_key
from tests.comments.conftest import MakeComment
from tests.comments.sending import comments_url, open_form, send


def test_all_invalid_hidden_fields_are_replaced_at_once(
    reader_client: Client, chapter: Chapter
) -> None:
    invalid = {"reply_to": "x", "paragraph": "-1", "form_key": "made up"}
    response = send(reader_client, chapter, "My words.", **invalid)
    assert response.status_code == 422
    assert response.content.decode().count("The form was incomplete.") == 1
    form = response.context["form"]
    assert (form["reply_to"].value(), form["paragraph"].value()) == ("", "")
    assert form["form_key"].value() not in ("", "made up")
    again = {name: str(form[name].value() or "") for name in form.fields}
    assert reader_client.post(f"{comments_url(chapter)}write/", again).status_code == 302
    assert Comment.objects.get().body == "My words."


def test_visible_error_is_shown_beside_the_error_about_the_form(
    guest_client: Client, chapter: Chapter
) -> None:
    page = send(guest_client, chapter, " ", reply_to="x", name="").content.decode()
    assert "The form was incomplete." in page
    # Each beside its field, and in the summary above the form.
    assert page.count("Write your comment first.") == page.count("Write your name.") == 2


def test_signed_out_member_is_not_asked_for_the_name_before_they_could_enter_it(
    reader_client: Client, chapter: Chapter
) -> None:
    fields = {**open_form(reader_client, chapter), "text": "My words."}
    reader_client.logout()
    response = reader_client.post(f"{comments_url(chapter)}write/", fields)
    page = response.content.decode()
    assert response.status_code == 403 and "You are signed out." in page
    assert "Write your name." not in page
    assert response.context["form"].fields["name"].required


@pytest.mark.parametrize("key", ["", "made up"])
def test_preview_needs_no_form_key(key: str, reader_client: Client, chapter: Chapter) -> None:
    response = send(reader_client, chapter, "*Words*", form_key=key, preview="yes")
    assert response.status_code == 200 and "<em>Words</em>" in response.content.decode()
    assert not Comment.objects.exists()


def test_preview_of_an_invalid_form_shows_its_errors(
    guest_client: Client, chapter: Chapter
) -> None:
    response = send(guest_client, chapter, "*Words*", name="", preview="yes")
    assert response.status_code == 422 and "<em>Words</em>" not in response.content.decode()


def test_previews_say_what_is_too_much_formatting(
    reader_client: Client, chapter: Chapter, make_comment: MakeComment
) -> None:
    body = "a[^" * 3_000
    warning = "This text has more formatting than a page can show, most of it links and footnotes."
    edit_url = f"{make_comment().get_absolute_url()}edit/"
    for response in (
        reader_client.post("/comments/preview/", {"text": body}),
        send(reader_client, chapter, body, preview="yes"),
        reader_client.post(edit_url, {"text": body, "preview": "yes"}),
    ):
        page = response.content.decode()
        assert page.count(warning) == 1 and page.count("a[^") >= 3_000
    page = reader_client.post("/comments/preview/", {"text": "a[^" * 100}).content.decode()
    assert warning not in page


@pytest.mark.parametrize("paragraph", ["999", "2147483647"])
def test_paragraph_that_never_was_in_the_chapter_is_ignored(
    paragraph: str, reader_client: Client, chapter: Chapter
) -> None:
    assert send(reader_client, chapter, "On what?", paragraph=paragraph).status_code == 302
    assert Comment.objects.get().paragraph is None


def test_refused_form_leaves_the_data_of_the_request_alone(
    reader_client: Client, author: User, chapter: Chapter, make_comment: MakeComment
) -> None:
    comments = reader_client.get(f"{comments_url(chapter)}write/").context["comments"]
    data = QueryDict(mutable=True)
    data.update({"text": "To nobody.", "reply_to": "99", "form_key": new_form_key(KEY_PURPOSE)})
    sent = data.copy()
    form = CommentForm(data, comments=comments)
    assert form.is_valid() and form.save(ip="") is None
    assert (form.status, data) == (410, sent) and form.data is data
    assert form["reply_to"].value() == "" and form["text"].value() == "To nobody."
    assert "does not exist" in str(form.non_field_errors())


def test_hidden_fields_are_the_ones_that_can_be_replaced(
    reader_client: Client, chapter: Chapter
) -> None:
    form = reader_client.get(f"{comments_url(chapter)}write/").context["form"]
    replaceable = {n for n, field in form.fields.items() if isinstance(field, HiddenField)}
    assert replaceable == {field.name for field in form.hidden_fields()}


def test_guests_need_no_email_address_and_members_have_one(
    guest_client: Client, reader_client: Client, chapter: Chapter
) -> None:
    for url in (chapter.get_absolute_url(), f"{comments_url(chapter)}write/"):
        [email] = LexborHTMLParser(guest_client.get(url).content).css("form [name=email]")
        assert "required" not in email.attributes and email.attributes["type"] == "email"
        assert email.attributes["maxlength"] == str(EMAIL_MAX_LENGTH)
        assert 'name="email"' not in reader_client.get(url).content.decode()


def test_form_under_a_chapter_takes_as_long_a_name_as_its_own_page(
    guest_client: Client, chapter: Chapter
) -> None:
    limits = set()
    for url in (chapter.get_absolute_url(), f"{comments_url(chapter)}write/"):
        [name] = LexborHTMLParser(guest_client.get(url).content).css("form input[name=name]")
        limits.add(name.attributes["maxlength"])
    assert limits == {str(NAME_MAX_LENGTH)}
