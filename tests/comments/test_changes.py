"""Each kind of comment action has a change, which is read, applied, logged and undone."""

from typing import Any

import pytest

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.changes.base import ActionRefused, Change
from serial.comments.changes.of_ban import BanChange
from serial.comments.changes.of_comment import (
    ParagraphChange,
    PinChange,
    QuoteChange,
    StateChange,
    ThreadClosedChange,
)
from serial.comments.changes.of_settings import ChapterSettingsChange, StorySettingsChange
from serial.comments.changes.registry import CHANGES, change_after
from serial.comments.choices import State
from serial.comments.editing import delete_comment, undelete_comment
from serial.comments.models import Comment, CommentAction
from serial.comments.undoing import can_be_undone, undo_action
from tests.comments.conftest import MakeComment
from tests.rolling_back import try_each

ON_COMMENTS = [
    *(StateChange(state) for state in (State.HELD, State.HIDDEN, State.REJECTED)),
    *(ThreadClosedChange(True), PinChange(True), QuoteChange(True)),
    *(ParagraphChange(2), ParagraphChange(None)),
]
ON_SETTINGS = [
    *(StorySettingsChange("members", "everyone", days) for days in (None, 3)),
    *(ChapterSettingsChange("", "nobody", closed) for closed in (True, False)),
]


@pytest.fixture
def comment(make_comment: MakeComment) -> Comment:
    return make_comment(quote="Some words.", paragraph=1)


def subject_of(change: Change[Any], comment: Comment) -> Any:
    """Returns the subject, read anew."""
    comment = Comment.objects.get(pk=comment.pk)
    if change in ON_COMMENTS:
        return comment
    return comment.chapter if isinstance(change, ChapterSettingsChange) else comment.story


def apply_and_undo(change: Change[Any], comment: Comment, author: User) -> None:
    before = change.read(subject_of(change, comment))
    assert before != change
    action = change.apply(subject_of(change, comment), author)
    assert action is not None and (action.kind, action.by) == (change.kind, author)
    action = CommentAction.objects.get(pk=action.pk)
    assert change_after(action) == change and type(change).from_json(action.before) == before
    assert change.read(subject_of(change, comment)) == change and can_be_undone(action)
    assert change.apply(subject_of(change, comment), author) is None
    undone = undo_action(action, author)
    assert change.read(subject_of(change, comment)) == before
    assert (undone.before, undone.after) == (action.after, action.before)
    assert not can_be_undone(CommentAction.objects.get(pk=action.pk))


def test_every_kind_of_action_has_its_own_change() -> None:
    assert set(CHANGES) == set(CommentAction.Kind.values)


@try_each("change", [*ON_COMMENTS, *ON_SETTINGS])
def test_change_is_read_applied_logged_and_undone(
    change: Change[Any], comment: Comment, author: User
) -> None:
    apply_and_undo(change, comment, author)


@pytest.mark.parametrize("is_guest", [False, True])
def test_ban_is_read_applied_logged_and_undone(
    is_guest: bool, make_comment: MakeComment, author: User
) -> None:
    comment = make_comment(by=None) if is_guest else make_comment()
    ban = BanChange(comment.user_id, comment.ip_hash_id, banned=True)
    apply_and_undo(ban, comment, author)


def test_unknown_commenter_cannot_be_banned(chapter: Chapter, author: User) -> None:
    assert BanChange(None, None, banned=True).apply(chapter.story, author) is None
    assert not CommentAction.objects.exists()


def test_undo_refuses_a_value_that_changed_since(comment: Comment, author: User) -> None:
    action = PinChange(True).apply(comment, author)
    assert action is not None
    PinChange(False).apply(comment, author)
    assert not can_be_undone(CommentAction.objects.get(pk=action.pk))


def test_actions_by_others_exclude_what_the_commenter_did(comment: Comment, author: User) -> None:
    hiding = StateChange(State.HIDDEN).apply(comment, author)
    delete_comment(comment.pk, None)
    undelete_comment(comment.pk, None)
    approval = StateChange(State.PUBLISHED).apply(comment, author)
    pinning = PinChange(True).apply(comment, author)
    assert list(CommentAction.objects.by_others()) == [pinning, approval, hiding]
    for action in CommentAction.objects.all():
        assert action.is_by_commenter() != (action in [pinning, approval, hiding])


@pytest.mark.parametrize("is_undeleted", [False, True])
def test_undo_refuses_what_the_commenter_did(
    is_undeleted: bool, comment: Comment, author: User
) -> None:
    delete_comment(comment.pk, None)
    if is_undeleted:
        undelete_comment(comment.pk, None)
    for action in CommentAction.objects.all():
        assert not can_be_undone(action)
        with pytest.raises(ActionRefused):
            undo_action(action, author)
    expected = State.PUBLISHED if is_undeleted else State.DELETED
    assert Comment.objects.get().state == expected
