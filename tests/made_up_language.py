"""A language in which every translated text is in brackets."""

import gettext

import pytest
from django.utils.translation import trans_real
from django.utils.translation.trans_real import CONTEXT_SEPARATOR

MADE_UP = "fr"


class MadeUpLanguage(gettext.NullTranslations):
    """Puts every translated text in brackets, so that untranslated text has none."""

    def gettext(self, message: str) -> str:
        # Django puts the context of a text, such as "the day of a list", before it.
        text = message.rpartition(CONTEXT_SEPARATOR)[2]
        return f"⟦{text}⟧" if text.strip() else text

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    def to_language(self) -> str:
        return MADE_UP


def speak_made_up_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """Members whose language is MADE_UP see it."""
    monkeypatch.setitem(trans_real._translations, MADE_UP, MadeUpLanguage())  # type: ignore[attr-defined]
