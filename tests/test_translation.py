"""All text of the interface goes through gettext: a made-up language finds any that does not."""

import gettext
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import trans_real

from accounts.models import Preferences, User
from serial.stories.models import Story
from tests.conftest import MakeChapter

MADE_UP = "fr"
SAID = re.compile(r"⟦[^⟦⟧]*⟧")
READ_ALOUD = {"title", "placeholder", "alt", "aria-label"}
# What is the same in every language: names, and what people typed into these pages.
UNTRANSLATED = {"Serial", "anna", "example", "org", "ZZ", "UTC", "English"}
# Django's own admin leaves this one out.
UNTRANSLATED |= {"Search"}
LETTERS = re.compile(r"[^\W\d_]{2,}")


class MadeUpLanguage(gettext.NullTranslations):
    """Says every text in brackets, so that what was not asked for stands out."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧" if message.strip() else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return self.ngettext(msgid1, msgid2, n)

    def to_language(self) -> str:
        return MADE_UP


class Texts(HTMLParser):
    """What a page says, by eye or by ear."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"option", "script", "textarea", "style"}:
            self._skipped += 1
        self.found += [value for name, value in attrs if name in READ_ALOUD and value]

    def handle_endtag(self, tag: str) -> None:
        if tag in {"option", "script", "textarea", "style"}:
            self._skipped -= 1

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self.found.append(data)


def untranslated(html: str) -> Iterator[str]:
    parser = Texts()
    parser.feed(html)
    for text in parser.found:
        for word in LETTERS.findall(_not_said(text)):
            if word not in UNTRANSLATED and not word.startswith("ZZ"):
                yield f"{word!r} in {text.strip()!r}"


def _not_said(text: str) -> str:
    """What stands in no brackets, which may stand within each other."""
    rest = SAID.sub("", text)
    return rest if rest == text else _not_said(rest)


@pytest.fixture
def made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(trans_real._translations, MADE_UP, MadeUpLanguage())  # type: ignore[attr-defined]


GUESTS_PAGES = [
    *(
        "/",
        "/stories/",
        "/stories/zz/",
        "/read/zz/",
        "/read/zz/zz/",
        "/read/zz/chapter-2/",
        "/by/anna/",
        "/about/",
    ),
    *("/no/such/page/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"),
]
AUTHORS_PAGES = [
    *("/", "/read/zz/zz/", "/read/zz/chapter-2/", "/stories/zz/", "/accounts/"),
    *("/accounts/preferences/", "/accounts/write/", "/accounts/email/"),
    *("/desk/chapters/chapter/{pk}/revisions/", "/desk/chapters/chapter/"),
    *("/desk/chapters/chapter/calendar/", "/desk/chapters/chapter/calendar/?month=1999-01"),
    *("/desk/comments/", "/desk/stories/story/1/comments/"),
    "/desk/chapters/chapter/{pk}/comments/",
    *("/desk/chapters/chapter/add/", "/desk/stories/story/add/", "/desk/accounts/penname/add/"),
]


@pytest.fixture
def serial(make_chapter: MakeChapter, story: Story) -> Story:
    story.title, story.content_notes, story.comment_prompt = "ZZ", "ZZ", ""
    story.warnings = ["violence"]
    story.save_with_slug("zz")
    make_chapter("ZZ", title="ZZ", content_note="ZZ", note_before="ZZ", note_after="ZZ")
    make_chapter("ZZ", release_in=None)
    return story


@pytest.mark.parametrize("page", GUESTS_PAGES)
def test_guests_pages(page: str, serial: Story, made_up: None, guest_client: Client) -> None:
    with translation.override(MADE_UP):
        html = guest_client.get(page).content.decode()
    assert list(untranslated(html)) == []


@pytest.mark.parametrize("page", AUTHORS_PAGES)
def test_authors_pages(
    page: str, serial: Story, made_up: None, author: User, author_client: Client
) -> None:
    Preferences.objects.create(user=author, language=MADE_UP)
    page = page.format(pk=serial.chapters.first().pk)  # type: ignore[union-attr]
    html = author_client.get(page).content.decode()
    assert list(untranslated(html)) == []


@pytest.mark.parametrize(
    "given",
    [
        {"action": "revert_selected_to_draft"},
        {"action": "move_selected_to_part"},
        {"action": "schedule_selected"},
        {"action": "schedule_selected", "stage": "show", "every": "x"},
        {
            **{"action": "schedule_selected", "stage": "show", "every": "0"},
            **{"first_day": "2199-01-01", "at": "01:30"},
        },
        {
            **{"action": "schedule_selected", "stage": "show", "every": "0"},
            **{"first_day": "2026-11-01", "at": "01:30"},
        },
    ],
)
def test_pages_that_ask_before_doing(
    given: dict[str, str], serial: Story, made_up: None, author: User, author_client: Client
) -> None:
    Preferences.objects.create(user=author, language=MADE_UP, time_zone="Canada/Atlantic")
    chosen = [chapter.pk for chapter in serial.chapters.all()]
    data = {**given, "_selected_action": chosen}
    html = author_client.post("/desk/chapters/chapter/", data).content.decode()
    assert list(untranslated(html)) == []
