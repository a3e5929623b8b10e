"""The comment's page, the desk and the moderators' admin offer the same actions on a comment."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from accounts.models import User
from serial.comments import moderating
from serial.comments.actions import ACTIONS, ALL_ACTIONS
from serial.comments.changes.base import ActionRefused
from serial.comments.choices import State
from serial.comments.editing import delete_comment
from serial.comments.models import Comment, MemberBlock
from serial.comments.muting import set_member_block
from serial.comments.reactions import set_like
from serial.comments.viewers import load_viewer, load_viewers
from serial.desk.comments.comment_actions import INBOX_ACTIONS, fits_state
from serial.moderation.bulk_actions import BULK_ACTIONS
from tests.comments.conftest import MakeComment
from tests.comments.people import PEOPLE, get_person
from tests.moderation.test_admin import run_action
from tests.rolling_back import rolled_back, try_each
from tests.sampling import in_turns, share

INBOX_NAMES = {action.name for action in INBOX_ACTIONS}
BULK_NAMES = {action.__name__.removesuffix("_selected") for action in BULK_ACTIONS}
# Each returns a comment on the author's story in another condition.
CONDITIONS = (
    *("published", "held", "hidden", "rejected", "reply", "closed", "pinned", "liked"),
    *("by a guest", "by the author", "by a co-author"),
)


def make_in_condition(
    condition: str, make_comment: MakeComment, author: User, other_author: User
) -> Comment:
    by = {"by a guest": None, "by the author": author, "by a co-author": other_author}
    if condition in by:
        return make_comment(by=by[condition])
    comment = make_comment(quote="Some words.", paragraph=1)
    match condition:
        case "held":
            moderating.hold(comment, None)
        case "hidden":
            moderating.hide(comment, None)
        case "rejected":
            moderating.reject(comment, None)
        case "reply":
            return make_comment("Reply.", parent=comment)
        case "closed":
            moderating.close_thread(comment, True, None)
        case "pinned":
            moderating.pin(comment, True, None)
        case "liked":
            set_like(comment, author, given=True)
    return comment


def labels_on_page(client: Client, comment: Comment) -> dict[str, str]:
    """{name: label} of the actions that the comment's page offers."""
    response = client.get(comment.get_absolute_url())
    return {action.name: str(action.label) for action in response.context["actions"]}


@pytest.mark.parametrize("person", PEOPLE)
def test_offered_action_is_allowed_and_hidden_action_is_refused(
    person: str, make_comment: MakeComment, author: User, request: pytest.FixtureRequest
) -> None:
    pk, user = make_comment(quote="Some words.", paragraph=1).pk, get_person(person, request)
    for action in ALL_ACTIONS:
        comment = Comment.objects.get(pk=pk)
        is_offered = action.permission(load_viewer(comment, user))
        with rolled_back():
            try:
                action.apply(comment, user)
            except PermissionDenied:
                assert not is_offered, action.name
            except ActionRefused:
                assert is_offered, action.name
            else:
                assert is_offered, action.name


@try_each("condition", share(CONDITIONS, 0, 3))
def test_desk_offers_the_same_as_the_page_of_the_comment(
    condition: str,
    make_comment: MakeComment,
    author: User,
    author_client: Client,
    other_author: User,
) -> None:
    comment = make_in_condition(condition, make_comment, author, other_author)
    on_page = labels_on_page(author_client, comment)
    rows = author_client.get("/desk/comments/").context["rows"]
    (at_desk,) = [row.actions for row in rows if row.comment == comment]
    expected = {
        name: label
        for name, label in on_page.items()
        if name in INBOX_NAMES and fits_state(name, Comment.objects.get(pk=comment.pk))
    }
    assert {action.name: str(action.label) for action in at_desk} == expected


@pytest.mark.sweep
@try_each("condition", share([*CONDITIONS, "deleted"], 2, 3))
def test_moderators_admin_changes_what_the_page_of_the_comment_offers(
    condition: str,
    make_comment: MakeComment,
    author: User,
    other_author: User,
    moderator: User,
    moderator_client: Client,
) -> None:
    comment = make_in_condition(condition, make_comment, author, other_author)
    if condition == "deleted":
        delete_comment(comment.pk, None)
    stored = Comment.objects.get(pk=comment.pk)
    viewer = load_viewer(stored, moderator)
    available = {name for name in BULK_NAMES if ACTIONS[name].is_available(stored, viewer)}
    if condition != "deleted":
        assert BULK_NAMES & set(labels_on_page(moderator_client, comment)) == available
    turn = len(condition)
    for name in share(in_turns(sorted(BULK_NAMES), turn, 2), turn // 2, 2):
        with rolled_back():
            changed = "1 comment changed." in run_action(moderator_client, name, comment)
            assert changed == (name in available), name


def test_pages_have_one_label_for_each_action() -> None:
    labels = {action.__name__: getattr(action, "short_description", "") for action in BULK_ACTIONS}
    assert labels == {f"{name}_selected": ACTIONS[name].label for name in BULK_NAMES}
    assert len(ACTIONS) == len(ALL_ACTIONS) == len({str(row.label) for row in ALL_ACTIONS})


def test_hold_is_offered_at_the_desk_for_every_state_but_held(
    make_comment: MakeComment, author: User, author_client: Client
) -> None:
    comments = [make_comment(f"Number {number}.") for number in range(4)]
    for verb, comment in zip(
        (moderating.hold, moderating.hide, moderating.reject), comments, strict=False
    ):
        verb(comment, author)
    rows = author_client.get("/desk/comments/").context["rows"]
    offered = {
        row.comment.state for row in rows if "hold" in {action.name for action in row.actions}
    }
    assert offered == {State.PUBLISHED, State.HIDDEN, State.REJECTED}


def test_viewers_of_many_comments_are_those_of_each(
    make_comment: MakeComment, author: User, other_author: User, moderator: User, reader: User
) -> None:
    comments = [make_comment("One."), make_comment("Two.", by=other_author)]
    set_like(comments[0], moderator, given=True)
    set_member_block(comments[1], MemberBlock.Kind.MUTE, moderator, given=True)
    for user in (reader, author, other_author, moderator):
        together = load_viewers(comments, user)
        for comment in comments:
            assert together[comment.pk] == load_viewer(comment, user)
            assert together[comment.pk].is_moderator == comment.is_moderated_by(user)
            assert together[comment.pk].is_author == comment.is_on_story_of(user)
    viewers = load_viewers(comments, moderator)
    assert [viewers[comment.pk].has_liked for comment in comments] == [True, False]
    assert [viewers[comment.pk].block_kinds for comment in comments] == [set(), {"mute"}]
