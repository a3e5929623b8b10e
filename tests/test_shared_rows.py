"""Shared rows are made once for tests in a row, and each test has only its own."""

from pickle import PicklingError

import pytest

from accounts.models import User
from serial.chapters.models import Chapter
from serial.stories.models import Story
from tests.conftest import MakeStory, make_user
from tests.shared_rows import Make, SharedRows, shared_rows


def names() -> list[str]:
    return list(User.objects.order_by("pk").values_list("username", flat=True))


@shared_rows
def readers(reader: User) -> list[User]:
    return [reader, make_user("rita")]


def test_rows_are_made_once_and_undone_when_they_are_not_needed(db: None) -> None:
    made = []

    def first() -> User:
        made.append("first")
        return make_user("first")

    def second(first: User) -> User:
        made.append(f"after {first.username}")
        return make_user("second")

    rows = SharedRows()
    both: list[Make] = [first, second]
    for number in (2, 1, 2, 0):
        rows.change_to(both[:number])
        assert len(names()) == len(rows.values) == number
    assert made == ["first", "after first", "after first"]


def test_rows_of_a_function_that_fails_are_undone(db: None) -> None:
    def fails() -> None:
        make_user("first")
        raise LookupError

    with pytest.raises(LookupError):
        SharedRows().change_to([fails])
    assert names() == []


def test_rows_of_what_cannot_be_stored_are_undone(db: None) -> None:
    def returns_a_local_function() -> Make:
        make_user("first")
        return lambda: None

    # Python 3.14 raises PicklingError.
    with pytest.raises((AttributeError, PicklingError)):
        SharedRows().change_to([returns_a_local_function])
    assert names() == []


@pytest.mark.parametrize("turn", range(3))
def test_what_a_test_changes_is_undone(turn: int, readers: list[User], reader: User) -> None:
    assert names() == ["rosa", "rita"] and readers[0].email == "rosa@example.org"
    # As with other fixtures, both are the same object.
    assert readers[0] is reader
    reader.email = "changed@example.org"
    reader.save()
    readers.append(make_user("new"))


def test_a_test_has_only_the_rows_that_it_asks_for(reader: User) -> None:
    assert names() == ["rosa"]


class TestOwnFixture:
    @pytest.fixture
    def story(self, make_story: MakeStory) -> Story:
        return make_story("Another")

    def test_is_used_by_shared_ones(self, chapter: Chapter, story: Story) -> None:
        assert chapter.story == story and Story.objects.count() == 1


def test_fixture_that_is_asked_for_late(request: pytest.FixtureRequest, db: None) -> None:
    assert request.getfixturevalue("chapter").story.title == "The Lamp"
    assert names() == ["anna"]
