"""The About page shows the operator's text and contact."""

from django.test import Client
from pytest_django import Settings

from tests.reading.conftest import get_page


def test_about_page_shows_text_and_contact_of_the_operator(settings: Settings, db: None) -> None:
    settings.SITE_ABOUT = "We *like* fog.\n\nAnd lamps. <script>alert(1)</script>"
    settings.SITE_CONTACT = "us@example.org"
    page = get_page(Client(), "/about/")
    assert "<em>like</em>" in page and "alert(1)</script>" not in page
    assert 'href="mailto:us@example.org"' in page


def test_about_page_has_a_default_text(settings: Settings, db: None) -> None:
    settings.SITE_ABOUT = settings.SITE_CONTACT = ""
    page = get_page(Client(), "/about/")
    assert "publish stories in installments" in page and "Contact:" not in page


def test_pages_link_to_the_about_page(db: None) -> None:
    assert 'href="/about/"' in get_page(Client(), "/")
