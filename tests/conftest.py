"""The people of the tests with their clients, and factories for stories and chapters."""

import gc
from collections.abc import Callable, Iterator
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import Group
from django.core.cache import caches
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.test import Client, TestCase
from django.utils import timezone
from hypothesis import settings as hypothesis_settings
from hypothesis.internal.conjecture import providers
from pytest_django import DjangoDbBlocker, Settings

from accounts.models import PenName, PenNameSlug, User
from accounts.models.user import ADMINISTRATORS, AUTHORS, MODERATORS
from serial.chapters.models import Chapter
from serial.chapters.releases.releasing import set_release
from serial.chapters.saving import SaveInfo, create_chapter
from serial.chapters.texts import ChapterText
from serial.mail.models import suppressed_email
from serial.markup.rendering import RENDERER_VERSION
from serial.moderation.check_settings.first_version import add_first_version
from serial.moderation.models import CheckSettings, Rule
from serial.stories.choices import Visibility
from serial.stories.models import Credit, Story
from tests.emptying import only_tables_with_rows_emptied
from tests.huge_pages import use_huge_pages
from tests.kept_permissions import ids_of_permissions, permissions_kept
from tests.rendering import remember_outermost_templates
from tests.shared_rows import SharedRows, row_factory, shared_fixtures_of, shared_rows

PASSWORD = "a long enough password"


# A change must not fail for a rare text that it has nothing to do with, so the random texts are the
# same in every run. `make test-long` searches with others. No test fails because the machine was
# slow: by default, a text may take 200 ms.
hypothesis_settings.register_profile("repeatable", derandomize=True, database=None, deadline=None)
hypothesis_settings.register_profile("random", derandomize=False, print_blob=True, deadline=None)


def pytest_configure(config: pytest.Config) -> None:
    # Until all tests are collected: nothing that is made until then is garbage.
    gc.disable()
    remember_outermost_templates()
    # Slow on purpose, as the hashes of passwords are.
    suppressed_email.WORK_FACTOR = 2
    is_searching = "hypothesis" in config.option.markexpr
    hypothesis_settings.load_profile("random" if is_searching else "repeatable")
    if not is_searching:
        # Hypothesis also tries the constants of all modules that are loaded: other texts after a
        # change of any of them, and when a test runs alone.
        providers._get_local_constants = lambda: providers._local_constants


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out the tests marked "long" unless -m names them.

    On PostgreSQL, also those that use no database: SQLite's run has them.
    """
    left_out = set()
    if "long" not in config.option.markexpr:
        left_out |= {item for item in items if item.get_closest_marker("long")}
    if connection.vendor == "postgresql":
        left_out |= {item for item in items if not uses_database(item)}
        # The other workers write in the same cluster, and rows are then read again.
        left_out |= {item for item in items if item.get_closest_marker("counts_reads")}
    config.hook.pytest_deselected(items=[item for item in items if item in left_out])
    items[:] = [item for item in items if item not in left_out]


def uses_database(item: pytest.Item) -> bool:
    is_test_case = isinstance(item, pytest.Function) and issubclass(item.cls or object, TestCase)
    fixtures = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return is_test_case or bool(fixtures) or item.get_closest_marker("django_db") is not None


# A fault of the site that makes Chromium hang does so again, and in more than two tests.
MAX_REPEATED = 2
_repeated: list[str] = []


@pytest.hookimpl(optionalhook=True)
def pytest_handlecrashitem(crashitem: str, report: pytest.TestReport, sched: Any) -> None:
    """Runs a browser test once more whose worker ended, and says so in the run's last line.

    Some of Playwright's calls wait for Chromium without a limit (`page.close()`, `new_page()`), and
    on a busy machine it has stopped answering. The test's timeout ends the worker then. A test that
    fails is never run again.
    """
    is_in_browser = crashitem.startswith("tests/browser/")
    if is_in_browser and crashitem not in _repeated and len(_repeated) < MAX_REPEATED:
        _repeated.append(crashitem)
        sched.mark_test_pending(crashitem)
        report.outcome = "run again"  # type: ignore[assignment]


def pytest_collection_finish() -> None:
    """The modules and the tests stay until the end: the garbage collector leaves them alone."""
    gc.enable()
    gc.collect()
    gc.freeze()
    use_huge_pages()
    # Looking for cycles every 700 objects takes 2 % more of the time, and finds little.
    gc.set_threshold(50_000, 20, 100)


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("postgres") and connection.vendor != "postgresql":
        pytest.skip("this test needs PostgreSQL: set DATABASE_URL to a PostgreSQL URL")
    # A test with "request" may ask for a fixture that uses the database.
    if _blocker and (uses_database(item) or "request" in getattr(item, "fixturenames", ())):
        with _blocker.unblock():
            _rows.change_to(shared_fixtures_of(item) if is_rolled_back(item) else [])


def is_rolled_back(item: pytest.Item) -> bool:
    """Whether pytest-django runs the test in a transaction, and no class of tests has one."""
    marker = item.get_closest_marker("django_db")
    fixtures = set(getattr(item, "fixturenames", ()))
    return not (
        {"transactional_db", "live_server"} & fixtures
        or (marker and marker.kwargs.get("transaction"))
        or issubclass(getattr(item, "cls", None) or object, TestCase)
    )


@pytest.fixture(autouse=True)
def clear_caches() -> None:
    """The next test's rows may have the same keys and versions: the same pages, the same limits."""
    caches["pages"].clear()
    caches["default"].clear()
    caches["sessions"].clear()


_rows = SharedRows()
# There are no shared rows before the database is made.
_blocker: DjangoDbBlocker | None = None


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The same rows with and without migrations: the groups, and no settings of the checks."""
    global _blocker
    with django_db_blocker.unblock():
        Rule.objects.all().delete()
        CheckSettings.objects.all().delete()
        for name in (AUTHORS, MODERATORS, ADMINISTRATORS):
            Group.objects.get_or_create(name=name)
        # Django finds it out with a query of its own, once in a process: no test counts that.
        assert connection.features.supports_json_field
        ids = ids_of_permissions()
    _blocker = django_db_blocker
    # Requests that end in this thread leave the connection open: it has the test's transaction.
    kept = patch.object(connections[DEFAULT_DB_ALIAS], "close_if_unusable_or_obsolete")
    with permissions_kept(ids), only_tables_with_rows_emptied(), kept:
        yield
    _blocker = None
    with django_db_blocker.unblock():
        _rows.change_to([])


@pytest.fixture
def shared_values(db: None) -> dict[str, Any]:
    return _rows.values


@pytest.fixture
def site_rules(db: None) -> None:
    """The rules and settings of a new site, which a migration makes."""
    add_first_version(apps, None)


MakeStory = Callable[..., Story]
MakeChapter = Callable[..., Chapter]


@pytest.fixture
def media(settings: Settings, tmp_path: Path) -> Path:
    """The folder of uploaded pictures, empty at first."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def make_user(name: str) -> User:
    user = User.objects.create_user(name, f"{name}@example.org", PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def make_writer(name: str) -> User:
    """Makes the rows that `make_author()` makes for a new user, with half of the queries."""
    user = make_member_of(AUTHORS, name)
    pen_name = PenName.objects.create(
        user=user, name=name, slug=name, renderer_version=RENDERER_VERSION
    )
    PenNameSlug.objects.create(pen_name=pen_name, slug=name)
    return user


def make_member_of(group: str, name: str) -> User:
    user = make_user(name)
    user.groups.add(Group.objects.get_or_create(name=group)[0])
    return user


@shared_rows
def author() -> User:
    return make_writer("anna")


@shared_rows
def story(author: User) -> Story:
    return create_story("The Lamp", by=author)


@shared_rows
def chapter(story: Story, author: User) -> Chapter:
    return add_chapter(story, by=author)


@shared_rows
def reader() -> User:
    return make_user("rosa")


@shared_rows
def moderator() -> User:
    return make_member_of(MODERATORS, "mona")


@shared_rows
def other_author() -> User:
    return make_writer("otto")


@shared_rows
def administrator() -> User:
    return make_member_of(ADMINISTRATORS, "adam")


@shared_rows
def superuser() -> User:
    user = make_user("sam")
    user.is_superuser = user.is_staff = True
    user.save()
    return user


def client_of(user: User) -> Client:
    """Like `Client.force_login()`, which writes two rows more: the session again, and the user.

    Does not ask whether a random key is free, either.
    """
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session._session_key = uuid4().hex
    session.save(must_create=True)
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


@pytest.fixture
def guest_client() -> Client:
    return Client()


@pytest.fixture
def author_client(author: User) -> Client:
    return client_of(author)


@pytest.fixture
def other_author_client(other_author: User) -> Client:
    return client_of(other_author)


@pytest.fixture
def reader_client(reader: User) -> Client:
    return client_of(reader)


@pytest.fixture
def moderator_client(moderator: User) -> Client:
    return client_of(moderator)


@pytest.fixture
def administrator_client(administrator: User) -> Client:
    return client_of(administrator)


@pytest.fixture
def superuser_client(superuser: User) -> Client:
    return client_of(superuser)


def pen_name_of(user: User) -> PenName:
    return user.pen_names.get()


def create_story(title: str, *, by: User, **fields: object) -> Story:
    fields = {"visibility": Visibility.PUBLIC, **fields}
    story = Story(title=title, **fields)
    story.save_with_slug()
    Credit.objects.create(story=story, pen_name=pen_name_of(by), accepted_at=timezone.now())
    return story


@row_factory
def make_story(author: User) -> MakeStory:
    def make(title: str = "The Lamp", *, by: User | None = None, **fields: object) -> Story:
        return create_story(title, by=by or author, **fields)

    return make


def add_chapter(
    story: Story,
    body: str = "Some words.",
    *,
    by: User,
    release_in: timedelta | None = timedelta(hours=-1),
    title: str = "",
    note_before: str = "",
    note_after: str = "",
    content_note: str = "",
    **options: object,
) -> Chapter:
    """Adds a chapter. `release_in` is the time until its release; None makes a draft."""
    text = ChapterText(
        title=title,
        body=body,
        note_before=note_before,
        note_after=note_after,
        content_note=content_note,
    )
    chapter = create_chapter(story, text, SaveInfo(by=by), **options)  # type: ignore[arg-type]
    if release_in is not None:
        set_release(chapter, timezone.now() + release_in)
    return chapter


@row_factory
def make_chapter(story: Story, author: User) -> MakeChapter:
    """Makes a chapter as `add_chapter()` does, by default of the story by the author."""
    default_story = story

    def make(body: str = "Some words.", *, story: Story | None = None, **options: Any) -> Chapter:
        return add_chapter(story or default_story, body, by=author, **options)

    return make
