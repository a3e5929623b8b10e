"""Two authors of a story at its comments in the same instant: one act each, and nothing breaks."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.choices import State
from serial.comments.feedback_pause import pause_feedback
from serial.comments.models import Comment, CommentAction, Discussion, StoryCommentSettings
from serial.comments.moderating import hide
from serial.stories.models import Credit
from tests.comments.conftest import MakeComment
from tests.conftest import client_of, pen_name_of

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def both(author: User, other_author: User, chapter: Chapter) -> list[User]:
    Credit.objects.create(
        story=chapter.story, pen_name=pen_name_of(other_author), accepted_at=timezone.now()
    )
    return [author, other_author]


def at_once(people: list[User], press: Callable[[Client, int], int]) -> list[int]:
    start, answers = Barrier(len(people)), []

    def run(number: int, user: User) -> None:
        client = client_of(user)
        start.wait()
        answers.append(press(client, number))
        connection.close()

    threads = [Thread(target=run, args=each) for each in enumerate(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_both_hide_it(both: list[User], make_comment: MakeComment) -> None:
    comment = make_comment()
    address = f"/desk/comments/{comment.pk}/act/"
    answers = at_once(both, lambda client, n: client.post(address, {"act": "hide"}).status_code)
    assert answers == [302, 302]
    assert CommentAction.objects.count() == 1 and Comment.objects.get().state == State.HIDDEN
    assert Discussion.objects.get().comment_count == 0


def test_both_undo_it(both: list[User], make_comment: MakeComment) -> None:
    act = hide(make_comment(), both[0])
    assert act is not None
    address = f"/desk/comments/acts/{act.pk}/undo/"
    answers = at_once(both, lambda client, n: client.post(address).status_code)
    assert answers == [302, 302]
    assert CommentAction.objects.count() == 2 and Comment.objects.get().state == State.PUBLISHED


def test_both_say_for_the_first_time_who_may_comment(both: list[User], chapter: Chapter) -> None:
    address = f"/desk/stories/story/{chapter.story_id}/comments/"
    wanted = [{"audience": who, "premoderation": "guests"} for who in ("members", "nobody")]
    answers = at_once(both, lambda client, n: client.post(address, wanted[n]).status_code)
    assert answers == [302, 302]
    later, earlier = CommentAction.objects.all()
    assert (
        later.before == earlier.after
        and StoryCommentSettings.objects.get().audience == later.after["audience"]
    )


def test_writing_days_begun_in_two_tabs(author: User) -> None:
    def begin(client: Client, number: int) -> int:
        pause_feedback(author)
        return client.post("/desk/comments/writing/").status_code

    assert at_once([author, author], begin) == [302, 302]
