"""A form that cannot be taken gives back what was typed, to the person who typed it alone."""

import pytest
from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from tests.conftest import PASSWORD, client_of
from tests.desk.forms import form_fields, open_form

HERE = {"origin": "http://testserver"}
TYPED = {"body": "It was early.\n\nSo it was.", "title": "Dawn", "csrfmiddlewaretoken": "old"}


def change(chapter: Chapter) -> str:
    return f"/desk/chapters/chapter/{chapter.pk}/change/"


def strict(user: User | None = None) -> Client:
    client = Client(enforce_csrf_checks=True)
    if user:
        client.force_login(user)
    return client


def test_a_token_that_is_too_old(author: User, chapter: Chapter) -> None:
    client = strict(author)
    data = {**open_form(client, change(chapter)), **TYPED}
    answer = client.post(change(chapter), data, headers=HERE)
    assert answer.status_code == 403
    given_back = form_fields(answer.content.decode())
    assert given_back["body"][0].splitlines() == TYPED["body"].splitlines()
    assert given_back["title"] == ["Dawn"]
    token = client.cookies["csrftoken"].value
    again = client.post(change(chapter), {**given_back, "csrfmiddlewaretoken": token}, headers=HERE)
    assert again.status_code == 302
    assert Chapter.objects.get().title == "Dawn"


def test_a_session_that_has_ended(chapter: Chapter, author: User) -> None:
    client = Client()
    answer = client.post(change(chapter), TYPED, headers=HERE)
    page = answer.content.decode()
    assert answer.status_code == 403 and "You are signed out" in page
    assert "So it was." in page
    assert Chapter.objects.get().revision == 1


@pytest.mark.parametrize(
    "headers",
    [{}, {"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}],
)
def test_what_another_site_sent_is_not_offered_to_be_sent(
    headers: dict[str, str], author: User, chapter: Chapter
) -> None:
    for client in (strict(author), Client()):
        answer = client.post(change(chapter), TYPED, headers=headers)
        assert answer.status_code == 403 and "It was early." not in answer.content.decode()


def test_passwords_are_never_shown(db: None) -> None:
    data = {"login": "anna", "password": PASSWORD, "csrfmiddlewaretoken": "old"}
    answer = strict().post("/accounts/login/", data, headers=HERE)
    page = answer.content.decode()
    assert answer.status_code == 403 and PASSWORD not in page and 'value="anna"' in page


def test_scripts_are_answered_in_their_own_form(author: User, chapter: Chapter) -> None:
    asks = {**HERE, "accept": "application/json"}
    for client, status in ((strict(), 401), (strict(author), 403)):
        answer = client.post(change(chapter), TYPED, headers=asks)
        assert answer.status_code == status and answer.json()["image"]
    too_large = "x" * (65 * 1024 * 1024)
    answer = client_of(author).post(change(chapter), {"body": too_large}, headers=asks)
    assert answer.status_code == 413 and answer.json()["image"]


def test_what_is_typed_is_shown_as_text(author: User, chapter: Chapter) -> None:
    answer = strict(author).post(
        change(chapter), {"body": "</textarea><script>x</script>\n\n", 'a"b': "c"}, headers=HERE
    )
    assert "<script>x" not in answer.content.decode()
