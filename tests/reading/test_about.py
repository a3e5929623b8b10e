"""The page about the site says what its operator wants it to."""

from django.test import Client
from pytest_django import Settings

from tests.reading.conftest import text


def test_what_the_operator_says(settings: Settings, db: None) -> None:
    settings.SITE_ABOUT = "We *like* fog.\n\nAnd lamps. <script>alert(1)</script>"
    settings.SITE_CONTACT = "us@example.org"
    page = text(Client(), "/about/")
    assert "<em>like</em>" in page and "alert(1)</script>" not in page
    assert 'href="mailto:us@example.org"' in page


def test_a_site_that_says_nothing_says_what_it_is(settings: Settings, db: None) -> None:
    settings.SITE_ABOUT = settings.SITE_CONTACT = ""
    page = text(Client(), "/about/")
    assert "publish stories in installments" in page and "Contact:" not in page


def test_every_page_leads_there(db: None) -> None:
    assert 'href="/about/"' in text(Client(), "/")
