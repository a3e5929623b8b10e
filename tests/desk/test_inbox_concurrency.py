"""Two authors of a story moderate its comments at the same moment: it is done and logged once."""

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
def authors(author: User, other_author: User, chapter: Chapter) -> list[User]:
    Credit.objects.create(
        story=chapter.story, pen_name=pen_name_of(other_author), accepted_at=timezone.now()
    )
    return [author, other_author]


def run_at_once(users: list[User], request: Callable[[Client, int], int]) -> list[int]:
    """Calls `request` with a client of each user and its index; returns the status codes."""
    barrier, statuses = Barrier(len(users)), []

    def run(number: int, user: User) -> None:
        client = client_of(user)
        barrier.wait()
        statuses.append(request(client, number))
        connection.close()

    threads = [Thread(target=run, args=args) for args in enumerate(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


def test_both_hide_the_same_comment(authors: list[User], make_comment: MakeComment) -> None:
    comment = make_comment()
    url = f"/desk/comments/{comment.pk}/action/"
    statuses = run_at_once(
        authors, lambda client, n: client.post(url, {"action": "hide"}).status_code
    )
    assert statuses == [302, 302]
    assert CommentAction.objects.count() == 1 and Comment.objects.get().state == State.HIDDEN
    assert Discussion.objects.get().comment_count == 0


def test_both_undo_the_same_action(authors: list[User], make_comment: MakeComment) -> None:
    action = hide(make_comment(), authors[0])
    assert action is not None
    url = f"/desk/comments/actions/{action.pk}/undo/"
    statuses = run_at_once(authors, lambda client, n: client.post(url).status_code)
    assert statuses == [302, 302]
    assert CommentAction.objects.count() == 2 and Comment.objects.get().state == State.PUBLISHED


def test_both_save_the_first_comment_settings_of_a_story(
    authors: list[User], chapter: Chapter
) -> None:
    url = f"/desk/stories/story/{chapter.story_id}/comments/"
    posted = [
        {"audience": audience, "premoderation": "guests"} for audience in ("members", "nobody")
    ]
    statuses = run_at_once(authors, lambda client, n: client.post(url, posted[n]).status_code)
    assert statuses == [302, 302]
    later, earlier = CommentAction.objects.all()
    assert (
        later.before == earlier.after
        and StoryCommentSettings.objects.get().audience == later.after["audience"]
    )


def test_feedback_paused_in_two_tabs(author: User) -> None:
    def pause(client: Client, number: int) -> int:
        pause_feedback(author)
        return client.post("/desk/comments/pause/").status_code

    assert run_at_once([author, author], pause) == [302, 302]
