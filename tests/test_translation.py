"""All interface text is translated: a made-up language shows any text that is not."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.utils import translation

from accounts.models import Preferences, User
from serial.desk.stories.story_tabs import SETTINGS_TABS
from serial.stories.models import Story
from tests.conftest import MakeChapter
from tests.made_up_language import MADE_UP, speak_made_up_language
from tests.rolling_back import try_each
from tests.sampling import share

TRANSLATED = re.compile(r"⟦[^⟦⟧]*⟧")
TEXT_ATTRIBUTES = {"title", "placeholder", "alt", "aria-label"}
# Texts that are the same in every language: names, and user content on these pages.
UNTRANSLATED = {"Serial", "anna", "example", "org", "ZZ", "UTC", "English"}
# File formats.
UNTRANSLATED |= {"EPUB", "PDF", "HTML", "Markdown"}
# Part of a URL.
UNTRANSLATED |= {"members"}
# Django's admin does not translate this text.
UNTRANSLATED |= {"Search"}
LETTERS = re.compile(r"[^\W\d_]{2,}")


class Texts(HTMLParser):
    """Collects the visible texts and text attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"option", "script", "textarea", "style"}:
            self._skipped += 1
        self.texts += [value for name, value in attrs if name in TEXT_ATTRIBUTES and value]

    def handle_endtag(self, tag: str) -> None:
        if tag in {"option", "script", "textarea", "style"}:
            self._skipped -= 1

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self.texts.append(data)


def untranslated(html: str) -> Iterator[str]:
    parser = Texts()
    parser.feed(html)
    for text in parser.texts:
        for word in LETTERS.findall(_outside_brackets(text)):
            if word not in UNTRANSLATED and not word.startswith("ZZ"):
                yield f"{word!r} in {text.strip()!r}"


def _outside_brackets(text: str) -> str:
    """Returns the text outside of brackets, which may be nested."""
    rest = TRANSLATED.sub("", text)
    return rest if rest == text else _outside_brackets(rest)


@pytest.fixture
def made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    speak_made_up_language(monkeypatch)


SEARCHES = ("q=ZZ", "q=ZZ&notes=on&titles=on&content_notes=on&replace=ZZZZ&preview=1", "q=%00")
GUEST_URLS = [
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
AUTHOR_URLS = [
    *(f"/desk/stories/story/1/search/?{query}" for query in SEARCHES),
    *("/", "/read/zz/zz/", "/read/zz/chapter-2/", "/stories/zz/", "/accounts/"),
    *("/accounts/preferences/", "/accounts/write/", "/accounts/email/"),
    *("/accounts/security/", "/accounts/profile/", "/accounts/comments/drafts/"),
    *("/desk/chapters/chapter/{pk}/revisions/", "/desk/chapters/chapter/{pk}/menu/"),
    "/desk/stories/story/1/change/",
    *(f"/desk/stories/story/1/{name}/" for name in SETTINGS_TABS),
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


def test_guest_pages_are_translated(serial: Story, made_up: None, guest_client: Client) -> None:
    with translation.override(MADE_UP):
        for url in share(GUEST_URLS, 0, 2):
            html = guest_client.get(url).content.decode()
            assert list(untranslated(html)) == [], url


def test_author_pages_are_translated(
    serial: Story, made_up: None, author: User, author_client: Client
) -> None:
    Preferences.objects.create(user=author, language=MADE_UP)
    pk = serial.chapters.order_by("pk").values_list("pk", flat=True)[0]
    for url in share(AUTHOR_URLS, 0, 3):
        html = author_client.get(url.format(pk=pk)).content.decode()
        assert list(untranslated(html)) == [], url


@try_each(
    "data",
    [
        {"action": "revert_selected_to_draft"},
        {"action": "move_selected_to_part"},
        {"action": "move_selected_to_story"},
        {"action": "publish_selected"},
        {"action": "schedule_selected"},
        {"action": "schedule_selected", "stage": "show", "interval_days": "x"},
        {
            **{"action": "schedule_selected", "stage": "show", "interval_days": "0"},
            **{"first_day": "2199-01-01", "time": "01:30"},
        },
        {
            **{"action": "schedule_selected", "stage": "show", "interval_days": "0"},
            **{"first_day": "2026-11-01", "time": "01:30"},
        },
    ],
)
def test_confirmation_pages_are_translated(
    data: dict[str, str], serial: Story, made_up: None, author: User, author_client: Client
) -> None:
    Preferences.objects.create(user=author, language=MADE_UP, time_zone="Canada/Atlantic")
    pks = [chapter.pk for chapter in serial.chapters.all()]
    form_data = {**data, "_selected_action": pks}
    html = author_client.post("/desk/chapters/chapter/", form_data).content.decode()
    assert list(untranslated(html)) == []
