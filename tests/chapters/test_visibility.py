"""Chapter.objects.visible_to, for each kind of user and each state of a chapter."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from serial.chapters.deleting import delete_chapter
from serial.chapters.models import Chapter
from serial.stories.choices import Role, Visibility
from serial.stories.models import Credit
from tests.conftest import MakeChapter, MakeStory, pen_name_of
from tests.rolling_back import try_each

SOON, BEFORE = timedelta(hours=1), timedelta(hours=-1)
# visibility of the story, time until the release, who sees the chapter
CASES = [
    (Visibility.PUBLIC, BEFORE, {"guest", "reader", "other_author", "moderator", "author"}),
    (Visibility.UNLISTED, BEFORE, {"guest", "reader", "other_author", "moderator", "author"}),
    (Visibility.MEMBERS, BEFORE, {"reader", "other_author", "moderator", "author"}),
    (Visibility.DRAFT, BEFORE, {"author"}),
    (Visibility.PUBLIC, SOON, {"author"}),
    (Visibility.PUBLIC, None, {"author"}),
    (Visibility.MEMBERS, SOON, {"author"}),
]


@pytest.fixture
def people(
    author: User, other_author: User, reader: User, moderator: User
) -> dict[str, User | AnonymousUser]:
    return {
        "guest": AnonymousUser(),
        "reader": reader,
        "other_author": other_author,
        "moderator": moderator,
        "author": author,
    }


def names_of_viewers(chapter: Chapter, people: dict[str, User | AnonymousUser]) -> set[str]:
    return {
        name
        for name, user in people.items()
        if Chapter.objects.visible_to(user).filter(pk=chapter.pk).exists()
    }


@try_each("visibility, release_in, expected", CASES)
def test_who_sees_a_chapter(
    visibility: str,
    release_in: timedelta | None,
    expected: set[str],
    people: dict[str, User | AnonymousUser],
    make_story: MakeStory,
    make_chapter: MakeChapter,
) -> None:
    story = make_story(visibility=visibility)
    chapter = make_chapter(story=story, release_in=release_in)
    assert names_of_viewers(chapter, people) == expected


def test_nobody_sees_a_deleted_chapter(
    chapter: Chapter, people: dict[str, User | AnonymousUser]
) -> None:
    delete_chapter(chapter)
    assert names_of_viewers(chapter, people) == set()


def test_nobody_sees_a_chapter_of_a_deleted_story(
    chapter: Chapter, people: dict[str, User | AnonymousUser]
) -> None:
    chapter.story.soft_delete()
    assert names_of_viewers(chapter, people) == set()


def test_credit_gives_access_to_drafts_only_after_it_was_accepted(
    make_chapter: MakeChapter, other_author: User, people: dict[str, User | AnonymousUser]
) -> None:
    draft = make_chapter(release_in=None)
    credit = Credit.objects.create(
        story=draft.story, pen_name=pen_name_of(other_author), role=Role.EDITOR
    )
    assert names_of_viewers(draft, people) == {"author"}
    credit.accept()
    assert names_of_viewers(draft, people) == {"author", "other_author"}


def test_chapter_is_listed_once_for_a_user_with_two_credits(chapter: Chapter, author: User) -> None:
    Credit.objects.create(
        story=chapter.story, pen_name=pen_name_of(author), role=Role.ILLUSTRATOR
    ).accept()
    assert list(Chapter.objects.visible_to(author)) == [chapter]
