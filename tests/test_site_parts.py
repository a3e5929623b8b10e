"""Parts of pages that are rendered once for each language."""

import pytest
from django.template import engines
from django.test import Client
from django.utils import translation

from tests.made_up_language import MADE_UP, speak_made_up_language

PARTS = [
    "layout/_footer_links.html",
    "layout/_account_menu_sections.html",
    "desk/writing/_toolbar_of_chapter.html",
    "desk/writing/_how_to.html",
    "desk/_find_and_replace.html",
    "desk/_paste_notice.html",
]


@pytest.mark.parametrize("part", PARTS)
def test_part_has_the_language_of_its_page(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    speak_made_up_language(monkeypatch)
    page = engines["django"].from_string(f'{{% site_part "{part}" %}}')
    shown = []
    for language in ("en", MADE_UP, "en"):
        with translation.override(language):
            shown.append(page.render({}))
    assert shown[0] == shown[2]
    assert "⟦" in shown[1] and "⟦" not in shown[0]


@pytest.mark.django_db
def test_page_has_the_urls_of_its_parts(guest_client: Client, reader_client: Client) -> None:
    guests, members = (
        client.get("/about/").content.decode() for client in (guest_client, reader_client)
    )
    for url in ("/stories/", "/terms/", "/rules/", "/privacy/", "/feed/"):
        assert f'href="{url}"' in guests and f'href="{url}"' in members
    assert 'href="/accounts/security/"' in members and "/accounts/security/" not in guests
