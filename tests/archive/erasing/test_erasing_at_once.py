"""Two processes erase the same account; somebody signs in, or changes a story, at that moment."""

from collections.abc import Iterator
from contextlib import suppress
from threading import Event, Thread
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from serial.archive.erasing import erase_due_accounts
from serial.archive.leaving.account_deletions import DeletionRefused, start_deletion
from serial.archive.models import AccountDeletion, ErasureRecord
from serial.chapters.models import Chapter
from serial.comments.models import Comment
from serial.comments.posting import post_comment
from serial.comments.submission import CommentSubmission
from serial.erasure import CommentsChoice
from serial.stories.models import Credit, Story
from tests.accounts.auth import is_signed_in, sign_in
from tests.archive.conftest import AddCoAuthor, make_due
from tests.archive.erasing import steps
from tests.comments.recounting import assert_counts_are_right
from tests.comments.test_concurrency import run_at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def paused_erasure(settings: Settings) -> Iterator[Thread]:
    """A thread that erases the due accounts and waits in the middle, with its locks."""
    steps.is_paused.clear()
    steps.may_go_on.clear()
    settings.ERASURE_STEPS = [*settings.ERASURE_STEPS[:-1], steps.PAUSE, settings.ERASURE_STEPS[-1]]
    thread = Thread(target=in_thread)
    yield thread
    steps.may_go_on.set()
    thread.join()


def in_thread() -> None:
    try:
        erase_due_accounts()
    finally:
        connection.close()


def test_two_commands_erase_an_account_once(author: User, reader: User, story: Story) -> None:
    for user in (author, reader):
        start_deletion(user, CommentsChoice.ERASE, {})
    make_due()
    results = run_at_once(4, lambda number: erase_due_accounts())
    erased = [result[0] for result in results if isinstance(result, tuple)]
    assert sum(erased) == 2 and len(erased) == 4
    assert ErasureRecord.objects.count() == 2 and not User.objects.exists()


def test_two_superusers_cannot_leave_at_the_same_moment(superuser: User, reader: User) -> None:
    User.objects.filter(pk=reader.pk).update(is_superuser=True)
    users = list(User.objects.order_by("pk"))
    has_started, may_commit = Event(), Event()

    def leave_first() -> None:
        with transaction.atomic():
            start_deletion(users[0], CommentsChoice.KEEP, {})
            has_started.set()
            may_commit.wait(timeout=20)
        connection.close()

    def leave_second() -> None:
        with suppress(DeletionRefused):
            start_deletion(users[1], CommentsChoice.KEEP, {})
        connection.close()

    first, second = Thread(target=leave_first), Thread(target=leave_second)
    first.start()
    assert has_started.wait(timeout=20)
    second.start()
    # Without the lock it would be done before the first one is.
    second.join(timeout=0.5)
    may_commit.set()
    for thread in (first, second):
        thread.join()
    assert [row.user for row in AccountDeletion.objects.all()] == [users[0]]


def test_signing_in_while_the_command_runs_is_refused(reader: User, paused_erasure: Thread) -> None:
    start_deletion(reader, CommentsChoice.ERASE, {})
    make_due()
    paused_erasure.start()
    assert steps.is_paused.wait(timeout=20)
    client = Client()
    response = sign_in(client, "rosa")
    assert response.status_code == 403 and not is_signed_in(client)
    assert "cannot be restored" in response.content.decode()
    steps.may_go_on.set()
    paused_erasure.join()
    assert not User.objects.exists()


def test_sign_in_that_comes_first_wins(reader: User) -> None:
    start_deletion(reader, CommentsChoice.ERASE, {})
    make_due()

    def act(number: int) -> object:
        client = Client()
        return (
            erase_due_accounts() if number else (sign_in(client, "rosa"), is_signed_in(client))[1]
        )

    run_at_once(2, act)
    # Either the account is erased, or it is kept and the deletion is cancelled.
    assert User.objects.exists() != ErasureRecord.objects.exists()
    assert not AccountDeletion.objects.exists()


def test_co_author_deletes_the_story_while_it_is_handed_over(
    author: User, story: Story, add_co_author: AddCoAuthor, paused_erasure: Thread
) -> None:
    add_co_author(story)
    start_deletion(author, CommentsChoice.KEEP, {})
    make_due()
    paused_erasure.start()
    assert steps.is_paused.wait(timeout=20)

    def delete() -> None:
        Story.objects.get(pk=story.pk).soft_delete()
        connection.close()

    deleting = Thread(target=delete)
    deleting.start()
    steps.may_go_on.set()
    paused_erasure.join()
    deleting.join()
    assert [credit.pen_name.name for credit in Credit.objects.all()] == ["otto"]
    assert Story.objects.get().deleted_at is not None


def post(chapter: Chapter, user: User, body: str) -> Comment:
    chapter = Chapter.objects.select_related("story").get(pk=chapter.pk)
    submission = CommentSubmission(
        chapter=chapter, form_key=uuid4(), body=body, user=user, seconds=60.0, paragraph=1
    )
    return post_comment(submission)


def test_comments_are_posted_while_others_are_erased(
    reader: User, author: User, chapter: Chapter
) -> None:
    for number in range(5):
        post(chapter, reader, f"Number {number}.")
    start_deletion(reader, CommentsChoice.ERASE, {})
    make_due()
    first = Comment.objects.filter(chapter=chapter).order_by("number")[0]

    def act(number: int) -> object:
        if number == 0:
            return erase_due_accounts()
        return post(chapter, author, f"By another {number}.").pk

    results = run_at_once(4, act)
    assert (1, 0) in results and not [r for r in results if isinstance(r, Exception)]
    first.refresh_from_db()
    assert first.state == "erased" and Comment.objects.filter(chapter=chapter).count() == 8
    assert_counts_are_right(chapter)
