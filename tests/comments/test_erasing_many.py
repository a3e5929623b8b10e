"""Erasing all comments of a member, wherever they are in their threads, keeps the counts right."""

from datetime import timedelta
from random import Random
from uuid import uuid4

import pytest

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments import editing, moderating
from serial.comments.choices import State
from serial.comments.erasing import erase_comments
from serial.comments.models import Comment
from serial.comments.posting import post_comment
from serial.comments.submission import CommentSubmission
from tests.comments.recounting import assert_counts_are_right

# Many comments in random threads. make test runs them.
pytestmark = pytest.mark.extended

VERBS = (moderating.hide, moderating.hold, moderating.reject, moderating.approve)


def fill(chapter: Chapter, people: list[User], random: Random, count: int) -> None:
    """Posts comments by these people, each on the chapter or in reply to one before."""
    parents: list[Comment | None] = [None]
    # So that no rate limit counts them.
    long_ago = chapter.created_at - timedelta(days=2)
    for number in range(count):
        comment = post_comment(
            CommentSubmission(
                chapter=chapter,
                form_key=uuid4(),
                body=f"Number {number}.",
                user=random.choice(people),
                parent=random.choice(parents),
                paragraph=random.choice([None, 1]),
                seconds=60.0,
            )
        )
        Comment.objects.filter(pk=comment.pk).update(posted_at=long_ago)
        parents.append(comment)
    for comment in Comment.objects.order_by("pk"):
        if random.random() < 0.2:
            random.choice(VERBS)(comment, None)
        elif random.random() < 0.2:
            editing.delete_comment(comment.pk, None)


@pytest.mark.parametrize("seed", range(2))
def test_counts_after_erasing(seed: int, author: User, reader: User, chapter: Chapter) -> None:
    fill(chapter, [author, reader], Random(seed), 15)  # noqa: S311 - reproducible
    for user in (reader, author):
        own = Comment.objects.filter(user=user)
        kept = list(Comment.objects.exclude(user=user).order_by("pk").values("pk", "body", "state"))
        assert erase_comments(own.values_list("pk", flat=True)) == own.count()
        assert_counts_are_right(chapter)
        others = Comment.objects.exclude(user=user).order_by("pk")
        assert list(others.values("pk", "body", "state")) == kept
    assert set(Comment.objects.values_list("state", flat=True)) == {State.ERASED}
