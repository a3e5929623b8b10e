"""Comments await the authors of a story until one of them replies, likes or moderates."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from serial.chapters.deleting import delete_chapter
from serial.chapters.models import Chapter
from serial.comments.counters import has_author_reply
from serial.comments.editing import delete_comment, undelete_comment
from serial.comments.models import Comment
from serial.comments.moderating import approve, hide, reject
from serial.comments.reactions import set_like
from serial.stories.models import Credit
from tests.comments.conftest import MakeComment
from tests.conftest import MakeChapter, pen_name_of


def awaiting(user: User) -> set[str]:
    comments = Comment.objects.on_stories_of(user).not_deleted()
    awaiting = set(comments.awaiting_reply_from(user))
    others = comments.not_awaiting_reply_from(user)
    assert awaiting.isdisjoint(others)
    assert len(awaiting) + others.count() == comments.count()
    assert all(comment.has_author_reply == has_author_reply(comment) for comment in comments)
    return {comment.body for comment in awaiting}


def test_comment_awaits_reply_until_an_author_replies(
    make_comment: MakeComment, author: User, reader: User
) -> None:
    first = make_comment("First")
    make_comment("Second")
    assert awaiting(author) == {"First", "Second"}
    make_comment("I agree.", parent=first)
    assert awaiting(author) == {"First", "Second", "I agree."}
    make_comment("Thank you!", by=author, parent=first)
    assert awaiting(author) == {"Second", "I agree."}


def test_author_reply_counts_for_all_comments_above_it(
    make_comment: MakeComment, author: User
) -> None:
    long_ago = timezone.now() - timedelta(days=2)
    comments = [make_comment("0", at=long_ago)]
    for depth in range(1, 9):
        comments.append(make_comment(f"{depth}", parent=comments[-1], at=long_ago))
    reply = make_comment("Yes.", by=author, parent=comments[3])
    assert awaiting(author) == {"4", "5", "6", "7", "8"}
    hide(reply, author)
    assert awaiting(author) == {f"{depth}" for depth in range(9)}
    approve(reply, author)
    deep = make_comment("Really.", by=author, parent=comments[8])
    assert "8" not in awaiting(author) and "0" not in awaiting(author)
    delete_comment(deep.pk, author)
    assert "8" in awaiting(author) and "0" not in awaiting(author)
    undelete_comment(deep.pk, author)
    assert "8" not in awaiting(author)


def test_liked_comment_does_not_await_reply(
    make_comment: MakeComment, author: User, other_author: User
) -> None:
    comment = make_comment("Good")
    set_like(comment, other_author, given=True)
    assert awaiting(author) == {"Good"}
    set_like(comment, author, given=True)
    assert awaiting(author) == set()
    set_like(comment, author, given=False)
    assert awaiting(author) == {"Good"}


def test_held_comment_awaits_reply_but_hidden_and_rejected_do_not(
    make_comment: MakeComment, author: User
) -> None:
    hidden, rejected = make_comment("Hidden"), make_comment("Rejected")
    make_comment("A guest", by=None)
    hide(hidden, author)
    reject(rejected, author)
    assert awaiting(author) == {"A guest"}


def test_comments_by_authors_do_not_await_reply(
    make_comment: MakeComment, author: User, other_author: User, chapter: Chapter
) -> None:
    make_comment("Before I wrote here", by=other_author)
    Credit.objects.create(
        story=chapter.story, pen_name=pen_name_of(other_author), accepted_at=chapter.created_at
    )
    make_comment("I wrote this.", by=author)
    make_comment("And I that.", by=other_author)
    assert awaiting(other_author) == set()
    assert awaiting(author) == {"Before I wrote here"}


def test_comments_on_other_stories_and_deleted_chapters_do_not_await_reply(
    make_comment: MakeComment, author: User, other_author: User, make_chapter: MakeChapter
) -> None:
    make_comment("Here")
    make_comment("Gone", chapter=(deleted := make_chapter()))
    delete_chapter(deleted)
    assert awaiting(author) == {"Here"}
    assert awaiting(other_author) == set()
