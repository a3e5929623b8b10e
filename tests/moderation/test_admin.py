"""Moderators in /admin/: the list of comments, what they do there, and nothing else."""

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
from tests.comments.conftest import MakeComment
from tests.conftest import MakeChapter, MakeStory

LIST = "/admin/comments/comment/"


def page(client: Client, address: str = LIST) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def act(client: Client, name: str, *comments: Comment) -> str:
    data = {"action": f"{name}_selected", "_selected_action": [each.pk for each in comments]}
    return client.post(LIST, data, follow=True).content.decode()


def state_of(comment: Comment) -> str:
    return Comment.objects.get(pk=comment.pk).state


@pytest.fixture
def comment(make_comment: MakeComment) -> Comment:
    return make_comment("What a lovely lamp.")


def test_a_moderator_finds_comments_there_and_nothing_else(
    moderator_client: Client, comment: Comment
) -> None:
    index = page(moderator_client, "/admin/")
    assert LIST in index
    assert "/admin/accounts/" not in index and "/admin/stories/" not in index
    assert "What a lovely lamp." in page(moderator_client)
    assert "What a lovely lamp." in page(moderator_client, f"{LIST}{comment.pk}/change/")


@pytest.mark.parametrize(
    "elsewhere",
    [
        *("accounts/user/", "stories/story/", "chapters/chapter/", "auth/group/", "desk/upload/"),
        *("accounts/user/1/change/", "chapters/chapter/calendar/", "password_change/"),
        *("r/1/1/", "autocomplete/", "comments/comment/add/", "comments/comment/1/delete/"),
    ],
)
def test_no_other_page_opens_even_to_one_with_permissions(
    moderator: User, moderator_client: Client, elsewhere: str
) -> None:
    moderator.user_permissions.set(Permission.objects.all())
    answer = moderator_client.get(f"/admin/{elsewhere}", follow=True)
    assert answer.status_code == 403


@pytest.mark.parametrize("name", ["author", "reader", "administrator", "guest"])
def test_nobody_else_sees_the_list_or_acts(
    name: str, request: pytest.FixtureRequest, comment: Comment
) -> None:
    client: Client = request.getfixturevalue(f"{name}_client")
    for address in (LIST, f"{LIST}{comment.pk}/change/", f"{LIST}{comment.pk}/history/"):
        assert "lovely" not in client.get(address, follow=True).content.decode()
    act(client, "hide", comment)
    assert state_of(comment) == State.PUBLISHED and not CommentAction.objects.exists()


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("approve", State.PUBLISHED),
        ("hold", State.HELD),
        ("hide", State.HIDDEN),
        ("reject", State.REJECTED),
    ],
)
def test_an_action_decides_counts_and_is_recorded(
    name: str, state: State, moderator: User, moderator_client: Client, make_comment: MakeComment
) -> None:
    comments = [make_comment(f"Comment {n}.") for n in range(2)]
    start = State.HIDDEN if state == State.PUBLISHED else State.PUBLISHED
    if start == State.HIDDEN:
        for each in comments:
            moderating.hide(each, None)
    before = CommentAction.objects.count()
    said = act(moderator_client, name, *comments)
    assert "2 comments changed." in said
    assert [state_of(each) for each in comments] == [state, state]
    acts = list(CommentAction.objects.all()[: CommentAction.objects.count() - before])
    assert [(each.by, each.before, each.after) for each in acts] == [
        (moderator, {"state": start}, {"state": state})
    ] * 2
    count = Discussion.objects.get(chapter=comments[0].chapter).comment_count
    assert count == (2 if state == State.PUBLISHED else 0)


def test_the_answer_leads_to_where_it_can_be_undone(
    moderator_client: Client, comment: Comment
) -> None:
    said = act(moderator_client, "hide", comment)
    address = comment.get_absolute_url()
    assert f'<a href="{address}">rosa</a>' in said
    done = CommentAction.objects.get()
    assert f'name="undo" value="{done.pk}"' in page(moderator_client, address)
    moderator_client.post(f"{address}action/", {"action": "undo", "undo": done.pk})
    assert state_of(comment) == State.PUBLISHED


def test_it_says_which_could_not_be_and_why(
    moderator_client: Client, reader: User, make_comment: MakeComment
) -> None:
    kept, taken = make_comment("Kept."), make_comment("Taken back.")
    delete_comment(taken.pk, reader)
    said = act(moderator_client, "hide", kept, taken)
    assert "1 comment changed." in said
    assert "The comment by rosa was not changed: The commenter deleted this comment." in said
    assert (state_of(kept), state_of(taken)) == (State.HIDDEN, State.DELETED)
    again = act(moderator_client, "hide", kept)
    assert "0 comments changed. 1 comment already had this state." in again


def test_everything_at_once_is_refused(
    moderator_client: Client, author: User, make_comment: MakeComment
) -> None:
    comments = [make_comment(f"Comment {n}.", by=author) for n in range(2)]
    Comment.objects.bulk_create(copies_of(comments[0], 100))
    data = {"action": "hide_selected", "_selected_action": [comments[0].pk], "select_across": "1"}
    answer = moderator_client.post(LIST, data, follow=True)
    assert "Nothing was changed." in answer.content.decode()
    assert not CommentAction.objects.exists()


def copies_of(comment: Comment, count: int) -> list[Comment]:
    """As many more threads in the same chapter."""
    copies = []
    for number in range(100, 100 + count):
        copy = Comment.objects.get(pk=comment.pk)
        copy.pk, copy.number, copy.thread, copy.path = None, number, number, f"{number:07d}"
        copy.form_key = uuid4()
        copies.append(copy)
    return copies


def test_it_filters_by_state_story_and_reason(
    moderator_client: Client,
    make_comment: MakeComment,
    make_story: MakeStory,
    make_chapter: MakeChapter,
) -> None:
    other = make_chapter(story=make_story("The Well"))
    make_comment("Here and shown.")
    make_comment("See http://example.org there.", chapter=other)
    found = {
        "?state=held": "See http",
        "?state=published": "Here and shown",
        "?finding=links": "See http",
        f"?story={other.story_id}": "See http",
        f"?story__id__exact={other.story_id}": "See http",
        "?q=Well": "See http",
        "?q=Lamp": "Here and shown",
    }
    for query, words in found.items():
        shown = page(moderator_client, f"{LIST}{query}")
        both = {each: each in shown for each in ("Here and shown", "See http")}
        assert both == {each: each == words for each in both}, query
    assert f"?story={other.story_id}" in page(moderator_client)


def test_it_is_searched_by_who_wrote(moderator_client: Client, make_comment: MakeComment) -> None:
    make_comment("The member's.")
    make_comment("The guest's.", by=None)
    assert "The guest" not in page(moderator_client, f"{LIST}?q=rosa")
    assert "The member" not in page(moderator_client, f"{LIST}?q=Gus")
    assert "The guest" in page(moderator_client, f"{LIST}?q=Gus")


@pytest.mark.parametrize("query", ["?story=x", "?story=" + "9" * 40, "?finding=%00", "?state=%00"])
def test_a_filter_by_nonsense_finds_nothing(
    query: str, moderator_client: Client, comment: Comment
) -> None:
    assert "lovely" not in page(moderator_client, f"{LIST}{query}")


def test_where_a_guest_can_be_reached_or_wrote_from_is_shown_nowhere(
    moderator_client: Client, superuser_client: Client, make_comment: MakeComment
) -> None:
    guest = make_comment("Hello.", by=None, guest_email="gus@example.net")
    assert guest.ip_hash is not None
    for client in (moderator_client, superuser_client):
        for address in (LIST, f"{LIST}{guest.pk}/change/", f"{LIST}?q=Gus"):
            shown = page(client, address)
            assert "Hello." in shown
            assert "gus@example" not in shown and guest.ip_hash.hash[:8] not in shown
        assert "Hello." not in page(client, f"{LIST}?q=gus@example.net")


def test_the_page_of_a_comment_says_why_it_waits_and_what_it_said_before(
    moderator_client: Client, make_comment: MakeComment
) -> None:
    comment = make_comment("First <b>words</b>.")
    save_edit(comment.pk, "See www.example.org")
    shown = page(moderator_client, f"{LIST}{comment.pk}/change/")
    assert "First &lt;b&gt;words&lt;/b&gt;." in shown
    assert "Links by newcomers are reviewed before they are published." in shown
    assert 'name="_save"' not in shown and "<textarea" not in shown


def test_its_history_is_on_its_own_page(moderator_client: Client, comment: Comment) -> None:
    answer = moderator_client.get(f"{LIST}{comment.pk}/history/")
    assert answer.headers["Location"] == comment.get_absolute_url()
    for nonsense in ("0", "x", "9" * 30, "%C2%B2"):
        assert moderator_client.get(f"{LIST}{nonsense}/history/").status_code == 404


def test_words_that_were_taken_back_are_not_shown(
    moderator_client: Client, reader: User, make_comment: MakeComment
) -> None:
    comment = make_comment("I regret this.")
    save_edit(comment.pk, "I regret this, too.")
    delete_comment(comment.pk, reader)
    assert "rosa" in page(moderator_client)
    for address in (LIST, f"{LIST}{comment.pk}/change/"):
        assert "regret" not in page(moderator_client, address)
    erase_comment(comment.pk)
    assert "rosa" not in page(moderator_client)


def test_nobody_changes_words_there(
    moderator_client: Client, superuser_client: Client, comment: Comment
) -> None:
    for client in (moderator_client, superuser_client):
        for where in (f"{comment.pk}/change/", f"{comment.pk}/delete/", "add/"):
            answer = client.post(f"{LIST}{where}", {"body": "Mine.", "post": "yes"}, follow=True)
            assert answer.status_code == 403
    assert Comment.objects.get().body == "What a lovely lamp."


def test_its_queries_do_not_grow(
    moderator_client: Client, author: User, make_comment: MakeComment
) -> None:
    first = make_comment("See www.example.org.")

    def count(address: str = LIST) -> int:
        with CaptureQueriesContext(connection) as queries:
            page(moderator_client, address)
        return len(queries)

    before = count()
    Comment.objects.bulk_create(copies_of(first, 30))
    CheckFinding.objects.bulk_create(
        CheckFinding(comment=each, code="guest", verdict=1, message="x")
        for each in Comment.objects.all()
    )
    assert count() == before
