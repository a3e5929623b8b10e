"""Longer texts and texts from right to left break no page: two made-up translations of the site.

`make test` opens every second page in one of them, and `make test-long` all pages in both.
"""

import gettext
from collections.abc import Callable

import pytest
from django.utils.translation import trans_real
from playwright.sync_api import Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import Preferences, User
from tests.browser.cases import cases
from tests.browser.conftest import OpenPage
from tests.browser.long_words import MEASURE
from tests.browser.signing_in import sign_in
from tests.browser.test_accessibility import (
    COMMENT_URLS,
    GUEST_URLS,
    MEMBER_URLS,
    load_comments,
)
from tests.sampling import in_turns

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sweep]

LATIN = "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor "
HEBREW = "אבג דהוז חטי כלמנ סעפצ קרשת "


class MadeUpLanguage(gettext.NullTranslations):
    """Each text followed by words, at least 40 % of its length."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__()
        self.code, self.words = code, words

    def gettext(self, message: str) -> str:
        if not message.strip():
            return message
        length = max(2, len(message) * 2 // 5)
        return f"{message} {(self.words * (length // len(self.words) + 1))[:length].strip()}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        # The formats of dates are not texts.
        return message if "format" in context else self.gettext(message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return self.ngettext(msgid1, msgid2, n)

    def to_language(self) -> str:
        return self.code


@pytest.fixture
def speak(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    def speak(code: str, words: str) -> None:
        settings.LANGUAGE_CODE = code
        monkeypatch.setitem(trans_real._translations, code, MadeUpLanguage(code, words))  # type: ignore[attr-defined]

    return speak


def measure(page: Page) -> str:
    """Returns what makes the page wider than the screen, at two widths."""
    results = []
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 844})
        results.append(page.evaluate(MEASURE))
    return "".join(results)


# Hebrew is longer too, and the other way round.
@cases("code, words", ("he", HEBREW), long=[("de", LATIN)])
def test_no_page_is_wider_than_the_screen(
    code: str,
    words: str,
    speak: Callable[[str, str], None],
    live_server: LiveServer,
    open_page: OpenPage,
    author: User,
    reader: User,
) -> None:
    load_comments(author, reader)
    Preferences.objects.create(user=reader, language=code)
    speak(code, words)
    page = open_page(1280)
    results: dict[str, str] = {}
    for url in in_turns(GUEST_URLS + COMMENT_URLS, 1, 2):
        page.goto(live_server.url + url)
        assert words[:5] in page.content()
        assert page.evaluate("document.dir") == ("rtl" if code == "he" else "ltr")
        results[url] = measure(page)
    page.goto(f"{live_server.url}/stories/")
    sign_in(page, live_server.url, reader)
    for url in in_turns(MEMBER_URLS, 1, 2):
        page.goto(live_server.url + url)
        results[f"member {url}"] = measure(page)
    assert {url: found for url, found in results.items() if found} == {}
