"""No cached page stays as it was when something changes that it shows.

What a page shows is found by rendering it: every column of the database that its queries mention
is changed, and the page is requested with a cache that makes again all that it has, and compares.
"""

import os
import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.dummy import DummyCache
from django.core.cache.backends.locmem import LocMemCache
from django.db import connection, models, transaction
from django.test import Client, override_settings
from django.utils import timezone

from accounts.models import MemberProfile, PenName, Preferences, User
from serial.chapters.models import Chapter
from serial.chapters.saving import SaveInfo, save_text
from serial.chapters.texts import ChapterText
from serial.comments import moderating
from serial.comments.feedback_pause import pause_feedback
from serial.comments.models import Comment, StoryCommentSettings
from serial.comments.muting import mute
from serial.comments.reactions import set_kudos, set_like
from serial.policies.models import PolicyVersion
from serial.reading.home import rows
from serial.stories.choices import FeedText, Rating, Role, Status, TagKind
from serial.stories.crediting import add_credit
from serial.stories.models import Announcement, Credit, FeaturedStory, Part, Story, StoryNote
from serial.stories.tagging import set_tags
from serial.web.page_cache import get_or_make
from tests.comments.conftest import MakeComment, make_comment
from tests.conftest import MakeChapter, MakeStory, make_user, pen_name_of
from tests.policies.publishing import publish_version
from tests.reading.columns import all_columns, name_of, other_values, write
from tests.sampling import QUICK, share

__all__ = ["make_comment"]

STORY, CHAPTER = "/stories/the-fire/", "/read/the-fire/one/"
# The cached pages, and the least number of columns that change each.
CACHED_PAGES = {
    "/": 34,
    "/continue-reading/?at=the-fire/two&at=the-well/deep": 28,
    "/feed/": 18,
    "/stories/?rating=teen&sort=title": 22,
    "/tags/genre/horror/": 24,
    "/by/anna/": 24,
    "/by/anna/feed/": 18,
    "/tags/genre/horror/feed/": 18,
    "/members/rosa/": 9,
    STORY: 30,
    f"{STORY}feed/": 15,
    f"{STORY}announcements/": 12,
    f"{STORY}announcements/7/": 14,
    "/stories/the-well/": 7,
    "/stories/the-well/?mature=yes": 30,
    CHAPTER: 30,
    "/read/the-well/deep/": 10,
    # It shows settings, and counts.
    "/about/": 5,
    "/terms/": 4,
    "/terms/versions/": 3,
    "/terms/versions/2/changes/": 2,
    # The text of the software.
    "/privacy/": 0,
    f"{CHAPTER}comments/": 36,
    f"{CHAPTER}comments/?as=fragment": 32,
    f"{CHAPTER}comments/1/": 32,
}
LISTS_OF_CHAPTERS = {"/", STORY, "/feed/", f"{STORY}feed/"}
SETTINGS_OF_PAGES = {
    "/about/": ("SITE_ABOUT", "SITE_CONTACT"),
    "/privacy/": ("SITE_OPERATOR", "GUEST_COMMENTS"),
}
CRAWLERS = ("SEARCH_ENGINES", "AI_CRAWLERS")
# Pages of each kind.
ANY_PAGES = {"/", "/about/", CHAPTER, f"{CHAPTER}comments/"}
# Her own stories open for the author without the age gate, and feeds are the same for everybody.
GUEST_PAGES = {
    *("/feed/", "/by/anna/feed/", "/tags/genre/horror/feed/", f"{STORY}feed/"),
    "/stories/the-well/",
}
# What may be read while a page is made: a version stands for it, or it becomes a value of the key.
VERSIONED_COLUMNS = {("chapters_chapter", "id"), ("chapters_chapter", "paragraph_history")}
VALUES_OF_KEYS = {"commenters"}
WHOLE_PAGE = re.compile(r"\.html:|^feed:")
# Parts that depend on nothing but what is in every key.
SITE_PART = "site-part:"
CSRF_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')
SENT_HEADERS = ("Location", "X-Robots-Tag", "TDM-Reservation")
# "table" U0, and U0."column" or "table"."column".
TABLE_ALIAS = re.compile(r'"(?P<table>\w+)" (?P<alias>[A-Z]+\d+)\b')
COLUMN = re.compile(r'(?:"|\b)(?P<table>\w+)"?\."(?P<column>\w+)"')


@pytest.fixture
def site(
    make_story: MakeStory,
    make_chapter: MakeChapter,
    make_comment: MakeComment,
    author: User,
    other_author: User,
    reader: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A site on which every kind of row exists that a cached page shows."""
    fields = {"summary": "A fire.", "rating": Rating.TEEN, "warnings": ["violence", "death"]}
    fields |= {"content_notes": "a moth", "cover": "covers/fire.png", "cover_alt": "A fire"}
    fields |= {"comment_prompt": "And?", "copyright_line": "CC0", "feed_text": FeedText.FULL}
    fire = make_story("The Fire", **fields)
    well = make_story("The Well", rating=Rating.MATURE, warnings=["abuse"], content_notes="eels")
    PenName.objects.filter(user=author).update(
        picture="people/anna.png", picture_alt="Anna", biography_html="<p>Writes.</p>"
    )
    # One story is enough for a shelf.
    monkeypatch.setattr(rows, "SHELF_SIZE", 1)
    FeaturedStory.objects.create(story=fire)
    for story in (fire, well):
        credit = add_credit(story, pen_name_of(other_author), Role.EDITOR, by=author)
        Credit.objects.filter(pk=credit.pk).update(accepted_at=timezone.now())
        set_tags(story, {TagKind.GENRE: ["Horror"], TagKind.FREEFORM: ["lamps"]})
        StoryCommentSettings.objects.create(story=story, closes_after_days=1)
    body = "The first paragraph.\n\nThe second paragraph.\n\nThe third paragraph."
    notes = {"note_before": "Before.", "note_after": "After.", "content_note": "moths"}
    one = make_chapter(body, story=fire, title="One", **notes)
    make_chapter(story=fire, title="Two")
    make_chapter(story=fire, title="Three")
    make_chapter(story=fire, title="Four", release_in=timedelta(hours=1))
    make_chapter(story=well, title="Deep")
    Story.objects.filter(pk=well.pk).update(status=Status.COMPLETE)
    Chapter.objects.filter(story=fire).update(part=Part.objects.create(story=fire, title="I"))
    StoryNote.objects.create(
        story=fire,
        body="A note.",
        body_html="<p>A note.</p>",
        ends_at=timezone.now() + timedelta(days=9),
    )
    for pk in (6, 7):
        Announcement.objects.create(
            pk=pk,
            story=fire,
            title="News",
            body="It is.",
            body_html="<p>It is.</p>",
            published_at=timezone.now(),
            edited_at=timezone.now(),
        )
    muted = make_user("mute")
    first = make_comment("Good.", chapter=one, by=reader, paragraph=1, quote="first")
    make_comment("Thanks.", chapter=one, by=author, parent=first)
    make_comment("Hm.", chapter=one, by=muted, paragraph=3)
    make_comment("Well done.", chapter=one, by=other_author)
    guest_comment = make_comment("Nice.", chapter=one, by=None)
    moderating.approve(guest_comment, author)
    moderating.pin(Comment.objects.get(pk=first.pk), True, author)
    set_like(first, author, given=True)
    set_kudos(one, reader, "", given=True)
    for owner in (reader, author):
        mute(owner, muted, "mute")
    pause_feedback(other_author)
    MemberProfile.objects.create(
        user=reader, is_public=True, name="Rosa", about="x", about_html="<p>Reads.</p>"
    )
    MemberProfile.objects.filter(user=reader).update(picture="members/rosa.jpg")
    PenName.objects.create(user=reader, name="Rose", slug="rose", is_on_profile=True)
    for user in (reader, author):
        Preferences.objects.create(user=user)
    publish_version("Be kind.", summary="The first.")
    publish_version("Be very kind.", summary="The second.")
    # Its comment is orphaned: the page shows it after the paragraph that stood before.
    one.refresh_from_db()
    without_third = ChapterText(title="One", body=body.rpartition("\n\n")[0], **notes)
    save_text(one, without_third, SaveInfo(by=author), based_on=one.revision)


class Missed(BaseException):
    """Ends a request when it looks for a whole page that is not in the cache.

    Not of a page that contains parts which have a key of their own: those are compared.
    """


class CheckingCache(LocMemCache):
    """Once it is filled, has everything made again, and compares that with what it has."""

    def __init__(self) -> None:
        options = {"TIMEOUT": None, "OPTIONS": {"MAX_ENTRIES": 1_000_000}}
        super().__init__(f"pages-{uuid4()}", options)
        self.is_filled = False
        self.has_parts = False
        # What the current request looked for: its key, and whether it was found.
        self.lookups: list[tuple[str, bool]] = []
        # What it found and did not make again in the same way.
        self.differing: dict[str, Any] = {}
        # What is being made, the outermost first.
        self.making: list[str] = []

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        value = super().get(key, default, version)
        self.lookups.append((key, value is not None))
        if not self.is_filled:
            self.making += [key] if value is None else []
            return value
        if value is not None:
            self.differing[key] = value
        elif WHOLE_PAGE.search(key) and not self.has_parts:
            raise Missed
        return default

    def set(self, key: str, value: Any, *args: Any, **kwargs: Any) -> None:
        if key in self.making:
            self.making.remove(key)
        if key not in self.differing:
            super().set(key, value, *args, **kwargs)
        elif self.differing[key] == value:
            del self.differing[key]


@dataclass
class Viewer:
    """Requests pages as one person, with the cache or without any."""

    client: Client
    pages: list[str]
    # Each column with this step is tried, on one of so many parts of the pages.
    step: int
    parts: int
    cache: CheckingCache = field(default_factory=CheckingCache)
    no_cache: DummyCache = field(default_factory=lambda: DummyCache("", {}))
    # While they are made, parts of them are looked for.
    pages_with_parts: set[str] = field(default_factory=set)

    def get(self, url: str, *, cached: bool = True) -> bytes:
        """Returns the page without the CSRF token. Undoes what the request wrote."""
        caches["pages"] = self.cache if cached else self.no_cache
        self.cache.lookups.clear()
        self.cache.differing.clear()
        self.cache.making.clear()
        self.cache.has_parts = url in self.pages_with_parts
        # A new client for each request: the site may delete the cookie of the session.
        client = Client()
        client.handler = self.client.handler
        client.cookies.load(self.client.cookies.output(header=""))
        with rolled_back():
            response = client.get(url)
        headers = [response.headers.get(name, "") for name in SENT_HEADERS]
        start = " ".join([str(response.status_code), *headers]).encode()
        return start + CSRF_TOKEN.sub(b"", response.content)


@contextmanager
def rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


# Each of every so many columns is tried on one of so many parts of the pages that read it; the next
# value, and the next column, on the next part. The author sees what guests see, and some more.
VIEWERS = [
    pytest.param(("guest", 1, 2), id="guest"),
    pytest.param(("author", 2, 8), id="author", marks=pytest.mark.extended),
    pytest.param(("guest", 1, 1), id="guest, all pages", marks=pytest.mark.long),
    pytest.param(("author", 1, 1), id="author, all pages", marks=pytest.mark.long),
]


@pytest.fixture(params=VIEWERS)
def viewer(request: pytest.FixtureRequest, site: None) -> Iterator[Viewer]:
    caches_before = caches["pages"]
    person, step, parts = request.param
    hidden = GUEST_PAGES if person == "author" else set()
    pages = [page for page in CACHED_PAGES if page not in hidden]
    client = request.getfixturevalue(f"{person}_client")
    viewer = Viewer(client, pages, step, 8 if QUICK else parts)
    for page in pages:
        # The second request of a member's comments writes no ReadMarker.
        viewer.client.get(page)
    yield viewer
    caches["pages"] = caches_before


class Page(NamedTuple):
    url: str
    content: bytes
    # (table, column) of each column that its queries mention.
    columns: set[tuple[str, str]]

    def reads(self, column: models.Field[Any, Any]) -> bool:
        return (column.model._meta.db_table, column.column) in self.columns


def warm_up(viewer: Viewer) -> list[Page]:
    """Requests each page with and without the cache, and records the queries."""
    pages = []
    for url in viewer.pages:
        queries: list[str] = []

        def record(execute: Any, sql: str, *args: Any, queries: list[str] = queries) -> Any:
            queries.append(sql)
            return execute(sql, *args)

        with connection.execute_wrapper(record):
            content = viewer.get(url, cached=False)
        assert content.startswith(b"200 "), url
        with connection.execute_wrapper(partial(refuse_query_while_making, viewer.cache, url)):
            assert viewer.get(url) == content, url
        keys = [key for key, _found in viewer.cache.lookups if not key.startswith(SITE_PART)]
        if any(map(WHOLE_PAGE.search, keys[:-1])):
            viewer.pages_with_parts.add(url)
        assert viewer.get(url) == content, url
        assert viewer.cache.lookups and all(found for _key, found in viewer.cache.lookups), url
        pages.append(Page(url, content, {name for sql in queries for name in columns_of(sql)}))
    viewer.cache.is_filled = True
    return pages


def refuse_query_while_making(
    cache: CheckingCache, url: str, execute: Any, sql: str, *args: Any
) -> Any:
    """What a query returns while a page is made cannot be among the values of its key."""
    names = {key.rpartition(":")[0] for key in cache.making}
    if names - VALUES_OF_KEYS:
        assert set(columns_of(sql)) <= VERSIONED_COLUMNS, (url, names, sql)
    return execute(sql, *args)


def columns_of(sql: str) -> Iterator[tuple[str, str]]:
    tables = {alias: table for table, alias in TABLE_ALIAS.findall(sql)}
    for table, column in COLUMN.findall(sql):
        yield tables.get(table, table), column


@dataclass
class Outcome:
    """What changed each page, and the changes after which the cached page was an old one."""

    shown: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    stale: list[str] = field(default_factory=list)

    def check(self, viewer: Viewer, page: Page, change: str) -> None:
        try:
            is_shown = viewer.get(page.url) != page.content
        except Missed:
            # The page would be made again: nothing of it would be old.
            is_shown = True
        else:
            if viewer.cache.differing:
                self.stale.append(f"{page.url} after a change of {change}")
        if is_shown:
            self.shown[page.url].add(change)


def test_page_changes_with_all_that_it_shows(viewer: Viewer) -> None:
    pages = warm_up(viewer)
    check_columns(viewer, pages)
    check_settings(viewer, pages)
    check_clock(viewer, pages, hours=2, changed=LISTS_OF_CHAPTERS)
    check_clock(viewer, pages, hours=48, changed={CHAPTER, f"{CHAPTER}comments/"})


def check_columns(viewer: Viewer, pages: list[Page]) -> None:
    """Changes each column. In the core tests, for one person."""
    outcome = Outcome()
    columns = share(all_columns()[:: viewer.step], "/feed/" in viewer.pages, 6)
    for turn, column in enumerate(columns):
        name = name_of(column)
        reading = [page for page in pages if page.reads(column)]
        if reading == pages and column.model not in (Story, Credit, PolicyVersion):
            # It is read with the member, before the views, which all treat it alike.
            reading = [page for page in pages if page.url in ANY_PAGES]
        parts = min(viewer.parts, len(reading) or 1)
        for number, values in enumerate(other_values(column, name), start=turn):
            tried = reading[number % parts :: parts]
            unchanged = [page for page in tried if name not in outcome.shown[page.url]]
            check_change(outcome, viewer, unchanged, column, name, values)
    assert not outcome.stale
    counts = {page: len(outcome.shown[page]) for page in viewer.pages}
    too_few = {page: count for page, count in counts.items() if count < CACHED_PAGES[page]}
    if viewer.parts == 1:
        assert too_few == {}, {page: outcome.shown[page] for page in too_few}
    # Fewer on one page, more on another.
    least = sum(CACHED_PAGES[page] for page in viewer.pages) / viewer.step / viewer.parts
    assert QUICK or sum(counts.values()) >= least


@pytest.mark.long
def test_page_changes_with_each_row_that_it_shows(viewer: Viewer) -> None:
    """A change of all rows at once may hide that one of them is not compared."""
    pages, outcome = warm_up(viewer), Outcome()
    for column in all_columns():
        name = name_of(column)
        reading = [page for page in pages if page.reads(column)]
        *_others, values = other_values(column, name)
        for pk, value in values.items() if len(values) > 1 else ():
            check_change(outcome, viewer, reading, column, name, {pk: value})
    assert not outcome.stale


def check_change(
    outcome: Outcome,
    viewer: Viewer,
    pages: list[Page],
    column: models.Field[Any, Any],
    name: str,
    values: dict[int, object],
) -> None:
    if pages:
        with rolled_back():
            if write(column, name, values):
                for page in pages:
                    outcome.check(viewer, page, name)


def check_settings(viewer: Viewer, pages: list[Page]) -> None:
    outcome = Outcome()
    names = [name for name in dir(settings) if name.startswith("SITE_")]
    names += ["MEDIA_URL", "STATIC_URL", "GUEST_COMMENTS", *CRAWLERS]
    for turn, name in enumerate(names):
        value = getattr(settings, name)
        other = "refuse" if name in CRAWLERS else f"{value}x/"
        with override_settings(**{name: not value if isinstance(value, bool) else other}):
            for number, page in enumerate(pages):
                is_due = (number - turn) % (10 if QUICK else viewer.parts) == 0
                if is_due or must_show(page, name):
                    outcome.check(viewer, page, name)
    assert not outcome.stale
    for page in pages:
        missing = {name for name in names if must_show(page, name)} - outcome.shown[page.url]
        assert not missing, page.url


def must_show(page: Page, setting: str) -> bool:
    if setting in {"SITE_NAME", "SITE_URL"}:
        # Feeds and fragments do not have the header with the name of the site.
        return not {"feed", "fragment"} & set(re.findall(r"\w+", page.url))
    return setting in SETTINGS_OF_PAGES.get(page.url, ())


def check_clock(viewer: Viewer, pages: list[Page], *, hours: int, changed: set[str]) -> None:
    """After 2 hours another chapter is released, after 48 comments are closed."""
    outcome = Outcome()
    with time_machine.travel(timezone.now() + timedelta(hours=hours)):
        for page in pages:
            if page.url in changed or not QUICK:
                outcome.check(viewer, page, "the clock")
    assert not outcome.stale
    assert changed & set(viewer.pages) <= set(outcome.shown)


def test_nothing_is_cached_for_longer_than_five_minutes() -> None:
    made = count(1)

    def make() -> int:
        return get_or_make("number", ("a",), lambda: next(made), lambda number: 1)

    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert [make(), make()] == [1, 1]
        clock.shift(timedelta(minutes=5, seconds=1))
        assert [make(), make()] == [2, 2]


def test_edited_template_shows_at_once_under_debug(tmp_path: Path, db: None) -> None:
    template = tmp_path / "reading" / "about.html"
    template.parent.mkdir()
    engine = settings.TEMPLATES[0]
    engines = [{**engine, "DIRS": [tmp_path, *engine["DIRS"]]}]

    def get_after_writing(text: str, changed_at: float) -> str:
        template.write_text(text)
        os.utime(template, (changed_at, changed_at))
        return Client().get("/about/").content.decode()

    now = timezone.now().timestamp()
    with override_settings(DEBUG=True, TEMPLATES=engines):
        assert get_after_writing("one", now + 1) == "one"
        # The same time: the page comes from the cache, which is on under DEBUG too.
        assert get_after_writing("two", now + 1) == "one"
        assert get_after_writing("three", now + 2) == "three"
