"""An error of the site: what the visitor, shared caches, the log and the operator get."""

import pytest
from django.core.mail import EmailMessage
from django.db import IntegrityError
from django.test import Client
from pytest_django import Settings

from serial.web.logs import LogFormatter

pytestmark = pytest.mark.django_db
PRIVATE = "/?q=secret-of-the-visitor"


@pytest.fixture
def failing_client(monkeypatch: pytest.MonkeyPatch) -> Client:
    """The home page has an error."""

    def fail(*_arguments: object) -> None:
        words = "typed by a person"
        try:
            # A message as PostgreSQL writes it.
            raise ValueError(
                f"duplicate key\nDETAIL:  Key (name)=({words}\nsecret) already exists."
            )
        except ValueError as error:
            raise IntegrityError(str(error)) from error

    monkeypatch.setattr("serial.reading.home.home_page.load_home_rows", fail)
    client = Client(headers={"cookie": "csrftoken=secret-token"})
    client.raise_request_exception = False
    return client


def test_page_has_the_id_of_the_request_and_is_not_cached(failing_client: Client) -> None:
    response = failing_client.get(PRIVATE)
    assert response.status_code == 500
    assert response.headers["Cache-Control"] == "no-store"
    assert f"number of the request: {response.headers['X-Request-ID']}" in response.content.decode()


@pytest.mark.parametrize(
    ("proxies", "given", "is_taken"),
    [(1, "abcdef-0123456789", True), (0, "abcdef-0123456789", False), (1, "x y<z>", False)],
)
def test_id_of_the_request_is_taken_from_the_operators_proxy(
    proxies: int, given: str, is_taken: bool, guest_client: Client, settings: Settings
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    for url in ("/about/", "/no/such/page/"):
        request_id = guest_client.get(url, headers={"x-request-id": given}).headers["X-Request-ID"]
        assert (request_id == given) == is_taken and len(request_id) >= 8


def test_admins_get_the_traceback_and_nothing_private(
    failing_client: Client, settings: Settings, mailoutbox: list[EmailMessage]
) -> None:
    settings.ADMINS = [("olga@example.org", "olga@example.org")]
    failing_client.get(PRIVATE)
    (email,) = mailoutbox
    assert email.to == ["olga@example.org"]
    assert "IntegrityError: duplicate key" in str(email.body) and "Traceback" in str(email.body)
    for private in ("secret", "typed by a person", "127.0.0.1"):
        assert private not in f"{email.subject} {email.body}"


def test_log_has_the_traceback_without_the_values_of_the_row(
    failing_client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    failing_client.get(PRIVATE)
    (record,) = [record for record in caplog.records if record.exc_info]
    line = LogFormatter("%(message)s").format(record)
    assert line.count("duplicate key") == 2 and "direct cause" in line
    assert "typed by a person" not in line and "secret" not in line
