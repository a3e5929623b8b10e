"""Whatever comes of a comment that was sent, the answer has its text, and says what to do."""

from html import unescape

import pytest
from django.test import Client

from accounts.models import User
from serial.chapters.deleting import delete_chapter
from serial.chapters.models import Chapter
from serial.chapters.releasing import set_release
from serial.chapters.saving import set_slug
from serial.comments.models import Comment
from serial.comments.models.comment import BODY_MAX_LENGTH
from serial.stories.models import Story
from tests.comments.sending import discussion_of, opened, send
from tests.conftest import client_of

TEXT = 'All that I\nwanted to say: <b>"you & me"</b>.'
HERE = {"origin": "http://testserver"}


def has_it_all(page: str, text: str = TEXT) -> bool:
    return f"{text}</textarea>" in unescape(page)


def sent(client: Client, chapter: Chapter, **typed: str) -> dict[str, str]:
    return {**opened(client, chapter), "text": TEXT, **typed}


def test_signed_out_meanwhile(reader_client: Client, chapter: Chapter, reader: User) -> None:
    fields = sent(reader_client, chapter)
    reader_client.logout()
    address = f"{discussion_of(chapter)}write/"
    answer = reader_client.post(address, fields)
    page = answer.content.decode()
    assert answer.status_code == 403 and has_it_all(page)
    assert "You are signed out." in page and not Comment.objects.exists()
    form = answer.context["form"]
    shown = {name: str(form[name].value() or "") for name in form.fields}
    # Either of what it says to do works: as a guest, or signed in again.
    guest = reader_client.post(address, {**shown, "name": "Rosa"})
    assert guest.status_code == 302
    member = client_of(reader).post(address, {**sent(Client(), chapter), "text": "Again."})
    assert member.status_code == 302
    assert dict(Comment.objects.values_list("guest_name", "user")) == {
        "Rosa": None,
        "": reader.pk,
    }


@pytest.mark.parametrize("name", ["guest", "reader"])
def test_a_token_that_is_too_old(
    name: str, chapter: Chapter, reader: User, request: pytest.FixtureRequest
) -> None:
    client = Client(enforce_csrf_checks=True)
    if name == "reader":
        client.force_login(reader)
    fields = sent(client, chapter, csrfmiddlewaretoken="x" * 64)
    answer = client.post(f"{discussion_of(chapter)}write/", fields, headers=HERE)
    assert answer.status_code == 403 and has_it_all(answer.content.decode())
    assert not Comment.objects.exists()


def test_a_token_from_when_the_form_was_touched(chapter: Chapter) -> None:
    client = Client(enforce_csrf_checks=True)
    token = client.get("/comments/token/").json()
    typed = {"csrfmiddlewaretoken": token["csrf"], "form_key": token["form_key"], "name": "Gus"}
    answer = client.post(f"{discussion_of(chapter)}write/", {**typed, "text": TEXT})
    assert answer.status_code == 302 and Comment.objects.count() == 1


@pytest.mark.parametrize("name", ["guest", "reader"])
@pytest.mark.parametrize("what", ["chapter deleted", "story deleted", "withdrawn", "draft"])
def test_the_chapter_is_gone_meanwhile(
    what: str, name: str, chapter: Chapter, request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(f"{name}_client")
    fields = sent(client, chapter)
    if what == "chapter deleted":
        delete_chapter(chapter)
    elif what == "story deleted":
        chapter.story.soft_delete()
    elif what == "withdrawn":
        set_release(chapter, None)
    else:
        Story.objects.update(visibility="draft")
    answer = client.post(f"{discussion_of(chapter)}write/", fields, headers=HERE)
    page = answer.content.decode()
    assert answer.status_code == 410 and has_it_all(page) and "Copy your text" in page


def test_the_chapter_has_another_address_meanwhile(reader_client: Client, chapter: Chapter) -> None:
    fields, former = sent(reader_client, chapter), f"{discussion_of(chapter)}write/"
    set_slug(chapter, "elsewhere")
    answer = reader_client.post(former, fields, follow=True)
    assert answer.redirect_chain[0][1] == 308
    assert Comment.objects.get().body == TEXT


def test_too_long(reader_client: Client, chapter: Chapter) -> None:
    text = "x" * (BODY_MAX_LENGTH + 3)
    answer = send(reader_client, chapter, text)
    page = answer.content.decode()
    assert answer.status_code == 422 and has_it_all(page, text)
    assert "at most 10,000 characters. Remove 3 characters" in page
    assert send(reader_client, chapter, text[3:]).status_code == 302


def test_of_a_text_that_is_larger_than_the_site_reads_nothing_is_stored(
    reader_client: Client, chapter: Chapter
) -> None:
    assert send(reader_client, chapter, "x" * 1_100_000).status_code == 413
    answer = send(reader_client, chapter, "x" * 900_000)
    assert answer.status_code == 422 and has_it_all(answer.content.decode(), "x" * 900_000)
    assert not Comment.objects.exists()


@pytest.mark.parametrize("key", ["", "made-up", "x" * 5_000, "\x00", "é"])
def test_a_form_without_a_key(key: str, reader_client: Client, chapter: Chapter) -> None:
    answer = send(reader_client, chapter, TEXT, form_key=key)
    page = answer.content.decode()
    assert answer.status_code == 422 and has_it_all(page)
    assert "send it again" in page
    form = answer.context["form"]
    again = {name: str(form[name].value() or "") for name in form.fields}
    assert reader_client.post(f"{discussion_of(chapter)}write/", again).status_code == 302
    assert Comment.objects.get().body == TEXT


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": ""}, "This field is required."),
        ({"name": " "}, "This field is required."),
        ({"name": "x" * 61}, "at most 60 characters"),
        ({"name": "Gus", "email": "no address"}, "Enter a valid email address."),
    ],
)
def test_a_guest_who_left_something_out(
    typed: dict[str, str], says: str, guest_client: Client, chapter: Chapter
) -> None:
    answer = send(guest_client, chapter, TEXT, **typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and has_it_all(page) and says in page
    assert not Comment.objects.exists()


def test_nothing_but_white_space(reader_client: Client, chapter: Chapter) -> None:
    answer = send(reader_client, chapter, " \n\t ")
    assert answer.status_code == 422 and "Write your comment first." in answer.content.decode()


@pytest.mark.parametrize("field", ["reply_to", "paragraph"])
@pytest.mark.parametrize("given", ["x", "-1", "0", "9" * 30, "1.5"])
def test_hidden_fields_that_were_tampered_with(
    field: str, given: str, reader_client: Client, chapter: Chapter
) -> None:
    answer = send(reader_client, chapter, TEXT, **{field: given})
    page = answer.content.decode()
    assert answer.status_code == 422 and has_it_all(page) and "send it again" in page
    form = answer.context["form"]
    again = {name: str(form[name].value() or "") for name in form.fields}
    assert reader_client.post(f"{discussion_of(chapter)}write/", again).status_code == 302


def test_held_by_a_screen(reader_client: Client, chapter: Chapter) -> None:
    text = f"{TEXT} www.example.org"
    answer = send(reader_client, chapter, text)
    page = reader_client.get(answer.headers["Location"]).content.decode()
    assert "awaiting moderation" in page and "wanted to say" in page
    assert "wanted to say" in reader_client.get(discussion_of(chapter)).content.decode()


def test_a_preview_keeps_all_that_was_typed(guest_client: Client, chapter: Chapter) -> None:
    typed = {"name": "Gus", "email": "gus@example.net", "quote": "Some words.", "preview": "yes"}
    answer = send(guest_client, chapter, "*So* I say.", **typed)
    page = answer.content.decode()
    assert "<em>So</em> I say." in page and has_it_all(page, "*So* I say.")
    assert "gus@example.net" in page and "Some words." in page
    assert not Comment.objects.exists()
