"""Which comments wait for the story's people: until one of them answers, or thanks."""

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


def waiting_for(user: User) -> set[str]:
    on_mine = Comment.objects.on_stories_of(user).not_deleted()
    waiting = set(on_mine.awaiting_reply_from(user))
    assert waiting.isdisjoint(on_mine.not_awaiting_reply_from(user))
    assert len(waiting) + on_mine.not_awaiting_reply_from(user).count() == on_mine.count()
    assert all(each.has_author_reply == has_author_reply(each) for each in on_mine)
    return {each.body for each in waiting}


def test_until_an_author_answers_it(make_comment: MakeComment, author: User, reader: User) -> None:
    first = make_comment("First")
    make_comment("Second")
    assert waiting_for(author) == {"First", "Second"}
    make_comment("I agree.", parent=first)
    assert waiting_for(author) == {"First", "Second", "I agree."}
    make_comment("Thank you!", by=author, parent=first)
    assert waiting_for(author) == {"Second", "I agree."}


def test_an_answer_further_down_answers_all_that_it_stands_under(
    make_comment: MakeComment, author: User
) -> None:
    long_ago = timezone.now() - timedelta(days=2)
    comments = [make_comment("0", at=long_ago)]
    for depth in range(1, 9):
        comments.append(make_comment(f"{depth}", parent=comments[-1], at=long_ago))
    answer = make_comment("Yes.", by=author, parent=comments[3])
    assert waiting_for(author) == {"4", "5", "6", "7", "8"}
    hide(answer, author)
    assert waiting_for(author) == {f"{depth}" for depth in range(9)}
    approve(answer, author)
    deep = make_comment("Really.", by=author, parent=comments[8])
    assert "8" not in waiting_for(author) and "0" not in waiting_for(author)
    delete_comment(deep.pk, author)
    assert "8" in waiting_for(author) and "0" not in waiting_for(author)
    undelete_comment(deep.pk, author)
    assert "8" not in waiting_for(author)


def test_what_an_author_likes_is_answered(
    make_comment: MakeComment, author: User, other_author: User
) -> None:
    comment = make_comment("Good")
    set_like(comment, other_author, given=True)
    assert waiting_for(author) == {"Good"}
    set_like(comment, author, given=True)
    assert waiting_for(author) == set()
    set_like(comment, author, given=False)
    assert waiting_for(author) == {"Good"}


def test_what_waits_to_be_looked_at_waits_and_what_was_decided_does_not(
    make_comment: MakeComment, author: User
) -> None:
    hidden, rejected = make_comment("Hidden"), make_comment("Rejected")
    make_comment("A guest", by=None)
    hide(hidden, author)
    reject(rejected, author)
    assert waiting_for(author) == {"A guest"}


def test_what_its_people_say_waits_for_none_of_them(
    make_comment: MakeComment, author: User, other_author: User, chapter: Chapter
) -> None:
    make_comment("Before I wrote here", by=other_author)
    Credit.objects.create(
        story=chapter.story, pen_name=pen_name_of(other_author), accepted_at=chapter.created_at
    )
    make_comment("I wrote this.", by=author)
    make_comment("And I that.", by=other_author)
    assert waiting_for(other_author) == set()
    assert waiting_for(author) == {"Before I wrote here"}


def test_nothing_of_stories_of_others_nor_of_what_was_deleted(
    make_comment: MakeComment, author: User, other_author: User, make_chapter: MakeChapter
) -> None:
    make_comment("Here")
    make_comment("Gone", chapter=(gone := make_chapter()))
    delete_chapter(gone)
    assert waiting_for(author) == {"Here"}
    assert waiting_for(other_author) == set()
