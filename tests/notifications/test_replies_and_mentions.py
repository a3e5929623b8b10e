"""Members are told of replies and mentions, each once, and only of what they may see."""

import pytest

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.editing import delete_comment, save_edit, undelete_comment
from serial.comments.erasing import erase_comments
from serial.comments.feedback_pause import pause_feedback
from serial.comments.models import Comment
from serial.comments.moderating import approve, hide, hold, reject
from serial.comments.muting import block, mute, unmute
from serial.notifications.models import Notification, NotificationSetting
from serial.stories.models import Story
from tests.comments.conftest import MakeComment
from tests.conftest import make_user
from tests.notifications.conftest import Told
from tests.shared_rows import shared_rows


@shared_rows
def thread(make_comment: MakeComment) -> Comment:
    """By the reader."""
    return make_comment("I liked this.")


def test_a_reply_tells_the_commenter(
    thread: Comment,
    make_comment: MakeComment,
    told: Told,
    reader: User,
    other_author: User,
    author: User,
) -> None:
    replies = [make_comment("So did I.", by=by, parent=thread) for by in (other_author, None)]
    # Comments of guests are held.
    assert told(reader) == [f"reply:{replies[0].pk}"]
    approve(replies[1], author)
    assert told(reader) == [f"reply:{reply.pk}" for reply in replies]
    assert told(other_author) == []


def test_nobody_is_told_of_their_own_comments(
    thread: Comment, make_comment: MakeComment, told: Told, reader: User
) -> None:
    make_comment("Also this, says @rosa.", parent=thread)
    assert told(reader) == []


def test_a_guest_is_not_told(make_comment: MakeComment, author: User) -> None:
    make_comment("Yes.", by=author, parent=make_comment("Hm.", by=None))
    assert not Notification.objects.exists()


def test_a_mention_tells_the_member_and_a_reply_with_one_tells_once(
    thread: Comment, make_comment: MakeComment, told: Told, reader: User, other_author: User
) -> None:
    third = make_user("tilda")
    mention = make_comment("As @rosa said.", by=other_author)
    reply = make_comment("Yes, @rosa and @tilda.", by=other_author, parent=thread)
    assert told(reader) == [f"mention:{mention.pk}", f"reply:{reply.pk}"]
    # Tilda has written nothing here, so her name is nobody's.
    assert told(third) == []
    make_comment("Hello.", by=third)
    late = make_comment("Hello @tilda.", by=other_author)
    assert told(third) == [f"mention:{late.pk}"]


def test_an_edit_can_mention_and_take_back(
    thread: Comment, make_comment: MakeComment, told: Told, reader: User, other_author: User
) -> None:
    comment = make_comment("As rosa said.", by=other_author)
    assert told(reader) == []
    for _ in range(2):
        save_edit(comment.pk, "As @rosa said.", other_author)
        assert told(reader) == [f"mention:{comment.pk}"]
        save_edit(comment.pk, "As she said.", other_author)
        assert told(reader) == []


def test_a_held_reply_tells_when_it_is_approved(
    thread: Comment, make_comment: MakeComment, told: Told, reader: User, author: User
) -> None:
    reply = make_comment("Buy pills.", by=None, parent=thread)
    Notification.objects.all().delete()
    hold(reply, author)
    assert told(reader) == []
    approve(Comment.objects.get(pk=reply.pk), author)
    assert told(reader) == [f"reply:{reply.pk}"]


@pytest.mark.parametrize("act", [hold, hide, reject])
def test_what_is_taken_away_is_not_shown_and_tells_once_when_it_is_back(
    thread: Comment,
    make_comment: MakeComment,
    told: Told,
    reader: User,
    author: User,
    act: object,
) -> None:
    reply = make_comment("Hm.", by=None, parent=thread)
    assert callable(act)
    act(reply, author)
    assert told(reader) == []
    approve(Comment.objects.get(pk=reply.pk), author)
    assert told(reader) == [f"reply:{reply.pk}"]
    assert Notification.objects.count() == 1


def test_a_deleted_reply_is_not_shown(
    thread: Comment, make_comment: MakeComment, told: Told, reader: User, other_author: User
) -> None:
    reply = make_comment("Hm.", by=other_author, parent=thread)
    delete_comment(reply.pk, other_author)
    assert told(reader) == []
    undelete_comment(reply.pk, other_author)
    assert told(reader) == [f"reply:{reply.pk}"]
    erase_comments([reply.pk])
    assert told(reader) == []


@pytest.mark.parametrize("keep_away", [mute, block])
def test_muted_and_blocked_people_tell_nothing(
    thread: Comment,
    make_comment: MakeComment,
    told: Told,
    reader: User,
    other_author: User,
    keep_away: object,
) -> None:
    make_comment("Hm.", by=other_author, parent=thread)
    make_comment("Hm, @rosa.", by=other_author)
    assert callable(keep_away)
    keep_away(reader, other_author, "otto")
    assert told(reader) == []
    unmute(reader, other_author)
    assert len(told(reader)) == (2 if keep_away is mute else 0)


def test_what_the_member_cannot_read_is_not_shown(
    thread: Comment,
    make_comment: MakeComment,
    told: Told,
    reader: User,
    other_author: User,
    chapter: Chapter,
) -> None:
    make_comment("Hm.", by=other_author, parent=thread)
    Story.objects.update(visibility="draft")
    assert told(reader) == []
    Story.objects.update(visibility="members")
    assert len(told(reader)) == 1
    Chapter.objects.update(release_at=None)
    assert told(reader) == []


def test_feedback_that_an_author_paused_is_not_shown(
    make_comment: MakeComment, told: Told, author: User
) -> None:
    own = make_comment("A note.", by=author)
    make_comment("Hm.", parent=own)
    assert len(told(author)) == 1
    pause_feedback(author)
    assert told(author) == []


def test_kinds_that_are_off_are_not_shown(
    thread: Comment, make_comment: MakeComment, told: Told, reader: User, other_author: User
) -> None:
    make_comment("Hm.", by=other_author, parent=thread)
    setting = NotificationSetting.objects.create(
        user=reader, kind="reply", in_site=False, email="never"
    )
    assert told(reader) == []
    setting.delete()
    assert len(told(reader)) == 1
