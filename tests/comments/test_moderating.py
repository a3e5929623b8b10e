"""Authors and moderators moderate a comment; every action is logged and can be undone."""

import pytest
from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments import moderating
from serial.comments.changes.base import ActionRefused
from serial.comments.changes.of_settings import ChapterSettingsChange, StorySettingsChange
from serial.comments.choices import State
from serial.comments.editing import delete_comment, undelete_comment
from serial.comments.models import Comment, CommentAction, StoryCommentSettings
from serial.comments.settings_changes import change_chapter_settings, change_story_settings
from serial.comments.undoing import undo_action
from tests.comments.conftest import MakeComment
from tests.comments.sending import comments_url, send_action, state_of
from tests.moderation.reviewing import make_rule
from tests.rolling_back import rolled_back, try_each
from tests.shared_rows import shared_rows

DECISIONS = {"hold": State.HELD, "hide": State.HIDDEN, "reject": State.REJECTED}


@shared_rows
def comment(make_comment: MakeComment) -> Comment:
    return make_comment(quote="Some words.", paragraph=1)


@pytest.mark.parametrize("name", DECISIONS)
@pytest.mark.parametrize("who", ["author", "moderator"])
def test_authors_and_moderators_hold_hide_reject_and_approve(
    name: str, who: str, comment: Comment, request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(f"{who}_client")
    send_action(client, comment, name, rule=make_rule().pk)
    assert state_of(comment) == DECISIONS[name]
    send_action(client, comment, "approve")
    assert state_of(comment) == State.PUBLISHED
    logged = [
        (action.by.username, action.after["state"])
        for action in CommentAction.objects.order_by("pk")
        if action.by
    ]
    username = "anna" if who == "author" else "mona"
    assert logged == [(username, DECISIONS[name]), (username, State.PUBLISHED)]


@pytest.mark.parametrize("who", ["guest", "reader", "other_author"])
def test_nobody_else_can_moderate(
    who: str, comment: Comment, request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(f"{who}_client")
    page = client.get(comment.get_absolute_url()).content.decode()
    for name in [*DECISIONS, "close-thread", "pin", "hide-quote", "ban"]:
        assert send_action(client, comment, name).status_code == 403, name
        assert state_of(comment) == State.PUBLISHED and not CommentAction.objects.exists()
        assert f'value="{name}"' not in page


def test_unknown_action_is_not_found(author_client: Client, comment: Comment) -> None:
    for name in ["", "no-such", "undoo", "__class__", "\x00", "é"]:
        assert send_action(author_client, comment, name).status_code == 404, name


def test_repeated_action_changes_nothing_and_says_so(
    author_client: Client, comment: Comment
) -> None:
    for name in ("hide", "close-thread", "pin", "hide-quote", "mute", "block", "like"):
        with rolled_back():
            for _ in range(2):
                response = send_action(author_client, comment, name)
                assert response.status_code == 302, name
            page = author_client.get(response.headers["Location"]).content.decode()
            assert "it was already done" in page, name
            assert CommentAction.objects.count() <= 1, name


def test_script_gets_an_empty_response(author_client: Client, comment: Comment) -> None:
    client = Client(headers={"sec-fetch-mode": "cors"})
    client.force_login(User.objects.get(username="anna"))
    assert send_action(client, comment, "hide").status_code == 204
    assert state_of(comment) == State.HIDDEN


@try_each(
    "name, field, value",
    [
        ("hide", "state", State.HIDDEN),
        ("close-thread", "closed_at", None),
        ("pin", "is_pinned", True),
        ("hide-quote", "quote_is_hidden", True),
    ],
)
def test_action_is_undone_from_the_page_of_the_comment(
    name: str, field: str, value: object, author_client: Client, comment: Comment
) -> None:
    before = getattr(Comment.objects.get(), field)
    send_action(author_client, comment, name)
    changed = getattr(Comment.objects.get(), field)
    assert changed != before and (value is None or changed == value)
    action = CommentAction.objects.get()
    page = author_client.get(comment.get_absolute_url()).content.decode()
    assert f'name="undo" value="{action.pk}"' in page
    assert ("Published → Hidden" in page) == (name == "hide")
    send_action(author_client, comment, "undo", undo=action.pk)
    assert getattr(Comment.objects.get(), field) == before
    assert CommentAction.objects.get(undoes=action).after == action.before


def test_move_to_paragraph_is_undone(author: User, chapter: Chapter, comment: Comment) -> None:
    action = moderating.move_to_paragraph(comment, None, author)
    assert Comment.objects.get().paragraph is None and action is not None
    undo_action(action, author)
    assert Comment.objects.get().paragraph == 1


def test_settings_changes_are_undone(author: User, chapter: Chapter, comment: Comment) -> None:
    of_story = change_story_settings(
        chapter.story,
        StorySettingsChange("nobody", "guests", closes_after_days=3),
        author,
    )
    of_chapter = change_chapter_settings(
        chapter, ChapterSettingsChange("members", "everyone", closed=True), author
    )
    for action in (of_story, of_chapter):
        assert action is not None and undo_action(action, author).undoes == action
    chapter.discussion.refresh_from_db()
    discussion = chapter.discussion
    assert (discussion.audience, discussion.premoderation, discussion.closed_at) == ("", "", None)
    settings = StoryCommentSettings.objects.get()
    assert (settings.audience, settings.premoderation, settings.closes_after_days) == (
        "everyone",
        "guests",
        None,
    )


def test_action_cannot_be_undone_twice(author_client: Client, comment: Comment) -> None:
    send_action(author_client, comment, "hide")
    action = CommentAction.objects.get()
    for _ in range(2):
        response = send_action(author_client, comment, "undo", undo=action.pk)
    page = author_client.get(response.headers["Location"]).content.decode()
    assert "This was already undone." in page
    assert state_of(comment) == State.PUBLISHED and CommentAction.objects.count() == 2


def test_action_cannot_be_undone_after_a_later_action(author: User, comment: Comment) -> None:
    first = moderating.hide(comment, author)
    second = moderating.reject(comment, author)
    assert first and second
    with pytest.raises(ActionRefused, match="Undo the later change first"):
        undo_action(first, author)
    undo_action(second, author)
    undo_action(first, author)
    assert state_of(comment) == State.PUBLISHED


def test_undoing_can_be_undone(author: User, comment: Comment) -> None:
    action = moderating.hide(comment, author)
    assert action
    undo_action(undo_action(action, author), author)
    assert state_of(comment) == State.HIDDEN


def test_nobody_else_undoes_what_the_commenter_did(
    reader: User, author: User, author_client: Client, comment: Comment
) -> None:
    delete_comment(comment.pk, reader)
    undelete_comment(comment.pk, reader)
    undeletion = CommentAction.objects.order_by("-pk")[0]
    with pytest.raises(ActionRefused):
        undo_action(undeletion, author)
    assert state_of(comment) == State.PUBLISHED
    page = author_client.get(comment.get_absolute_url()).content.decode()
    assert 'name="undo"' not in page
    delete_comment(comment.pk, reader)
    with pytest.raises(ActionRefused):
        undo_action(CommentAction.objects.order_by("-pk")[0], author)
    with pytest.raises(ActionRefused):
        moderating.approve(comment, author)
    assert state_of(comment) == State.DELETED


def test_action_on_another_comment_cannot_be_undone_from_this_page(
    author_client: Client, comment: Comment, make_comment: MakeComment
) -> None:
    other = make_comment("Another.")
    send_action(author_client, other, "hide")
    action = CommentAction.objects.get()
    assert send_action(author_client, comment, "undo", undo=action.pk).status_code == 404
    assert state_of(other) == State.HIDDEN


def test_undoing_an_invalid_id_is_not_found(author_client: Client, comment: Comment) -> None:
    for pk in ("", "0", "-1", "x", "²", "9" * 18, "9" * 40, "1 OR 1"):
        assert send_action(author_client, comment, "undo", undo=pk).status_code == 404, pk


@pytest.mark.parametrize("who", ["guest", "reader", "other_author"])
def test_who_cannot_moderate_cannot_undo(
    who: str, author: User, comment: Comment, request: pytest.FixtureRequest
) -> None:
    action = moderating.pin(comment, True, author)
    assert action
    client: Client = request.getfixturevalue(f"{who}_client")
    assert send_action(client, comment, "undo", undo=action.pk).status_code == 403
    assert Comment.objects.get().is_pinned


def test_chapter_has_at_most_three_pinned_threads(
    author_client: Client, chapter: Chapter, make_comment: MakeComment
) -> None:
    comments = [make_comment(f"Number {number}.") for number in range(4)]
    for thread in comments:
        response = send_action(author_client, thread, "pin")
    assert "can have 3 pinned threads" in (
        author_client.get(response.headers["Location"]).content.decode()
    )
    assert list(Comment.objects.filter(is_pinned=True).order_by("number")) == comments[:3]
    send_action(author_client, comments[0], "unpin")
    send_action(author_client, comments[3], "pin")
    page = author_client.get(f"{comments_url(chapter)}?order=newest").content.decode()
    order = [page.index(f"Number {number}.") for number in (3, 2, 1, 0)]
    assert order == sorted(order)


def test_only_the_first_comment_of_a_thread_can_be_pinned_or_closed(
    author: User, author_client: Client, comment: Comment, make_comment: MakeComment
) -> None:
    reply = make_comment("Reply.", parent=comment)
    for name in ("pin", "close-thread"):
        send_action(author_client, reply, name)
    assert not Comment.objects.filter(is_pinned=True).exists()
    assert not Comment.objects.exclude(closed_at=None).exists()
    with pytest.raises(ActionRefused):
        moderating.pin(reply, True, author)


def test_hidden_quote_is_on_no_page(
    author_client: Client, guest_client: Client, chapter: Chapter, comment: Comment
) -> None:
    urls = [
        comments_url(chapter),
        comment.get_absolute_url(),
        f"{comments_url(chapter)}on/1/",
    ]
    for url in urls:
        assert '<q dir="auto">Some words.</q>' in guest_client.get(url).content.decode()
    send_action(author_client, comment, "hide-quote")
    for url in urls:
        page = guest_client.get(url).content.decode()
        assert '<q dir="auto">Some words.</q>' not in page and "quote hidden" in page
