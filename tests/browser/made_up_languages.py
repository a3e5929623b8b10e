"""Made-up translations of the site: longer texts, and texts from right to left."""

import gettext
from collections.abc import Callable

import pytest
from django.utils.translation import trans_real
from playwright.sync_api import Page
from pytest_django import Settings

from tests.browser.axe import set_width
from tests.browser.long_words import MEASURE

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


Speak = Callable[[str, str], None]


@pytest.fixture
def speak(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Speak:
    """Returns a function that makes a language the site's, which others are translated into."""

    def speak(code: str, words: str) -> None:
        settings.LANGUAGE_CODE = code
        monkeypatch.setitem(trans_real._translations, code, MadeUpLanguage(code, words))  # type: ignore[attr-defined]

    return speak


def measure(page: Page) -> str:
    """Returns what makes the page wider than the screen, at two widths."""
    results = []
    for width in (320, 1280):
        set_width(page, width)
        results.append(page.evaluate(MEASURE))
    return "".join(results)
