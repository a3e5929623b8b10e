"""What authors and moderators do to a comment: who may, that it is recorded, and undoing it."""

import pytest
from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments import moderating
from serial.comments.action_log import ActionRefused
from serial.comments.choices import State
from serial.comments.editing import delete_comment, undelete_comment
from serial.comments.models import Comment, CommentAction, StoryCommentSettings
from serial.comments.settings_changes import change_chapter_settings, change_story_settings
from serial.comments.undoing import undo_action
from tests.comments.conftest import MakeComment
from tests.comments.sending import act, discussion_of, state_of

DECISIONS = {"hold": State.HELD, "hide": State.HIDDEN, "reject": State.REJECTED}


@pytest.fixture
def comment(make_comment: MakeComment) -> Comment:
    return make_comment(quote="Some words.", paragraph=1)


@pytest.mark.parametrize("name", DECISIONS)
@pytest.mark.parametrize("who", ["author", "moderator"])
def test_the_author_and_moderators_decide_and_bring_back(
    name: str, who: str, comment: Comment, request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(f"{who}_client")
    act(client, comment, name)
    assert state_of(comment) == DECISIONS[name]
    act(client, comment, "approve")
    assert state_of(comment) == State.PUBLISHED
    by = [
        (each.by.username, each.after["state"])
        for each in CommentAction.objects.order_by("pk")
        if each.by
    ]
    me = "anna" if who == "author" else "mona"
    assert by == [(me, DECISIONS[name]), (me, State.PUBLISHED)]


@pytest.mark.parametrize("name", [*DECISIONS, "close-thread", "pin", "hide-quote", "ban"])
@pytest.mark.parametrize("who", ["guest", "reader", "other_author"])
def test_nobody_else_does(
    name: str, who: str, comment: Comment, request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(f"{who}_client")
    assert act(client, comment, name).status_code == 403
    assert state_of(comment) == State.PUBLISHED and not CommentAction.objects.exists()
    shown = client.get(comment.get_absolute_url()).content.decode()
    assert f'value="{name}"' not in shown


@pytest.mark.parametrize("name", ["", "no-such", "undoo", "__class__", "\x00", "é"])
def test_there_is_nothing_else_to_do(name: str, author_client: Client, comment: Comment) -> None:
    assert act(author_client, comment, name).status_code == 404


@pytest.mark.parametrize(
    "name", ["hide", "close-thread", "pin", "hide-quote", "mute", "block", "like"]
)
def test_pressing_twice_is_no_offence_and_says_so(
    name: str, author_client: Client, comment: Comment
) -> None:
    for _ in range(2):
        answer = act(author_client, comment, name)
        assert answer.status_code == 302
    page = author_client.get(answer.headers["Location"]).content.decode()
    assert "it was already done" in page
    assert CommentAction.objects.count() <= 1


def test_a_script_hears_that_it_is_done(author_client: Client, comment: Comment) -> None:
    client = Client(headers={"sec-fetch-mode": "cors"})
    client.force_login(User.objects.get(username="anna"))
    assert act(client, comment, "hide").status_code == 204
    assert state_of(comment) == State.HIDDEN


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("hide", "state", State.HIDDEN),
        ("close-thread", "closed_at", None),
        ("pin", "is_pinned", True),
        ("hide-quote", "quote_is_hidden", True),
    ],
)
def test_each_is_undone_from_its_page(
    name: str, field: str, value: object, author_client: Client, comment: Comment
) -> None:
    before = getattr(Comment.objects.get(), field)
    act(author_client, comment, name)
    changed = getattr(Comment.objects.get(), field)
    assert changed != before and (value is None or changed == value)
    done = CommentAction.objects.get()
    page = author_client.get(comment.get_absolute_url()).content.decode()
    assert f'name="undo" value="{done.pk}"' in page
    act(author_client, comment, "undo", undo=done.pk)
    assert getattr(Comment.objects.get(), field) == before
    assert CommentAction.objects.get(undoes=done).after == done.before


def test_a_place_is_undone(author: User, chapter: Chapter, comment: Comment) -> None:
    done = moderating.move_to_paragraph(comment, None, author)
    assert Comment.objects.get().paragraph is None and done is not None
    undo_action(done, author)
    assert Comment.objects.get().paragraph == 1


def test_rules_are_undone(author: User, chapter: Chapter, comment: Comment) -> None:
    of_story = change_story_settings(
        chapter.story,
        {"audience": "nobody", "premoderation": "guests", "closes_after_days": 3},
        author,
    )
    of_chapter = change_chapter_settings(
        chapter, {"audience": "members", "premoderation": "everyone", "closed": True}, author
    )
    for done in (of_story, of_chapter):
        assert done is not None and undo_action(done, author).undoes == done
    chapter.discussion.refresh_from_db()
    own = chapter.discussion
    assert (own.audience, own.premoderation, own.closed_at) == ("", "", None)
    rules = StoryCommentSettings.objects.get()
    assert (rules.audience, rules.premoderation, rules.closes_after_days) == (
        "everyone",
        "guests",
        None,
    )


def test_nothing_is_undone_twice(author_client: Client, comment: Comment) -> None:
    act(author_client, comment, "hide")
    done = CommentAction.objects.get()
    for _ in range(2):
        answer = act(author_client, comment, "undo", undo=done.pk)
    page = author_client.get(answer.headers["Location"]).content.decode()
    assert "This was already undone." in page
    assert state_of(comment) == State.PUBLISHED and CommentAction.objects.count() == 2


def test_what_was_followed_by_another_act_is_not_undone(author: User, comment: Comment) -> None:
    first = moderating.hide(comment, author)
    second = moderating.reject(comment, author)
    assert first and second
    with pytest.raises(ActionRefused, match="Undo the later change first"):
        undo_action(first, author)
    undo_action(second, author)
    undo_action(first, author)
    assert state_of(comment) == State.PUBLISHED


def test_an_undoing_can_be_undone(author: User, comment: Comment) -> None:
    done = moderating.hide(comment, author)
    assert done
    undo_action(undo_action(done, author), author)
    assert state_of(comment) == State.HIDDEN


def test_what_its_writer_did_nobody_else_undoes(
    reader: User, author: User, author_client: Client, comment: Comment
) -> None:
    delete_comment(comment.pk, reader)
    undelete_comment(comment.pk, reader)
    came_back = CommentAction.objects.order_by("-pk")[0]
    with pytest.raises(ActionRefused):
        undo_action(came_back, author)
    assert state_of(comment) == State.PUBLISHED
    page = author_client.get(comment.get_absolute_url()).content.decode()
    assert 'name="undo"' not in page
    delete_comment(comment.pk, reader)
    with pytest.raises(ActionRefused):
        undo_action(CommentAction.objects.order_by("-pk")[0], author)
    with pytest.raises(ActionRefused):
        moderating.approve(comment, author)
    assert state_of(comment) == State.DELETED


def test_an_act_on_another_comment_is_not_undone_from_this_one(
    author_client: Client, comment: Comment, make_comment: MakeComment
) -> None:
    other = make_comment("Another.")
    act(author_client, other, "hide")
    done = CommentAction.objects.get()
    assert act(author_client, comment, "undo", undo=done.pk).status_code == 404
    assert state_of(other) == State.HIDDEN


@pytest.mark.parametrize("given", ["", "0", "-1", "x", "²", "9" * 18, "9" * 40, "1 OR 1"])
def test_undoing_nonsense(given: str, author_client: Client, comment: Comment) -> None:
    assert act(author_client, comment, "undo", undo=given).status_code == 404


@pytest.mark.parametrize("who", ["guest", "reader", "other_author"])
def test_who_may_not_do_may_not_undo(
    who: str, author: User, comment: Comment, request: pytest.FixtureRequest
) -> None:
    done = moderating.pin(comment, True, author)
    assert done
    client: Client = request.getfixturevalue(f"{who}_client")
    assert act(client, comment, "undo", undo=done.pk).status_code == 403
    assert Comment.objects.get().is_pinned


def test_three_threads_are_pinned_at_most(
    author_client: Client, chapter: Chapter, make_comment: MakeComment
) -> None:
    comments = [make_comment(f"Number {number}.") for number in range(4)]
    for each in comments:
        answer = act(author_client, each, "pin")
    assert "can have 3 pinned threads" in (
        author_client.get(answer.headers["Location"]).content.decode()
    )
    assert list(Comment.objects.filter(is_pinned=True).order_by("number")) == comments[:3]
    act(author_client, comments[0], "unpin")
    act(author_client, comments[3], "pin")
    page = author_client.get(f"{discussion_of(chapter)}?order=newest").content.decode()
    order = [page.index(f"Number {number}.") for number in (3, 2, 1, 0)]
    assert order == sorted(order)


def test_only_a_threads_first_is_pinned_or_closed(
    author: User, author_client: Client, comment: Comment, make_comment: MakeComment
) -> None:
    reply = make_comment("Reply.", parent=comment)
    for name in ("pin", "close-thread"):
        act(author_client, reply, name)
    assert not Comment.objects.filter(is_pinned=True).exists()
    assert not Comment.objects.exclude(closed_at=None).exists()
    with pytest.raises(ActionRefused):
        moderating.pin(reply, True, author)


def test_a_passage_that_the_author_took_out_is_hidden(
    author_client: Client, guest_client: Client, chapter: Chapter, comment: Comment
) -> None:
    addresses = [
        discussion_of(chapter),
        comment.get_absolute_url(),
        f"{discussion_of(chapter)}on/1/",
    ]
    for address in addresses:
        assert "<q dir=auto>Some words.</q>" in guest_client.get(address).content.decode()
    act(author_client, comment, "hide-quote")
    for address in addresses:
        page = guest_client.get(address).content.decode()
        assert "<q dir=auto>Some words.</q>" not in page and "quote hidden" in page
