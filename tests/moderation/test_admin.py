"""Moderators review comments in /admin/, and can open no other page there."""

import re
from html import unescape
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from serial.comments import moderating
from serial.comments.choices import State
from serial.comments.editing import delete_comment, erase_comment, save_edit
from serial.comments.models import CheckFinding, Comment, CommentAction, Discussion
from serial.moderation.choices import DecisionKind
from tests.comments.conftest import MakeComment
from tests.conftest import MakeChapter, MakeStory
from tests.moderation.reviewing import decide_comment, make_moderator, make_rule
from tests.rolling_back import try_each
from tests.shared_rows import shared_rows

LIST = "/admin/comments/comment/"


def get_page(client: Client, url: str = LIST) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def seen_in(page: str) -> list[str]:
    """What the list sends with each row."""
    return re.findall(r'name="seen" value="([^"]+)"', page)


def run_action(client: Client, name: str, *comments: Comment, seen: list[str] | None = None) -> str:
    """seen: what the list showed, if it was opened before."""
    data = {
        "seen": seen_in(client.get(LIST).content.decode()) if seen is None else seen,
        "action": f"{name}_selected",
        "_selected_action": [comment.pk for comment in comments],
        "rule": make_rule().pk if name in ("reject", "hide", "hold") else "",
    }
    return client.post(LIST, data, follow=True).content.decode()


def state_of(comment: Comment) -> str:
    return Comment.objects.get(pk=comment.pk).state


@shared_rows
def comment(make_comment: MakeComment) -> Comment:
    return make_comment("What a lovely lamp.")


def test_moderator_sees_only_comments(moderator_client: Client, comment: Comment) -> None:
    index = get_page(moderator_client, "/admin/")
    assert LIST in index
    assert "/admin/accounts/" not in index and "/admin/stories/" not in index
    assert "What a lovely lamp." in get_page(moderator_client)
    assert "What a lovely lamp." in get_page(moderator_client, f"{LIST}{comment.pk}/change/")


def test_other_pages_are_forbidden_even_with_permissions(
    moderator: User, moderator_client: Client
) -> None:
    moderator.user_permissions.set(Permission.objects.all())
    for path in (
        *("accounts/user/", "stories/story/", "chapters/chapter/", "auth/group/", "desk/upload/"),
        *("accounts/user/1/change/", "chapters/chapter/calendar/", "password_change/"),
        *("r/1/1/", "autocomplete/", "comments/comment/add/", "comments/comment/1/delete/"),
    ):
        response = moderator_client.get(f"/admin/{path}", follow=True)
        assert response.status_code == 403, path


@pytest.mark.parametrize("name", ["author", "reader", "administrator", "guest"])
def test_nobody_else_sees_the_list_or_runs_actions(
    name: str, request: pytest.FixtureRequest, comment: Comment
) -> None:
    client: Client = request.getfixturevalue(f"{name}_client")
    for url in (LIST, f"{LIST}{comment.pk}/change/", f"{LIST}{comment.pk}/history/"):
        assert "lovely" not in client.get(url, follow=True).content.decode()
    run_action(client, "hide", comment)
    assert state_of(comment) == State.PUBLISHED and not CommentAction.objects.exists()


@try_each(
    "name, state",
    [
        ("approve", State.PUBLISHED),
        ("hold", State.HELD),
        ("hide", State.HIDDEN),
        ("reject", State.REJECTED),
    ],
)
def test_action_changes_state_and_counts_and_is_logged(
    name: str, state: State, moderator: User, moderator_client: Client, make_comment: MakeComment
) -> None:
    comments = [make_comment(f"Comment {n}.") for n in range(2)]
    start = State.HIDDEN if state == State.PUBLISHED else State.PUBLISHED
    if start == State.HIDDEN:
        for comment in comments:
            moderating.hide(comment, None)
    before = CommentAction.objects.count()
    message = run_action(moderator_client, name, *comments)
    assert "2 comments changed." in message
    assert [state_of(comment) for comment in comments] == [state, state]
    actions = list(CommentAction.objects.all()[: CommentAction.objects.count() - before])
    assert [(action.by, action.before, action.after) for action in actions] == [
        (moderator, {"state": start}, {"state": state})
    ] * 2
    count = Discussion.objects.get(chapter=comments[0].chapter).comment_count
    assert count == (2 if state == State.PUBLISHED else 0)


def test_message_links_to_the_page_with_the_undo_button(
    moderator_client: Client, comment: Comment
) -> None:
    message = run_action(moderator_client, "hide", comment)
    url = comment.get_absolute_url()
    assert f'<a href="{url}">rosa</a>' in message
    action = CommentAction.objects.get()
    assert f'name="undo" value="{action.pk}"' in get_page(moderator_client, url)
    moderator_client.post(f"{url}action/", {"action": "undo", "undo": action.pk})
    assert state_of(comment) == State.PUBLISHED


def test_message_says_which_comments_were_not_changed_and_why(
    moderator_client: Client, reader: User, make_comment: MakeComment
) -> None:
    published, deleted = make_comment("Published."), make_comment("Deleted.")
    delete_comment(deleted.pk, reader)
    message = run_action(moderator_client, "hide", published, deleted)
    assert "1 comment changed." in message
    assert "The comment by rosa was not changed: The commenter deleted this comment." in message
    assert (state_of(published), state_of(deleted)) == (State.HIDDEN, State.DELETED)
    again = run_action(moderator_client, "hide", published)
    assert "0 comments changed. 1 comment already had this state." in again


def test_what_changed_since_the_list_was_opened_stays_as_it_is(
    moderator: User, moderator_client: Client, reader: User, make_comment: MakeComment
) -> None:
    edited, decided, same = (make_comment(f"{name}.") for name in ("Edited", "Decided", "Same"))
    seen = seen_in(get_page(moderator_client))
    later = make_comment("Later.")
    save_edit(edited.pk, "Edited since.", reader)
    colleague = make_moderator("carla")
    decide_comment(decided, DecisionKind.REJECT, colleague, rule=make_rule())
    run = (moderator_client, "hide", edited, decided, same, later)
    message = unescape(run_action(*run, seen=seen))
    assert "1 comment changed." in message
    assert "It was edited since you opened the page." in message
    assert "Its state changed since you opened the page: it is “Rejected” now." in message
    assert "It was not in the list when you opened it." in message
    states = [state_of(comment) for comment in (edited, decided, same, later)]
    assert states == [State.PUBLISHED, State.REJECTED, State.HIDDEN, State.PUBLISHED]
    # Values that no list sends.
    for wrong in ([], ["x"], [f"{edited.pk}"], [f"{edited.pk} {2**70} published"], [" "]):
        run_action(moderator_client, "hide", edited, seen=wrong)
        assert state_of(edited) == State.PUBLISHED
    run_action(moderator_client, "hide", edited, later)
    assert (state_of(edited), state_of(later)) == (State.HIDDEN, State.HIDDEN)


def test_more_than_one_page_at_once_is_refused(
    moderator_client: Client, author: User, make_comment: MakeComment
) -> None:
    comments = [make_comment(f"Comment {n}.", by=author) for n in range(2)]
    Comment.objects.bulk_create(copies_of(comments[0], 100))
    data = {"action": "hide_selected", "_selected_action": [comments[0].pk], "select_across": "1"}
    response = moderator_client.post(LIST, data, follow=True)
    assert "Nothing was changed." in response.content.decode()
    assert not CommentAction.objects.exists()


def copies_of(comment: Comment, count: int) -> list[Comment]:
    """Returns `count` unsaved copies of this thread in the same chapter."""
    copies = []
    for number in range(100, 100 + count):
        copy = Comment.objects.get(pk=comment.pk)
        copy.pk, copy.number, copy.thread, copy.path = None, number, number, f"{number:07d}"
        copy.form_key = uuid4()
        copies.append(copy)
    return copies


def test_list_is_filtered_by_state_story_and_finding(
    moderator_client: Client,
    make_comment: MakeComment,
    make_story: MakeStory,
    make_chapter: MakeChapter,
) -> None:
    other = make_chapter(story=make_story("The Well"))
    make_comment("Here and shown.")
    make_comment("See http://example.org there.", chapter=other)
    expected = {
        "?state=held": "See http",
        "?state=published": "Here and shown",
        "?finding=links": "See http",
        f"?story={other.story_id}": "See http",
        f"?story__id__exact={other.story_id}": "See http",
        "?q=Well": "See http",
        "?q=Lamp": "Here and shown",
    }
    for query, text in expected.items():
        html = get_page(moderator_client, f"{LIST}{query}")
        listed = {body: body in html for body in ("Here and shown", "See http")}
        assert listed == {body: body == text for body in listed}, query
    assert f"?story={other.story_id}" in get_page(moderator_client)


def test_list_is_searched_by_commenter(moderator_client: Client, make_comment: MakeComment) -> None:
    make_comment("The member's.")
    make_comment("The guest's.", by=None)
    assert "The guest" not in get_page(moderator_client, f"{LIST}?q=rosa")
    assert "The member" not in get_page(moderator_client, f"{LIST}?q=Gus")
    assert "The guest" in get_page(moderator_client, f"{LIST}?q=Gus")


@try_each("query", ["?story=x", "?story=" + "9" * 40, "?finding=%00", "?state=%00"])
def test_invalid_filter_value_finds_nothing(
    query: str, moderator_client: Client, comment: Comment
) -> None:
    assert "lovely" not in get_page(moderator_client, f"{LIST}{query}")


def test_ip_hash_of_guests_is_not_shown(
    moderator_client: Client, superuser_client: Client, make_comment: MakeComment
) -> None:
    guest = make_comment("Hello.", by=None)
    assert guest.ip_hash is not None
    for client in (moderator_client, superuser_client):
        for url in (LIST, f"{LIST}{guest.pk}/change/", f"{LIST}?q=Gus"):
            html = get_page(client, url)
            assert "Hello." in html
            assert guest.ip_hash.hash[:8] not in html


def test_comment_page_shows_findings_and_earlier_revisions(
    moderator_client: Client, make_comment: MakeComment
) -> None:
    comment = make_comment("First <b>words</b>.")
    save_edit(comment.pk, "See www.example.org", None)
    html = get_page(moderator_client, f"{LIST}{comment.pk}/change/")
    assert "First &lt;b&gt;words&lt;/b&gt;." in html
    assert (
        "Comments by newcomers that contain links are reviewed before they are published." in html
    )
    assert 'name="_save"' not in html and "<textarea" not in html


def test_history_redirects_to_the_page_of_the_comment(
    moderator_client: Client, comment: Comment
) -> None:
    response = moderator_client.get(f"{LIST}{comment.pk}/history/")
    assert response.headers["Location"] == comment.get_absolute_url()
    for pk in ("0", "x", "9" * 30, "%C2%B2"):
        assert moderator_client.get(f"{LIST}{pk}/history/").status_code == 404


def test_text_of_deleted_comment_is_not_shown(
    moderator_client: Client, reader: User, make_comment: MakeComment
) -> None:
    comment = make_comment("I regret this.")
    save_edit(comment.pk, "I regret this, too.", None)
    delete_comment(comment.pk, reader)
    assert "rosa" in get_page(moderator_client)
    for url in (LIST, f"{LIST}{comment.pk}/change/"):
        assert "regret" not in get_page(moderator_client, url)
    erase_comment(comment.pk, None)
    assert "rosa" not in get_page(moderator_client)


def test_nobody_can_edit_comments_in_the_admin(
    moderator_client: Client, superuser_client: Client, comment: Comment
) -> None:
    for client in (moderator_client, superuser_client):
        for path in (f"{comment.pk}/change/", f"{comment.pk}/delete/", "add/"):
            response = client.post(f"{LIST}{path}", {"body": "Mine.", "post": "yes"}, follow=True)
            assert response.status_code == 403
    assert Comment.objects.get().body == "What a lovely lamp."


def test_query_count_does_not_grow(
    moderator_client: Client, author: User, make_comment: MakeComment
) -> None:
    first = make_comment("See www.example.org.")

    def count(url: str = LIST) -> int:
        with CaptureQueriesContext(connection) as queries:
            get_page(moderator_client, url)
        return len(queries)

    before = count()
    Comment.objects.bulk_create(copies_of(first, 8))
    CheckFinding.objects.bulk_create(
        CheckFinding(comment=comment, code="guest", verdict=1, message="x")
        for comment in Comment.objects.all()
    )
    assert count() == before
