"""Lists of stories are read from an index in their order, so they cost the same on a large site."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from serial.reading.browse.filters import Filters
from serial.reading.browse.queries import MANY_PER_SHOWN, SORT_ORDERS, Listing, page_query
from serial.reading.home import rows
from serial.stories.choices import Status

END = 25
MANY = MANY_PER_SHOWN * END


def lists_of(user: User | AnonymousUser) -> Iterator[tuple[str, "QuerySet[Any, Any]"]]:
    is_member, now = user.is_authenticated, timezone.now()
    yield "new", rows.NEW.of(user).build_queryset(now, user)
    yield "coming", rows.COMING.of(user).build_queryset(now)
    for name in ("COMPLETED", "COMPLETE_STORY", "LATEST_STORY"):
        yield name, getattr(rows, name).of(user).build_queryset()
    listing = Listing(is_member)
    for sort in SORT_ORDERS:
        yield sort, page_query(listing, Filters(sort=sort), 0, END, MANY).build_queryset()
        of_genre = Filters(sort=sort, genre=("horror",))
        yield f"genre, {sort}", page_query(listing, of_genre, 0, END, MANY).build_queryset()
        of_tag = Listing(is_member, "tag", 1)
        yield f"tag, {sort}", page_query(of_tag, Filters(sort=sort), 0, END, MANY).build_queryset()
    complete = Filters(status=(Status.COMPLETE,))
    yield "complete", page_query(listing, complete, 0, END, MANY).build_queryset()


def test_lists_are_read_in_order(reader: User) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL chooses another plan for few rows")
    for user in (AnonymousUser(), reader):
        for name, queryset in lists_of(user):
            plan = queryset.explain()
            assert "stories_story USING INDEX story_" in plan, (name, plan)
            # A subquery, whose lines have another second number, may sort the tags of one story.
            assert " 0 0 USE TEMP B-TREE" not in plan, (name, plan)
