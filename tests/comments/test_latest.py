"""The latest comments of several stories equal those found by reading all comments."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.utils import timezone

from serial.comments.latest import latest_of, with_nth_latest
from serial.comments.models import Comment
from serial.stories.models import Story
from tests.conftest import MakeChapter, MakeStory
from tests.shared_rows import shared_rows

# For each story, how many days ago each comment was posted; some at the same time.
DAYS_AGO: tuple[list[int], ...] = (
    [1, 2, 3, 4, 5, 6],
    [6, 6, 6, 30],
    [],
    [0],
    [40, 41, 42, 43, 44, 45],
)


@shared_rows
def stories(make_story: MakeStory, make_chapter: MakeChapter) -> list[Story]:
    now = timezone.now()
    stories = []
    for number, days in enumerate(DAYS_AGO):
        story = make_story(f"Story {number}")
        chapter = make_chapter(story=story)
        Comment.objects.bulk_create(
            Comment(
                story=story,
                chapter=chapter,
                **{"number": n, "thread": n, "path": f"{n:07d}"},
                body=f"{number} {n}",
                state="published",
                posted_at=now - timedelta(days=ago),
                form_key=uuid4(),
            )
            for n, ago in enumerate(days, start=1)
        )
        stories.append(story)
    return stories


def test_none_of_the_latest_is_missing(stories: list[Story]) -> None:
    comments = Comment.objects.not_deleted()
    for count in range(1, 22):
        read = list(with_nth_latest(Story.objects.all(), "nth", comments, count))
        latest = list(latest_of(read, "nth", comments)[:count])
        assert latest == list(comments.order_by("-posted_at", "-pk")[:count]), count


def test_old_comments_are_not_read(stories: list[Story]) -> None:
    comments = Comment.objects.not_deleted()
    selected = Story.objects.filter(pk__in=[story.pk for story in stories])
    read = list(with_nth_latest(selected, "nth", comments, 3))
    times: list[datetime | None] = [getattr(story, "nth") for story in read]  # noqa: B009
    assert [time is not None for time in times] == [len(days) >= 3 for days in DAYS_AGO]
    assert latest_of(read, "nth", comments).count() == 4


def test_only_comments_on_the_given_stories_are_returned(stories: list[Story]) -> None:
    comments = Comment.objects.not_deleted()
    read = list(with_nth_latest(Story.objects.filter(pk=stories[1].pk), "nth", comments, 2))
    assert {comment.story_id for comment in latest_of(read, "nth", comments)} == {stories[1].pk}
    assert list(latest_of([], "nth", comments)) == []
