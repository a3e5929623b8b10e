"""Each compiled query returns the same as the queryset that it was compiled from."""

import importlib
import pkgutil
from collections.abc import Iterator
from datetime import time, timedelta
from itertools import product
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.transaction import TransactionManagementError
from django.utils import timezone

import accounts
import serial
from accounts.models import PenName, Preferences, User
from accounts.models.user import AUTHORS
from serial.chapters.models import Chapter, ReleaseSchedule
from serial.comments.choices import Verdict
from serial.comments.models import (
    Comment,
    CommentAction,
    FeedbackPause,
    GuestIpHash,
    Like,
    ReadMarker,
    StoryBan,
)
from serial.comments.muting import mute
from serial.compiled_queries import (
    CompiledQuery,
    CompiledTuples,
    CompiledUpdate,
    InIds,
    Placeholder,
    UserPlaceholder,
)
from serial.desk.models import WorkingCopy
from serial.library.following import follow_author, follow_story
from serial.library.models import Follow
from serial.moderation.choices import DecisionKind
from serial.moderation.models import (
    CheckSettings,
    Decision,
    RaidSwitch,
    ReviewItem,
    Sanction,
    SpamModel,
    SpamSwitch,
)
from serial.moderation.models.raid_switch import RaidKind
from serial.moderation.review.claims import claim
from serial.notifications.choices import EmailFrequency
from serial.notifications.kinds import ANNOUNCEMENT, CHAPTER
from serial.notifications.models import NotificationSetting, ReleaseMailing, StorySetting
from serial.reading.browse.filters import LENGTHS, Filters
from serial.reading.browse.queries import (
    MANY_PER_SHOWN,
    SORT_ORDERS,
    Listing,
    count_query,
    facets_query,
    genres_query,
    page_query,
)
from serial.stories.announcing import (
    AnnouncementText,
    create_announcement,
    publish_announcement,
)
from serial.stories.choices import Rating, Status, TagKind, Visibility
from serial.stories.models import FeaturedStory, Story, Tag
from serial.stories.tagging import set_tags
from tests.comments.conftest import MakeComment, make_comment
from tests.conftest import MakeChapter, MakeStory, pen_name_of
from tests.moderation.reviewing import decide_comment, report_comment
from tests.rolling_back import rolled_back
from tests.sampling import LONG, QUICK
from tests.shared_rows import shared_rows

__all__ = ["make_comment"]


Compiled = CompiledQuery[Any] | CompiledTuples[Any]


def compiled_queries() -> Iterator[tuple[str, Compiled | CompiledUpdate[Any]]]:
    """Finds the compiled queries of all modules, each with its name."""
    # Registers the converters that the other modules with URLs use.
    importlib.import_module("serial.urls")
    for package in (accounts, serial):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations" in module.name or module.name == "serial.wsgi":
                continue
            for name, value in vars(importlib.import_module(module.name)).items():
                several = value.values() if isinstance(value, dict) else value
                is_several = isinstance(value, tuple | dict)
                for index, query in enumerate(several if is_several else (value,)):
                    if isinstance(query, CompiledQuery | CompiledTuples | CompiledUpdate):
                        yield f"{name}[{index}]", query


NAMES = {query: name for name, query in compiled_queries()}
UPDATES = {query: name for query, name in NAMES.items() if isinstance(query, CompiledUpdate)}
QUERIES = {query: name for query, name in NAMES.items() if not isinstance(query, CompiledUpdate)}


@shared_rows
def values(
    make_story: MakeStory,
    make_chapter: MakeChapter,
    make_comment: MakeComment,
    author: User,
    other_author: User,
    reader: User,
    moderator: User,
) -> dict[str, list[Any]]:
    """The values to try for each name of a placeholder, in a site with something for each."""
    open_story = make_story("Open")
    part = open_story.parts.create(title="Part one")
    first = make_chapter("One", story=open_story, title="One", part=part, content_note="Rain")
    make_chapter("Two", story=open_story, title="Two")
    set_tags(open_story, {TagKind.GENRE: ["Horror"], TagKind.FREEFORM: ["lamps"]})
    FeaturedStory.objects.create(story=open_story)
    news = create_announcement(open_story, AnnouncementText("News", "Words."), author)
    publish_announcement(news, author)
    complete_story = make_story("Complete", status=Status.COMPLETE)
    set_tags(complete_story, {TagKind.GENRE: ["Horror"]})
    make_chapter("End", story=complete_story, title="End")
    make_slugs(open_story, first)
    make_chapter("Three", story=open_story, release_in=timedelta(days=1))
    make_chapter("Four", story=open_story, release_in=None)
    make_chapter("Five", story=make_story("Members", visibility=Visibility.MEMBERS))
    make_chapter("Six", story=make_story("Draft", visibility=Visibility.DRAFT, by=other_author))
    make_comment("By the reader.", chapter=first, paragraph=1)
    make_comment("By a moderator.", chapter=first, by=moderator)
    hidden = make_comment("Hidden.", chapter=first)
    hidden.findings.create(code="links", verdict=Verdict.HOLD, message="Links")
    decide_comment(hidden, DecisionKind.HIDE, moderator)
    Like.objects.create(comment=hidden, user=reader)
    report_comment(make_comment("By a guest.", chapter=first, by=None), reader, weight=9)
    assert claim(ReviewItem.objects.latest("pk").pk, moderator)
    mute(reader, moderator, moderator.username)
    mute(author, reader, reader.username)
    guest = GuestIpHash.objects.get()
    item = ReviewItem.objects.latest("pk")
    restrict(item, open_story, reader, guest)
    # An author of a story that has a rhythm.
    decision = Decision.objects.create(item=item, kind=DecisionKind.HOLD)
    Sanction.objects.create(kind="banned", decision=decision, member=author)
    today = timezone.localdate()
    rhythm = {"first_day": today, "time": time(12), "time_zone": "UTC"}
    ReleaseSchedule.objects.create(story=open_story, **rhythm)
    FeedbackPause.objects.create(user=author)
    ReadMarker.objects.create(user=reader, chapter=first, read_before_visit=1, read_in_visit=2)
    Preferences.objects.create(user=reader, time_zone="Europe/Helsinki")
    for copy in ({"chapter": first}, {"story": open_story}, {}):
        fields = {"key": uuid4(), "typed_at": timezone.now(), "body": "Typed.", **copy}
        WorkingCopy.objects.create(typed_by=author, **fields)
    follow_story(reader, open_story)
    follow_author(reader, pen_name_of(other_author))
    # Before the chapters were released.
    Follow.objects.update(created_at=timezone.now() - timedelta(days=400))
    choice = {"user": reader, "email": EmailFrequency.WEEKLY}
    NotificationSetting.objects.create(kind=CHAPTER, in_site=True, **choice)
    StorySetting.objects.create(story=open_story, **choice)
    mailing = ReleaseMailing.objects.create(story=open_story)
    mailing.chapters.create(chapter=first)
    users = [author, other_author, reader, moderator]
    return {
        "story_slug": [*Story.objects.values_list("slug", flat=True), "none"],
        "pen_name_slug": [*PenName.objects.values_list("slug", flat=True), "none"],
        "chapter_slug": [
            *Chapter.objects.values_list("slug", flat=True).distinct(),
            *("former", "none"),
        ],
        "gone_slug": ["deleted", "~erased", "none"],
        "chapter_id": [*Chapter.objects.values_list("pk", flat=True), 0],
        "story_id": [*Story.objects.values_list("pk", flat=True), 0],
        "pen_name_id": [*PenName.objects.values_list("pk", flat=True), 0],
        "user_id": [*(user.pk for user in users), 0],
        "user_ids": [[user.pk for user in users], []],
        "ip_hash_id": [guest.pk, 0],
        "comment_id": [*Comment.objects.values_list("pk", flat=True), 0],
        "comment_ids": [list(Comment.objects.values_list("pk", flat=True)), []],
        "number": [1, 2, 0],
        "numbers": [[1, 2, 3]],
        "start": [0, 30],
        "end": [30],
        "revision": [0, 1],
        "form_key": [*Comment.objects.values_list("form_key", flat=True), uuid4()],
        "item_id": [*ReviewItem.objects.values_list("pk", flat=True), 0],
        "item_ids": [list(ReviewItem.objects.values_list("pk", flat=True)), []],
        "story_ids": [list(Story.objects.values_list("pk", flat=True)), []],
        "chapter_ids": [list(Chapter.objects.values_list("pk", flat=True)), []],
        "tag_ids": [list(Tag.objects.values_list("pk", flat=True)), []],
        "action_ids": [list(CommentAction.objects.values_list("pk", flat=True)), []],
        "group": [AUTHORS, "none"],
        "kind": [CHAPTER, ANNOUNCEMENT],
        "mailing": [mailing.pk, 0],
        "user": users,
        "tag_id": [*Tag.objects.values_list("pk", flat=True), 0],
        "now": [timezone.now()],
        "published": [timezone.now()],
        "before_pk": [10**18],
        "since": [timezone.now() - timedelta(days=1)],
        "until": [timezone.now() + timedelta(minutes=5)],
        "midnight": [timezone.now() - timedelta(days=1), timezone.now() + timedelta(days=1)],
        "next_midnight": [timezone.now() - timedelta(days=2), timezone.now() + timedelta(days=1)],
        "day": [timezone.localdate(), timezone.localdate() + timedelta(days=9)],
        "at": [timezone.now(), timezone.now() + timedelta(days=2)],
    }


def make_slugs(story: Story, chapter: Chapter) -> None:
    """Renames the chapter, and adds chapters whose slugs are gone: deleted and erased."""
    add = story.chapters.create
    fields = {"body_html": "", "release_at": timezone.now() - timedelta(days=1)}
    add(position=98, slug="deleted", deleted_at=timezone.now(), **fields)
    story.chapter_slugs.create(chapter=chapter, slug="former")
    story.chapter_slugs.create(slug="~erased")


def restrict(item: ReviewItem, story: Story, member: User, guest: GuestIpHash) -> None:
    """Bans and sanctions both, and limits the comments on the story and on the whole site."""
    for person in ({"user": member}, {"ip_hash": guest}):
        StoryBan.objects.create(story=story, **person)
    now = timezone.now()
    for person in ({"member": member}, {"ip_hash": guest}):
        for kind, ends_at in (("silenced", None), ("banned", now + timedelta(days=9))):
            decision = Decision.objects.create(item=item, kind=DecisionKind.HOLD)
            Sanction.objects.create(kind=kind, ends_at=ends_at, decision=decision, **person)
    for limited_story in (story, None):
        ends_at = now + timedelta(days=9)
        RaidSwitch.objects.create(kind=RaidKind.SLOW, story=limited_story, ends_at=ends_at)
    for version in (1, 2):
        model = SpamModel.objects.create(features_version=version, weights=b"1", metrics={"n": 1})
        SpamSwitch.objects.create(spam_model=model, is_on=True)
        CheckSettings.objects.create(version=version, content={})


def loaded(rows: list[Any], *, in_order: bool) -> list[Any]:
    """Returns what was loaded of each row; as text, because 1 and True are equal."""
    if rows and isinstance(rows[0], tuple):
        texts = list(map(repr, rows))
        return texts if in_order else sorted(texts)
    fields = [
        {name: repr(value) for name, value in vars(row).items() if name != "_state"}
        | {"class": repr(type(row)), "deferred": repr(row.get_deferred_fields())}
        | {"state": f"{row._state.adding} {row._state.db} {sorted(row._state.fields_cache)}"}
        for row in rows
    ]
    return fields if in_order else sorted(fields, key=repr)


def rows_like_the_queryset(query: Compiled, name: str, *arguments: object) -> int:
    """Returns the number of rows. The order counts if the queryset has one."""
    queryset = query.build_queryset(*arguments)
    rows = query.rows(*arguments)
    in_order = queryset.ordered
    expected = loaded(list(queryset), in_order=in_order)
    assert loaded(rows, in_order=in_order) == expected, (name, arguments)
    return len(rows)


@pytest.mark.sweep
def test_compiled_query_returns_what_its_queryset_returns(values: dict[str, list[Any]]) -> None:
    for query, name in QUERIES.items():
        count = 0
        tried = [values[placeholder.name] for placeholder in query.placeholders]
        guest = [[AnonymousUser()]] if query.ignores_visitor else []
        combinations = list(product(*tried, *guest))
        # Of many combinations some: none has 3 or 13 values, so each is tried with others.
        step = 3 if LONG else 13
        chosen = combinations[:: step if len(combinations) > 100 else 1]
        # With QUICK=1, also on PostgreSQL, a third of them, or more until a row is found.
        parts = 3 if QUICK and len(chosen) > 12 else 1
        for part in range(parts):
            for arguments in chosen[part::parts]:
                count += rows_like_the_queryset(query, name, *arguments)
            if count:
                break
        assert count, f"no arguments found a row of {name}"


def test_compiled_update_writes_what_its_queryset_writes(values: dict[str, list[Any]]) -> None:
    for update, name in UPDATES.items():
        model = update.build_queryset(*update.placeholders).model
        before, results = rows_of(model), []
        placeholders = (values[placeholder.name] for placeholder in update.placeholders)
        for arguments in product(*placeholders):
            with rolled_back():
                count = update.run(*arguments)
                results.append(rows_of(model))
            with rolled_back():
                queryset = update.build_queryset(*arguments)
                assert queryset.update(**update.build_new(*arguments)) == count, name
                assert rows_of(model) == results[-1], (name, arguments)
        assert results.count(before) < len(results), f"no arguments changed a row by {name}"


def rows_of(model: type[models.Model]) -> list[dict[str, Any]]:
    return list(model._default_manager.order_by("pk").values())


def test_there_are_compiled_queries() -> None:
    assert len(QUERIES) >= 8 and len(UPDATES) >= 1


# Of stories on a page of 25.
MANY = MANY_PER_SHOWN * 25
# Each filter at least once, alone and with others. "Open" of the fixture has a genre and a tag.
FILTERS = (
    Filters(),
    *(Filters(sort=sort) for sort in SORT_ORDERS),
    *(Filters(genre=("horror",), length=length) for length in LENGTHS),
    Filters(status=(Status.COMPLETE, Status.ONGOING), rating=tuple(Rating.values), language="en"),
    Filters(without=("Lamps", "unknown"), without_warning=("death", "violence")),
)


def test_queries_of_lists_return_what_their_querysets_return(
    values: dict[str, list[Any]], author: User
) -> None:
    """They are compiled for each list and each combination of filters."""
    tag = Tag.objects.get(slug="horror")
    pen_name = pen_name_of(author)
    for is_member in (False, True):
        for of, pk in (("all", 0), ("tag", tag.pk), ("author", pen_name.pk)):
            listing = Listing(is_member, of, pk)
            assert rows_like_the_queryset(facets_query(listing), "facets")
            assert rows_like_the_queryset(genres_query(listing), "genres")
            found = 0
            for filters in FILTERS:
                rows_like_the_queryset(count_query(listing, filters), "count")
                few, many = (page_query(listing, filters, 0, 25, count) for count in (25, MANY))
                found += rows_like_the_queryset(few, "page")
                # Another query, for the same stories.
                assert few.rows() == many.rows(), (listing, filters)
            assert found, listing


def by_title(title: object) -> "models.QuerySet[Story]":
    return Story.objects.filter(title=title)


def test_constants_of_the_queryset_are_not_taken_for_placeholders(make_story: MakeStory) -> None:
    make_story("title")
    query = CompiledQuery(
        lambda title: by_title(title).exclude(title="other").exclude(title=-1), Placeholder("title")
    )
    assert [story.title for story in query.rows("title")] == ["title"]
    assert query.rows("other") == []


def test_one_placeholder_may_occur_twice(make_story: MakeStory) -> None:
    make_story("same", summary="same")
    make_story("other", summary="same")
    query = CompiledQuery(
        lambda text: Story.objects.filter(title=text, summary=text), Placeholder("text")
    )
    assert [story.title for story in query.rows("same")] == ["same"]


def test_placeholders_of_the_same_name_are_different(make_story: MakeStory) -> None:
    make_story("a", summary="b")
    query = CompiledQuery(
        lambda title, summary: Story.objects.filter(summary=summary, title=title),
        *(Placeholder("text"), Placeholder("text")),
    )
    assert len(query.rows("a", "b")) == 1
    assert query.rows("b", "a") == []


def test_placeholder_that_is_not_used_is_refused() -> None:
    query = CompiledQuery(lambda title, _other: by_title(title), *map(Placeholder, ("title", "x")))
    with pytest.raises(ValueError, match="Not in the parameters of the query.*'x'"):
        query.rows("a", "b")


def test_every_placeholder_needs_a_value() -> None:
    query = CompiledQuery(by_title, Placeholder("title"))
    for values in ((), ("a", "b")):
        with pytest.raises(ValueError, match="zip"):
            query.rows(*values)


def test_calculating_with_a_placeholder_is_refused() -> None:
    query = CompiledQuery(lambda title: by_title(f"{title}!"), Placeholder("title"))
    with pytest.raises(ValueError, match="Not in the parameters"):
        query.rows("a")


def test_one_placeholder_stands_for_many_ids(make_story: MakeStory) -> None:
    ids = [make_story(title).pk for title in "abc"]
    query = CompiledTuples(
        lambda ids: Story.objects.filter(InIds("pk", ids)).order_by("pk").values_list("title"),
        Placeholder("story_ids"),
    )
    assert query.rows(ids[:2]) == [("a",), ("b",)]
    assert query.rows([*ids, 0]) == [("a",), ("b",), ("c",)]
    assert query.rows([]) == []


def test_user_placeholder_is_a_signed_in_user() -> None:
    placeholder = UserPlaceholder("user")
    assert placeholder.is_authenticated and placeholder.pk is placeholder


def test_query_that_locks_rows_is_refused_without_a_transaction(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = CompiledQuery(lambda: Story.objects.select_for_update())
    assert query.rows() == []
    with monkeypatch.context() as patch, pytest.raises(TransactionManagementError):
        # Every test runs in a transaction.
        patch.setattr(connections[DEFAULT_DB_ALIAS], "in_atomic_block", False)
        query.rows()


def test_get_and_first_without_a_row(make_story: MakeStory) -> None:
    query = CompiledQuery(by_title, Placeholder("title"))
    story = make_story("a")
    assert query.get("a") == query.first("a") == story
    assert query.first("b") is None
    with pytest.raises(Story.DoesNotExist):
        query.get("b")
