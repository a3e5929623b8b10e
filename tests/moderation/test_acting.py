"""Buttons on a comment outside the queue: moderators of the site decide, authors act."""

import pytest
from django.test import Client

from accounts.models import User
from serial.comments import moderating
from serial.comments.changes.base import ActionRefused
from serial.comments.choices import State
from serial.comments.editing import save_edit
from serial.comments.models import Comment, CommentAction
from serial.moderation.choices import DecisionKind
from serial.moderation.deciding import undo
from serial.moderation.models import Decision
from tests.comments.conftest import MakeComment
from tests.comments.sending import send_action, state_of
from tests.conftest import client_of
from tests.moderation.reviewing import decide_comment, item_of, make_moderator, make_rule
from tests.rolling_back import try_each
from tests.shared_rows import shared_rows

REJECT, HIDE, HOLD, APPROVE = (
    *(DecisionKind.REJECT, DecisionKind.HIDE),
    *(DecisionKind.HOLD, DecisionKind.APPROVE),
)


@shared_rows
def comment(make_comment: MakeComment) -> Comment:
    return make_comment("What a lovely lamp.")


def page_of(client: Client, comment: Comment) -> str:
    return client.get(comment.get_absolute_url()).content.decode()


@try_each(
    "name, kind",
    [("hide", HIDE), ("hold", HOLD), ("reject", REJECT), ("close-thread", "close-thread")],
)
def test_moderators_button_is_a_decision(
    name: str, kind: str, moderator: User, moderator_client: Client, comment: Comment
) -> None:
    send_action(moderator_client, comment, name, rule=make_rule().pk)
    decision = Decision.objects.get()
    assert (decision.kind, decision.by) == (kind, moderator)
    assert decision.action == CommentAction.objects.get()
    send_action(moderator_client, comment, "undo", undo=decision.action.pk)
    assert state_of(comment) == State.PUBLISHED
    assert Decision.objects.get(undoes=decision).action


def test_moderators_have_no_buttons_to_decide_about_their_own_comment(
    moderator: User, moderator_client: Client, make_comment: MakeComment
) -> None:
    own = make_comment("Mine.", by=moderator)
    assert 'value="hide"' in page_of(moderator_client, own)
    make_moderator("carla")
    page = page_of(moderator_client, own)
    assert 'value="hide"' not in page and 'value="delete"' in page


def test_authors_button_is_no_decision(author_client: Client, comment: Comment) -> None:
    for name in ("hide", "approve", "close-thread"):
        send_action(author_client, comment, name)
    assert CommentAction.objects.count() == 3 and not Decision.objects.exists()


def test_rejecting_needs_a_rule(moderator_client: Client, comment: Comment) -> None:
    make_rule()
    for rule in ("x", "999", "9" * 40):
        send_action(moderator_client, comment, "reject", rule=rule)
    response = send_action(moderator_client, comment, "reject")
    url = f"/moderation/items/{item_of(comment).pk}/?do=reject"
    assert response.headers["Location"] == url
    form = moderator_client.get(url).content.decode()
    assert "No advertising" in form
    assert state_of(comment) == State.PUBLISHED and not Decision.objects.exists()


@try_each("name", ["hide", "hold", "close-thread"])
def test_restricting_what_is_public_leads_to_the_form_that_asks_why(
    name: str, moderator_client: Client, comment: Comment
) -> None:
    make_rule()
    response = send_action(moderator_client, comment, name)
    url = f"/moderation/items/{item_of(comment).pk}/?do={name}"
    assert response.headers["Location"] == url
    form = moderator_client.get(url).content.decode()
    assert "No advertising" in form and "To the commenter" in form
    assert state_of(comment) == State.PUBLISHED and not Decision.objects.exists()


def test_holding_what_is_hidden_already_asks_nothing(
    moderator: User, moderator_client: Client, comment: Comment
) -> None:
    decide_comment(comment, HIDE, moderator)
    send_action(moderator_client, comment, "hold")
    assert state_of(comment) == State.HELD
    assert Decision.objects.latest("pk").kind == HOLD


@try_each("kind, stays", [(REJECT, True), (HIDE, True), (HOLD, False)])
def test_author_cannot_change_what_a_moderator_decided(
    kind: DecisionKind, stays: bool, author: User, moderator: User, comment: Comment
) -> None:
    decision = decide_comment(comment, kind, moderator, rule=make_rule())
    if not stays:
        moderating.approve(comment, author)
        assert state_of(comment) == State.PUBLISHED
        return
    for verb in (moderating.approve, moderating.hold):
        with pytest.raises(ActionRefused):
            verb(comment, author)
    undo(decision.pk, moderator)
    moderating.hide(comment, author)
    moderating.approve(comment, author)
    assert state_of(comment) == State.PUBLISHED


def test_author_reads_the_rule_but_no_name_and_has_no_undo(
    author_client: Client, moderator_client: Client, moderator: User, comment: Comment
) -> None:
    action = decide_comment(comment, REJECT, moderator, rule=make_rule()).action
    assert action is not None
    seen_by_author = page_of(author_client, comment)
    assert "1. No advertising" in seen_by_author and "A moderator" in seen_by_author
    assert "mona" not in seen_by_author and 'name="undo"' not in seen_by_author
    # None of the buttons that would say that only a moderator can change it.
    pages = page_of(author_client, comment), author_client.get("/desk/comments/").content.decode()
    for page in pages:
        assert 'value="approve"' not in page and 'value="hold"' not in page
    seen_by_moderator = page_of(moderator_client, comment)
    assert "mona" in seen_by_moderator and f'name="undo" value="{action.pk}"' in seen_by_moderator
    assert send_action(author_client, comment, "undo", undo=action.pk).status_code == 403
    response = author_client.post(f"/desk/comments/actions/{action.pk}/undo/", follow=True)
    assert "A moderator of the site or a check decided this." in response.content.decode()
    assert state_of(comment) == State.REJECTED


def test_author_is_told_the_reason_at_the_desk(
    author_client: Client, moderator: User, author: User, comment: Comment
) -> None:
    moderating.hide(comment, author)
    story = f"/desk/stories/story/{comment.story_id}/comments/"
    reason = "Decided by a moderator of the site: Approved. It breaks no rule."
    decision = decide_comment(comment, APPROVE, moderator, words="It breaks no rule.")
    for url in ("/desk/comments/", story):
        page = author_client.get(url).content.decode()
        assert reason in page and "mona" not in page
        assert f'name="undo" value="{decision.action_id}"' not in page
    undo(decision.pk, moderator)
    assert (
        "Decided by a moderator of the site: Undone." in author_client.get(story).content.decode()
    )
    moderating.approve(comment, author)
    assert reason not in author_client.get("/desk/comments/").content.decode()


def test_notes_and_warnings_are_for_moderators(
    author_client: Client, moderator_client: Client, moderator: User, comment: Comment
) -> None:
    decide_comment(comment, DecisionKind.NOTE, moderator, note="The same words as last week.")
    decide_comment(comment, DecisionKind.WARN, moderator, rule=make_rule())
    assert "Past actions" not in page_of(author_client, comment)
    assert "Warn" in page_of(moderator_client, comment)
    log = f"/desk/stories/story/{comment.story_id}/comments/"
    assert "No actions yet." in author_client.get(log).content.decode()


def test_author_undoes_no_check_but_approves(
    author: User, author_client: Client, make_comment: MakeComment
) -> None:
    comment = make_comment("See https://lamps.example/")
    page = page_of(author_client, comment)
    assert "Automatic check" in page and 'name="undo"' not in page
    moderating.approve(comment, author)
    assert state_of(comment) == State.PUBLISHED


def test_nobody_publishes_an_edit_that_they_did_not_read(
    make_comment: MakeComment, author: User, moderator: User
) -> None:
    comment = make_comment("Lovely.")
    moderating.hold(comment, None)
    save_edit(comment.pk, "Lovely lamps, cheap.", None)
    inbox = f"/desk/comments/{comment.pk}/action/"
    for user in (author, moderator):
        client = client_of(user)
        send_action(client, comment, "approve", revision=0)
        if user == author:
            client.post(inbox, {"action": "approve", "revision": 0})
        assert state_of(comment) == State.HELD
        page = client.get(comment.get_absolute_url()).content.decode()
        assert "It was edited since you opened the page." in page
        assert '<input type="hidden" name="revision" value="1">' in page
    send_action(client_of(author), comment, "approve", revision=1)
    assert state_of(comment) == State.PUBLISHED
