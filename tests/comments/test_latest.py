"""The newest comments over several stories are those that a look at all of them finds."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from serial.comments.latest import latest_of, with_nth_latest
from serial.comments.models import Comment
from serial.stories.models import Story
from tests.conftest import MakeChapter, MakeStory

# Of each story, how many days ago somebody said something on it; some at the same moment.
SAID: tuple[list[int], ...] = ([1, 2, 3, 4, 5, 6], [6, 6, 6, 30], [], [0], [40, 41, 42, 43, 44, 45])


@pytest.fixture
def stories(make_story: MakeStory, make_chapter: MakeChapter) -> list[Story]:
    now = timezone.now()
    made = []
    for number, days in enumerate(SAID):
        story = make_story(f"Story {number}")
        chapter = make_chapter(story=story)
        Comment.objects.bulk_create(
            Comment(
                story=story,
                chapter=chapter,
                **{"number": place, "thread": place, "path": f"{place:07d}"},
                body=f"{number} {place}",
                state="published",
                posted_at=now - timedelta(days=ago),
                form_key=uuid4(),
            )
            for place, ago in enumerate(days, start=1)
        )
        made.append(story)
    return made


@pytest.mark.parametrize("count", range(1, 22))
def test_none_of_the_newest_is_missing(stories: list[Story], count: int) -> None:
    comments = Comment.objects.not_deleted()
    read = list(with_nth_latest(Story.objects.all(), "nth", comments, count))
    found = list(latest_of(read, "nth", comments)[:count])
    assert found == list(comments.order_by("-posted_at", "-pk")[:count])


def test_what_is_old_is_not_looked_at(stories: list[Story]) -> None:
    comments = Comment.objects.not_deleted()
    mine = Story.objects.filter(pk__in=[story.pk for story in stories])
    read = list(with_nth_latest(mine, "nth", comments, 3))
    moments: list[datetime | None] = [getattr(story, "nth") for story in read]  # noqa: B009
    assert [moment is not None for moment in moments] == [len(days) >= 3 for days in SAID]
    assert latest_of(read, "nth", comments).count() == 4


def test_only_of_the_stories_given(stories: list[Story]) -> None:
    comments = Comment.objects.not_deleted()
    read = list(with_nth_latest(Story.objects.filter(pk=stories[1].pk), "nth", comments, 2))
    assert {comment.story_id for comment in latest_of(read, "nth", comments)} == {stories[1].pk}
    assert list(latest_of([], "nth", comments)) == []
