"""Members follow stories and authors; who follows whom is told to nobody."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from accounts.anonymous import anonymous_pen_name
from accounts.models import PenName, User
from serial.library.counts import author_follower_counts, story_follower_counts
from serial.library.following import (
    follow_author,
    follow_story,
    follows_author,
    follows_story,
    unfollow_author,
    unfollow_story,
)
from serial.library.models import Follow
from serial.stories.choices import Role, Visibility
from serial.stories.crediting import add_credit
from serial.stories.models import Story
from tests.conftest import MakeStory


def hearing(story: Story) -> list[User]:
    """Who hears of a story. Both ways of asking agree."""
    told = [follow.user for follow in Follow.objects.telling_of(story).order_by("user")]
    assert Follow.objects.next_told(story, after=0, at_most=9) == [user.pk for user in told]
    return told


def test_follow_and_unfollow_a_story(story: Story, reader: User) -> None:
    for _ in range(2):
        follow_story(reader, story)
    assert follows_story(reader, story)
    assert Follow.objects.count() == 1
    for _ in range(2):
        unfollow_story(reader, story)
    assert not follows_story(reader, story)


def test_follow_and_unfollow_an_author(author: User, reader: User) -> None:
    pen_name = author.pen_names.get()
    for _ in range(2):
        follow_author(reader, pen_name)
    assert follows_author(reader, pen_name)
    assert Follow.objects.count() == 1
    unfollow_author(reader, pen_name)
    assert not follows_author(reader, pen_name)


@pytest.mark.parametrize("visibility", [Visibility.PUBLIC, Visibility.UNLISTED, Visibility.MEMBERS])
def test_members_follow_what_they_can_read(
    story: Story, reader: User, visibility: Visibility
) -> None:
    Story.objects.update(visibility=visibility)
    follow_story(reader, story)
    story.refresh_from_db()
    assert hearing(story) == [reader]


def test_nobody_follows_a_draft_or_their_own_story(
    story: Story, author: User, reader: User
) -> None:
    with pytest.raises(PermissionDenied):
        follow_story(author, story)
    Story.objects.update(visibility=Visibility.DRAFT)
    with pytest.raises(PermissionDenied):
        follow_story(reader, story)
    assert not Follow.objects.exists()


def test_nobody_follows_themselves_or_authors_who_left(author: User, reader: User) -> None:
    with pytest.raises(PermissionDenied):
        follow_author(author, author.pen_names.get())
    with pytest.raises(PermissionDenied):
        follow_author(reader, anonymous_pen_name())
    PenName.objects.filter(user=author).update(taken_down_for="illegal")
    with pytest.raises(PermissionDenied):
        follow_author(reader, author.pen_names.get())
    assert not Follow.objects.exists()


def test_a_hidden_story_can_be_unfollowed(story: Story, reader: User) -> None:
    follow_story(reader, story)
    Story.objects.update(visibility=Visibility.DRAFT)
    unfollow_story(reader, story)
    assert not Follow.objects.exists()


def test_followers_of_an_author_hear_of_listed_stories(
    story: Story, author: User, reader: User
) -> None:
    follow_author(reader, author.pen_names.get())
    assert hearing(story) == [reader]
    story.visibility = Visibility.UNLISTED
    assert hearing(story) == []


def test_followers_of_an_invited_author_hear_nothing(
    story: Story, author: User, other_author: User, reader: User
) -> None:
    pen_name = other_author.pen_names.get()
    credit = add_credit(story, pen_name, Role.CO_AUTHOR, by=author)
    follow_author(reader, pen_name)
    assert hearing(story) == []
    credit.accept()
    assert hearing(story) == [reader]


def test_those_who_became_authors_or_left_do_not_hear(
    story: Story, author: User, other_author: User, reader: User
) -> None:
    follow_story(other_author, story)
    follow_story(reader, story)
    add_credit(story, other_author.pen_names.get(), Role.CO_AUTHOR, by=author).accept()
    assert hearing(story) == [reader]
    User.objects.filter(pk=reader.pk).update(is_active=False)
    assert hearing(story) == []
    assert story_follower_counts([story.pk]) == {story.pk: 1}


def test_members_to_tell_are_read_in_ranges(
    story: Story, author: User, reader: User, other_author: User, moderator: User
) -> None:
    pen_name = author.pen_names.get()
    for user in (moderator, reader):
        follow_story(user, story)
    for user in (reader, other_author):
        follow_author(user, pen_name)
    users = sorted(user.pk for user in (reader, other_author, moderator))
    found = [Follow.objects.next_told(story, after=pk, at_most=2) for pk in (0, users[1])]
    assert found == [users[:2], users[2:]]


def test_followers_are_counted(
    make_story: MakeStory,
    author: User,
    reader: User,
    other_author: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    one, two, three = (make_story(title=title) for title in ("One", "Two", "Three"))
    for user, followed in ((reader, one), (other_author, one), (reader, two)):
        follow_story(user, followed)
    pen_name = author.pen_names.get()
    follow_author(reader, pen_name)
    with django_assert_num_queries(2):
        counts = story_follower_counts([one.pk, two.pk, three.pk])
        assert author_follower_counts([pen_name.pk]) == {pen_name.pk: 1}
    assert counts == {one.pk: 2, two.pk: 1}


def test_a_follow_is_of_one_thing(story: Story, author: User, reader: User) -> None:
    for values in ({}, {"story": story, "pen_name": author.pen_names.get()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Follow.objects.create(user=reader, **values)
