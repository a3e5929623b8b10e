"""Replies to a comment: their position, and refusals when the parent is unavailable."""

import pytest
from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments import moderating
from serial.comments.choices import State
from serial.comments.editing import delete_comment, erase_comment
from serial.comments.models import Comment
from serial.comments.models.comment import MAX_DEPTH
from tests.comments.conftest import MakeComment
from tests.comments.sending import send, send_action
from tests.conftest import MakeChapter
from tests.rolling_back import try_each


def test_reply_belongs_to_the_thread_and_paragraph_of_its_parent(
    reader_client: Client, chapter: Chapter, make_comment: MakeComment
) -> None:
    first = make_comment("On it.", paragraph=1)
    response = send(reader_client, chapter, "Indeed.", reply_to="1")
    reply = Comment.objects.get(number=2)
    assert response.headers["Location"] == f"{reply.get_absolute_url()}#c2"
    assert (reply.parent, reply.thread, reply.ordinal, reply.depth) == (first, 1, 1, 1)
    assert reply.paragraph == 1


def test_replies_at_any_depth_are_sorted_as_a_tree(author: User, make_comment: MakeComment) -> None:
    parent = make_comment("0", by=author)
    for depth in range(1, MAX_DEPTH + 6):
        parent = make_comment(str(depth), by=author, parent=parent)
    branch = make_comment("branch", by=author, parent=Comment.objects.get(body="1"))
    in_order = list(Comment.objects.order_by("path").values_list("body", flat=True))
    assert in_order == [*map(str, range(MAX_DEPTH + 6)), "branch"]
    assert parent.depth == MAX_DEPTH + 5 and branch.depth == 2


@try_each("action", ["delete", "erase", "hold", "hide", "reject"])
def test_reply_to_unavailable_comment_is_refused_but_keeps_its_text(
    action: str,
    reader: User,
    author_client: Client,
    other_author_client: Client,
    chapter: Chapter,
    make_comment: MakeComment,
) -> None:
    first = make_comment()
    if action == "delete":
        delete_comment(first.pk, reader)
    elif action == "erase":
        delete_comment(first.pk, reader)
        erase_comment(first.pk, None)
    else:
        getattr(moderating, action)(first, None)
    refused = send(other_author_client, chapter, "My reply.", reply_to="1")
    page = refused.content.decode()
    assert refused.status_code == 410
    assert "My reply.</textarea>" in page and "post yours as a new comment" in page
    # Sent once more, it is posted as a new comment.
    form = refused.context["form"]
    fields = {name: str(form[name].value() or "") for name in form.fields}
    other_author_client.post(f"{chapter.get_absolute_url()}comments/write/", fields)
    assert Comment.objects.get(number=2).parent is None


def test_author_and_commenter_can_reply_to_held_comment(
    author: User,
    reader: User,
    other_author_client: Client,
    chapter: Chapter,
    make_comment: MakeComment,
) -> None:
    held = make_comment("See www.example.org")
    assert held.state == State.HELD
    assert make_comment("I wonder.", by=author, parent=held).parent == held
    assert make_comment("I add.", by=reader, parent=held).parent == held
    assert send(other_author_client, chapter, "So?", reply_to="1").status_code == 410


@pytest.mark.parametrize("to", ["99", "2147483647"])
def test_reply_to_unknown_comment_is_refused(
    to: str, reader_client: Client, chapter: Chapter
) -> None:
    refused = send(reader_client, chapter, "My reply.", reply_to=to)
    assert refused.status_code == 410
    assert "My reply.</textarea>" in refused.content.decode()


def test_reply_to_comment_of_another_chapter_is_refused(
    reader_client: Client, make_comment: MakeComment, make_chapter: MakeChapter
) -> None:
    for _ in range(2):
        make_comment()
    other = make_chapter(title="Two")
    assert send(reader_client, other, "Hm.", reply_to="2").status_code == 410
    assert not Comment.objects.filter(chapter=other).exists()


def test_closed_thread_accepts_replies_by_authors_only(
    author: User,
    author_client: Client,
    reader_client: Client,
    chapter: Chapter,
    make_comment: MakeComment,
) -> None:
    first = make_comment()
    reply = make_comment("Reply.", parent=first)
    send_action(author_client, first, "close-thread")
    for number in (first.number, reply.number):
        refused = send(reader_client, chapter, "More.", reply_to=str(number))
        assert refused.status_code == 403
        assert "This thread is closed to new replies." in refused.content.decode()
    assert send(author_client, chapter, "The last word.", reply_to="1").status_code == 302
    send_action(author_client, first, "reopen-thread")
    assert send(reader_client, chapter, "More.", reply_to="1").status_code == 302
