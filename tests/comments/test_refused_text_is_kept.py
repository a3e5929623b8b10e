"""When a comment cannot be posted, the response contains its text and message what to do."""

from html import unescape
from itertools import product

import pytest
from django.test import Client

from accounts.models import User
from serial.chapters.deleting import delete_chapter
from serial.chapters.models import Chapter
from serial.chapters.releases.releasing import set_release
from serial.chapters.saving import set_slug
from serial.comments.models import Comment
from serial.comments.models.comment import BODY_MAX_LENGTH
from serial.stories.models import Story
from tests.comments.sending import comments_url, open_form, send
from tests.conftest import client_of
from tests.rolling_back import rolled_back

TEXT = 'All that I\nwanted to say: <b>"you & me"</b>.'
HEADERS = {"origin": "http://testserver"}


def has_text(page: str, text: str = TEXT) -> bool:
    return f"{text}</textarea>" in unescape(page)


def fill_in(client: Client, chapter: Chapter, **typed: str) -> dict[str, str]:
    return {**open_form(client, chapter), "text": TEXT, **typed}


def test_member_was_signed_out_meanwhile(
    reader_client: Client, chapter: Chapter, reader: User
) -> None:
    fields = fill_in(reader_client, chapter)
    reader_client.logout()
    url = f"{comments_url(chapter)}write/"
    response = reader_client.post(url, fields)
    page = response.content.decode()
    assert response.status_code == 403 and has_text(page)
    assert "You are signed out." in page and not Comment.objects.exists()
    form = response.context["form"]
    fields_again = {name: str(form[name].value() or "") for name in form.fields}
    # Both ways out work: sending as a guest, or signing in again.
    guest = reader_client.post(url, {**fields_again, "name": "Rosa"})
    assert guest.status_code == 302
    member = client_of(reader).post(url, {**fill_in(Client(), chapter), "text": "Again."})
    assert member.status_code == 302
    assert dict(Comment.objects.values_list("guest_name", "user")) == {
        "Rosa": None,
        "": reader.pk,
    }


@pytest.mark.parametrize("name", ["guest", "reader"])
def test_csrf_token_is_too_old(
    name: str, chapter: Chapter, reader: User, request: pytest.FixtureRequest
) -> None:
    client = Client(enforce_csrf_checks=True)
    if name == "reader":
        client.force_login(reader)
    fields = fill_in(client, chapter, csrfmiddlewaretoken="x" * 64)
    response = client.post(f"{comments_url(chapter)}write/", fields, headers=HEADERS)
    assert response.status_code == 403 and has_text(response.content.decode())
    assert not Comment.objects.exists()


def test_csrf_token_fetched_on_first_input_is_accepted(chapter: Chapter) -> None:
    client = Client(enforce_csrf_checks=True)
    token = client.get("/comments/token/").json()
    typed = {"csrfmiddlewaretoken": token["csrf"], "form_key": token["form_key"], "name": "Gus"}
    response = client.post(f"{comments_url(chapter)}write/", {**typed, "text": TEXT})
    assert response.status_code == 302 and Comment.objects.count() == 1


def test_chapter_was_removed_meanwhile(
    chapter: Chapter, guest_client: Client, reader_client: Client
) -> None:
    for client in (guest_client, reader_client):
        fields = fill_in(client, chapter)
        for removal in ("chapter deleted", "story deleted", "unscheduled", "draft"):
            with rolled_back():
                remove(Chapter.objects.get(), removal)
                url = f"{comments_url(chapter)}write/"
                response = client.post(url, fields, headers=HEADERS)
                page = response.content.decode()
                assert response.status_code == 410 and has_text(page), removal
                assert "Copy your text" in page, removal


def remove(chapter: Chapter, removal: str) -> None:
    if removal == "chapter deleted":
        delete_chapter(chapter)
    elif removal == "story deleted":
        chapter.story.soft_delete()
    elif removal == "unscheduled":
        set_release(chapter, None)
    else:
        Story.objects.update(visibility="draft")


def test_chapter_slug_changed_meanwhile(reader_client: Client, chapter: Chapter) -> None:
    fields, former_url = fill_in(reader_client, chapter), f"{comments_url(chapter)}write/"
    set_slug(chapter, "elsewhere")
    response = reader_client.post(former_url, fields, follow=True)
    assert response.redirect_chain[0][1] == 308
    assert Comment.objects.get().body == TEXT


def test_text_is_too_long(reader_client: Client, chapter: Chapter) -> None:
    text = "x" * (BODY_MAX_LENGTH + 3)
    response = send(reader_client, chapter, text)
    page = response.content.decode()
    assert response.status_code == 422 and has_text(page, text)
    assert "at most 10,000 characters. Remove 3 characters" in page
    assert send(reader_client, chapter, text[3:]).status_code == 302


def test_request_that_is_too_large_stores_nothing(reader_client: Client, chapter: Chapter) -> None:
    assert send(reader_client, chapter, "x" * 1_100_000).status_code == 413
    response = send(reader_client, chapter, "x" * 900_000)
    assert response.status_code == 422 and has_text(response.content.decode(), "x" * 900_000)
    assert not Comment.objects.exists()


def test_invalid_form_key(reader_client: Client, chapter: Chapter) -> None:
    for key in ("", "made-up", "x" * 5_000, "\x00", "é"):
        with rolled_back():
            response = send(reader_client, chapter, TEXT, form_key=key)
            page = response.content.decode()
            assert response.status_code == 422 and has_text(page), key
            assert "send it again" in page, key
            form = response.context["form"]
            again = {name: str(form[name].value() or "") for name in form.fields}
            posted = reader_client.post(f"{comments_url(chapter)}write/", again)
            assert posted.status_code == 302, key
            assert Comment.objects.get().body == TEXT, key


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"name": ""}, "Write your name."),
        ({"name": " "}, "Write your name."),
        ({"name": "x" * 61}, "at most 60 characters"),
    ],
)
def test_guest_name_is_invalid(
    typed: dict[str, str], message: str, guest_client: Client, chapter: Chapter
) -> None:
    response = send(guest_client, chapter, TEXT, **typed)
    page = response.content.decode()
    assert response.status_code == 422 and has_text(page) and message in page
    assert not Comment.objects.exists()


def test_text_is_blank(reader_client: Client, chapter: Chapter) -> None:
    response = send(reader_client, chapter, " \n\t ")
    assert response.status_code == 422 and "Write your comment first." in response.content.decode()


def test_invalid_hidden_fields(reader_client: Client, chapter: Chapter) -> None:
    for field, value in product(("reply_to", "paragraph"), ("x", "-1", "0", "9" * 30, "1.5")):
        with rolled_back():
            response = send(reader_client, chapter, TEXT, **{field: value})
            page = response.content.decode()
            assert response.status_code == 422 and has_text(page), (field, value)
            assert "send it again" in page, (field, value)
            form = response.context["form"]
            again = {name: str(form[name].value() or "") for name in form.fields}
            posted = reader_client.post(f"{comments_url(chapter)}write/", again)
            assert posted.status_code == 302, (field, value)


def test_held_comment_is_visible_to_its_commenter(reader_client: Client, chapter: Chapter) -> None:
    text = f"{TEXT} www.example.org"
    response = send(reader_client, chapter, text)
    page = reader_client.get(response.headers["Location"]).content.decode()
    assert "awaiting moderation" in page and "wanted to say" in page
    assert "wanted to say" in reader_client.get(comments_url(chapter)).content.decode()


def test_preview_keeps_all_fields(guest_client: Client, chapter: Chapter) -> None:
    typed = {"name": "Gus the Guest", "quote": "Some words.", "preview": "yes"}
    response = send(guest_client, chapter, "*So* I say.", **typed)
    page = response.content.decode()
    assert "<em>So</em> I say." in page and has_text(page, "*So* I say.")
    assert "Gus the Guest" in page and "Some words." in page
    assert not Comment.objects.exists()
