"""A rejected form shows the submitted text again, but only to the person who sent it."""

from html import unescape

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from serial.chapters.models import Chapter
from serial.web.middleware import request_size
from tests.conftest import PASSWORD, client_of
from tests.desk.forms import form_fields, open_form
from tests.rolling_back import try_each

SAME_ORIGIN = {"origin": "http://testserver"}
TYPED = {"body": "It was early.\n\nSo it was.", "title": "Dawn", "csrfmiddlewaretoken": "old"}


def change_url(chapter: Chapter) -> str:
    return f"/desk/chapters/chapter/{chapter.pk}/change/"


def csrf_client(user: User | None = None) -> Client:
    client = Client(enforce_csrf_checks=True)
    if user:
        client.force_login(user)
    return client


def test_form_with_an_old_csrf_token_can_be_sent_again(author: User, chapter: Chapter) -> None:
    client = csrf_client(author)
    data = {**open_form(client, change_url(chapter)), **TYPED}
    response = client.post(change_url(chapter), data, headers=SAME_ORIGIN)
    assert response.status_code == 403
    returned_fields = form_fields(response.content.decode())
    assert returned_fields["body"][0].splitlines() == TYPED["body"].splitlines()
    assert returned_fields["title"] == ["Dawn"]
    token = client.cookies["csrftoken"].value
    again = client.post(
        change_url(chapter), {**returned_fields, "csrfmiddlewaretoken": token}, headers=SAME_ORIGIN
    )
    assert again.status_code == 302
    assert Chapter.objects.get().title == "Dawn"


def test_form_sent_after_signing_out_shows_its_text(chapter: Chapter, author: User) -> None:
    client = Client()
    response = client.post(change_url(chapter), TYPED, headers=SAME_ORIGIN)
    page = response.content.decode()
    assert response.status_code == 403 and "You are signed out" in page
    assert "So it was." in page
    assert Chapter.objects.get().revision == 1


@try_each(
    "url",
    [
        "/admin/policies/policyversion/add/",
        "/accounts/write/",
        "/accounts/preferences/?as=page",
        "/report/copyright/ABCDEFGH/counter/",
    ],
)
def test_form_sent_to_any_page_after_signing_out_shows_its_text(url: str, db: None) -> None:
    response = Client().post(url, TYPED, headers=SAME_ORIGIN)
    page = response.content.decode()
    assert response.status_code == 403 and "You are signed out" in page and "So it was." in page
    # Another site learns nothing, and is sent to the sign-in page as before.
    elsewhere = Client().post(url, TYPED, headers={"origin": "https://evil.example"})
    assert elsewhere.status_code == 302 and "So it was." not in elsewhere.content.decode()


@try_each(
    "headers",
    [{}, {"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}],
)
def test_form_from_another_site_is_not_shown_again(
    headers: dict[str, str], author: User, chapter: Chapter
) -> None:
    for client in (csrf_client(author), Client()):
        response = client.post(change_url(chapter), TYPED, headers=headers)
        assert response.status_code == 403 and "It was early." not in response.content.decode()


def test_passwords_are_not_shown_again(db: None) -> None:
    data = {"login": "anna", "password": PASSWORD, "csrfmiddlewaretoken": "old"}
    response = csrf_client().post("/accounts/login/", data, headers=SAME_ORIGIN)
    page = response.content.decode()
    assert response.status_code == 403 and PASSWORD not in page and 'value="anna"' in page


def test_scripts_get_json(author: User, chapter: Chapter) -> None:
    headers = {**SAME_ORIGIN, "accept": "application/json"}
    for client, status in ((csrf_client(), 401), (csrf_client(author), 403)):
        response = client.post(change_url(chapter), TYPED, headers=headers)
        assert response.status_code == status and response.json()["image"]
    too_large = "x" * (65 * 1024 * 1024)
    response = client_of(author).post(change_url(chapter), {"body": too_large}, headers=headers)
    assert response.status_code == 413 and response.json()["image"]


def test_submitted_text_is_escaped(author: User, chapter: Chapter) -> None:
    response = csrf_client(author).post(
        change_url(chapter),
        {"body": "</textarea><script>x</script>\n\n", 'a"b': "c"},
        headers=SAME_ORIGIN,
    )
    assert "<script>x" not in response.content.decode()


def test_form_that_is_too_large_shows_its_text(
    chapter: Chapter, moderator: User, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.READER_REQUEST_MAX_BYTES = 1_000
    monkeypatch.setattr(request_size, "RETURNED_MAX_BYTES", 5_000)
    words = "It breaks rule 3 < 4.\n" * 50
    data = {"reason": "other", "words": words}
    url = f"/report/chapter/{chapter.pk}/"
    response = Client().post(url, data, headers=SAME_ORIGIN)
    page = response.content.decode()
    assert response.status_code == 413 and "Your text is too long" in page
    assert unescape(page).count("It breaks rule 3 < 4.") == 50
    assert "rule 3" not in Client().post(url, data).content.decode()
    too_much = {"words": words * 9}
    assert "rule 3" not in Client().post(url, too_much, headers=SAME_ORIGIN).content.decode()
    # Moderators save long lists.
    lists = {"rules": words, "action": "save"}
    page = client_of(moderator).post("/moderation/rules/words/new/", lists).content.decode()
    assert unescape(page).count("It breaks rule 3 < 4.") >= 50
