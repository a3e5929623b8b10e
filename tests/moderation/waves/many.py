"""Makes many comments without posting each."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.choices import State
from serial.comments.counters import count_from_rows, lock_discussion, save_counters
from serial.comments.models import Comment
from serial.comments.models.comment import PATH_DIGITS
from serial.moderation.review.items import items_for
from serial.moderation.subjects.comments import subjects_of


def make_comments(
    chapter: Chapter, count: int, *, users: list[User], body: str, state: State = State.HELD
) -> list[Comment]:
    """Makes threads by these people in turn, with the review items of those that are held.

    Call this in a transaction.
    """
    discussion = lock_discussion(chapter.pk)
    numbers = range(discussion.last_number + 1, discussion.last_number + count + 1)
    comments = Comment.objects.bulk_create(
        Comment(
            story_id=chapter.story_id,
            chapter=chapter,
            number=number,
            thread=number,
            path=f"{number:0{PATH_DIGITS}d}",
            user=users[number % len(users)],
            body=body.format(number=number),
            state=state,
            posted_at=timezone.now() - timedelta(minutes=30),
            form_key=uuid4(),
        )
        for number in numbers
    )
    discussion.last_number = numbers[-1]
    for name, value in count_from_rows(chapter).items():
        setattr(discussion, name, value)
    save_counters(discussion, "last_number")
    items_for([subject for subject in subjects_of(comments) if subject.is_held()])
    return comments
