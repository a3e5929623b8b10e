from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.mail.smtp_server import SmtpServer, running_smtp_server

COMPOSERS = {
    name: f"tests.mail.composers.{name}"
    for name in ("greet", "say_nothing", "fail", "announce", "say_zone")
}


@pytest.fixture
def smtp_server(settings: Settings) -> Iterator[SmtpServer]:
    """A mail server, which the site's emails go to."""
    with running_smtp_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


@pytest.fixture(autouse=True)
def mail_settings(settings: Settings) -> None:
    settings.EMAIL_COMPOSERS = COMPOSERS
    settings.UNSUBSCRIBE_SCOPES = {"greetings": "tests.mail.composers.GREETINGS"}
    settings.SITE_URL = "https://serial.example"
    settings.DEFAULT_FROM_EMAIL = "Serial <serial@serial.example>"
    settings.EMAIL_RETURN_ADDRESS = "return@serial.example"
