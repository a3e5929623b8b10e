"""Each function that changes a comment checks whether the person may do it."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from accounts.models import User, Visitor
from serial.comments import moderating
from serial.comments.changes.of_settings import ChapterSettingsChange, StorySettingsChange
from serial.comments.choices import State
from serial.comments.editing import delete_comment, erase_comment, save_edit, undelete_comment
from serial.comments.models import (
    Comment,
    CommentAction,
    Discussion,
    Like,
    MemberBlock,
    StoryBan,
    StoryCommentSettings,
)
from serial.comments.muting import set_member_block
from serial.comments.reactions import set_like
from serial.comments.settings_changes import (
    ban_commenter,
    change_chapter_settings,
    change_story_settings,
    lift_ban,
)
from serial.comments.undoing import undo_action
from tests.comments.conftest import MakeComment
from tests.comments.people import MANAGING, MODERATING, OTHER_MEMBERS, PEOPLE, get_person
from tests.rolling_back import rolled_back
from tests.shared_rows import shared_rows

Verb = Callable[[Comment, Visitor], object]
STORY_SETTINGS = StorySettingsChange("members", "everyone", closes_after_days=3)
CHAPTER_SETTINGS = ChapterSettingsChange("members", "everyone", closed=True)
BLOCK = MemberBlock.Kind.BLOCK


def lift_existing_ban(comment: Comment, by: Visitor) -> object:
    ban_commenter(comment, comment.story.credits.get().pen_name.user)
    return lift_ban(StoryBan.objects.get(), by)


def undo_hiding(comment: Comment, by: Visitor) -> object:
    action = moderating.hide(comment, None)
    assert action is not None
    return undo_action(action, by)


def undo_story_settings(comment: Comment, by: Visitor) -> object:
    action = change_story_settings(comment.story, STORY_SETTINGS, None)
    assert action is not None
    return undo_action(action, by)


def undelete_deleted(comment: Comment, by: Visitor) -> object:
    delete_comment(comment.pk, None)
    return undelete_comment(comment.pk, by)


def erase_deleted(comment: Comment, by: Visitor) -> object:
    delete_comment(comment.pk, None)
    return erase_comment(comment.pk, by)


VERBS: list[tuple[str, Verb, set[str]]] = [
    ("approve", moderating.approve, MODERATING),
    ("hold", moderating.hold, MODERATING),
    ("hide", moderating.hide, MODERATING),
    ("reject", moderating.reject, MODERATING),
    ("close-thread", lambda comment, by: moderating.close_thread(comment, True, by), MODERATING),
    ("hide-quote", lambda comment, by: moderating.hide_quote(comment, True, by), MODERATING),
    ("move", lambda comment, by: moderating.move_to_paragraph(comment, 2, by), MODERATING),
    ("undo hiding", undo_hiding, MODERATING),
    ("pin", lambda comment, by: moderating.pin(comment, True, by), {"author"}),
    ("ban", ban_commenter, {"author"}),
    ("lift ban", lift_existing_ban, MANAGING),
    (
        "story settings",
        lambda comment, by: change_story_settings(comment.story, STORY_SETTINGS, by),
        MANAGING,
    ),
    (
        "chapter settings",
        lambda comment, by: change_chapter_settings(comment.chapter, CHAPTER_SETTINGS, by),
        MANAGING,
    ),
    ("undo settings", undo_story_settings, MANAGING),
    ("edit", lambda comment, by: save_edit(comment.pk, "Other words.", by), {"reader"}),
    ("delete", lambda comment, by: delete_comment(comment.pk, by), {"reader"}),
    ("undelete", undelete_deleted, {"reader"}),
    ("erase", erase_deleted, {"reader"}),
    ("like", lambda comment, by: set_like(comment, by, given=True), OTHER_MEMBERS),
    ("unlike", lambda comment, by: set_like(comment, by, given=False), OTHER_MEMBERS),
    ("block", lambda comment, by: set_member_block(comment, BLOCK, by, given=True), OTHER_MEMBERS),
]


@shared_rows
def comment(make_comment: MakeComment) -> Comment:
    return make_comment(quote="Some words.", paragraph=1)


def stored() -> tuple[object, ...]:
    """Everything that the functions change, but for the settings' rows that locking creates."""
    models = (Comment, CommentAction, StoryBan, StoryCommentSettings, Like, MemberBlock)
    settings = Discussion.objects.values_list("audience", "premoderation", "closed_at")
    return (*(list(model.objects.order_by("pk").values()) for model in models), list(settings))


@pytest.mark.parametrize("person", PEOPLE)
def test_function_refuses_users_who_are_not_allowed(
    person: str, comment: Comment, author: User, request: pytest.FixtureRequest
) -> None:
    by = get_person(person, request)
    for name, verb, allowed in VERBS:
        with rolled_back():
            try:
                verb(Comment.objects.get(pk=comment.pk), by)
            except PermissionDenied:
                assert person not in allowed, name
            else:
                assert person in allowed, name


@pytest.mark.parametrize("person", PEOPLE)
def test_refused_function_changes_nothing(
    person: str, comment: Comment, author: User, request: pytest.FixtureRequest
) -> None:
    by = get_person(person, request)
    for name, verb, allowed in VERBS:
        if person in allowed or name.split()[0] in {"lift", "undo", "undelete", "erase"}:
            continue
        before = stored()
        with pytest.raises(PermissionDenied):
            verb(comment, by)
        assert stored() == before


def test_site_itself_may_do_everything(comment: Comment, author: User) -> None:
    for name, verb, _allowed in VERBS[:14]:
        with rolled_back():
            verb(Comment.objects.get(pk=comment.pk), None)  # type: ignore[arg-type]
            by = set(CommentAction.objects.values_list("by", flat=True))
            assert by <= {None, author.pk}, name


@pytest.mark.parametrize("person", ["guest", "reader", "moderator"])
def test_owner_token_proves_that_a_guest_comment_is_ones_own(
    person: str, make_comment: MakeComment, request: pytest.FixtureRequest
) -> None:
    own, other = make_comment("Mine.", by=None), make_comment("Another.", by=None)
    by = get_person(person, request)
    for token in ("", "x", "é", other.owner_token(), own.owner_token().upper()):
        with pytest.raises(PermissionDenied):
            delete_comment(own.pk, by, token)
        with pytest.raises(PermissionDenied):
            save_edit(own.pk, "Not mine.", by, token)
    save_edit(own.pk, "Mine, edited.", by, own.owner_token())
    delete_comment(own.pk, by, own.owner_token())
    undelete_comment(own.pk, by, own.owner_token())
    delete_comment(own.pk, by, own.owner_token())
    erase_comment(own.pk, by, own.owner_token())
    assert Comment.objects.get(pk=own.pk).state == State.ERASED
    assert Comment.objects.get(pk=other.pk).body == "Another."


def test_owner_token_says_nothing_about_a_comment_of_a_member(
    comment: Comment, other_author: User
) -> None:
    for by in (AnonymousUser(), other_author):
        with pytest.raises(PermissionDenied):
            delete_comment(comment.pk, by, comment.owner_token())
        assert not comment.is_editable_by(by, comment.owner_token())
