"""Authors reply to comments in the inbox. A text that cannot be posted comes back."""

from datetime import timedelta
from http import HTTPStatus

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from serial.chapters.models import Chapter
from serial.comments.choices import State
from serial.comments.editing import delete_comment
from serial.comments.models import Comment
from serial.comments.models.comment import BODY_MAX_LENGTH
from serial.comments.moderating import hide
from tests.comments.conftest import MakeComment
from tests.desk.forms import form_fields

PAGE = "/desk/comments/"


def reply_url(comment: Comment, query: str = "") -> str:
    return f"{PAGE}{comment.pk}/reply/{query}"


def open_form(client: Client, comment: Comment) -> dict[str, list[str]]:
    """Returns the fields of the form as it was a minute ago."""
    with time_machine.travel(timezone.now() - timedelta(minutes=1)):
        return form_fields(client.get(reply_url(comment)).content.decode())


def test_reply_is_posted_and_leads_back_to_the_inbox(
    author_client: Client, make_comment: MakeComment
) -> None:
    comment = make_comment("Who lit the lamp?")
    fields = open_form(author_client, comment)
    data = {**fields, "text": "Nobody *did*."}
    for _ in range(2):
        # Sent twice, the form posts one reply.
        response = author_client.post(reply_url(comment, "?page=3"), data)
        [reply] = Comment.objects.exclude(pk=comment.pk)
        assert response.headers["Location"] == f"{PAGE}?page=3&replied={reply.pk}"
    assert reply.parent == comment and reply.pen_name and "<em>did</em>" in reply.body_html
    page = author_client.get(f"{PAGE}?replied={reply.pk}").content.decode()
    assert "Reply posted." in page and reply.get_absolute_url() in page


def test_inbox_has_a_form_for_each_published_comment(
    author_client: Client, make_comment: MakeComment
) -> None:
    published, hidden = make_comment("Shown."), make_comment("Hidden.")
    hide(hidden, by=None)
    page = author_client.get(PAGE).content.decode()
    assert f'action="{reply_url(published)}"' in page
    assert reply_url(hidden) not in page


def test_a_reply_to_a_held_comment_approves_it_unless_either_is_refused(
    author_client: Client, make_comment: MakeComment
) -> None:
    published, held = make_comment("Published."), make_comment("Held.", by=None)
    assert "Approve and reply" in author_client.get(PAGE).content.decode()
    sent = {**open_form(author_client, published), "text": "Sent."}
    author_client.post(reply_url(published), sent)
    fields = {**open_form(author_client, held), "text": "Welcome."}
    Comment.objects.filter(pk=held.pk).update(edit_count=1)
    # An edit since the form was opened, and a form that was sent with another text.
    for changed in (fields, {**fields, "revision": "1", "form_key": sent["form_key"]}):
        response = author_client.post(reply_url(held), changed)
        assert response.status_code in {HTTPStatus.CONFLICT, HTTPStatus.FORBIDDEN}
        assert b"Welcome." in response.content
    assert Comment.objects.get(pk=held.pk).state == State.HELD and not held.replies.exists()
    data = {**fields, "revision": "1"}
    page = author_client.post(reply_url(held), data, follow=True).content.decode()
    assert "The comment is approved." in page and "Reply posted." in page
    reply = held.replies.get()
    assert Comment.objects.get(pk=held.pk).is_published() and reply.is_published()


def test_text_comes_back_with_the_reason(
    author_client: Client, make_comment: MakeComment, chapter: Chapter
) -> None:
    comment = make_comment()
    fields = open_form(author_client, comment)
    long = "x" * (BODY_MAX_LENGTH + 1)
    for changed, status, reason in (
        ({"text": " \u200b "}, HTTPStatus.UNPROCESSABLE_ENTITY, "Write your reply first."),
        ({"text": long}, HTTPStatus.UNPROCESSABLE_ENTITY, "Remove 1 character."),
        ({"text": "Kept.", "form_key": "x"}, HTTPStatus.UNPROCESSABLE_ENTITY, "incomplete"),
    ):
        response = author_client.post(reply_url(comment), {**fields, **changed})
        page = response.content.decode()
        assert response.status_code == status and reason in page
        assert form_fields(page)["text"] == [changed["text"]]
    returned = form_fields(page)
    assert author_client.post(reply_url(comment), returned).status_code == HTTPStatus.FOUND


def test_reply_to_what_was_deleted_meanwhile_comes_back(
    author_client: Client, make_comment: MakeComment, chapter: Chapter
) -> None:
    comment = make_comment()
    fields = {**open_form(author_client, comment), "text": "Thank you."}
    delete_comment(comment.pk, by=comment.user)
    pages = [author_client.post(reply_url(comment), fields)]
    Chapter.objects.filter(pk=chapter.pk).update(deleted_at=timezone.now())
    pages.append(author_client.post(reply_url(comment), fields))
    for page, reason in zip(pages, ("was deleted", "This chapter is deleted."), strict=True):
        assert page.status_code == HTTPStatus.GONE and reason in page.content.decode()
        assert form_fields(page.content.decode())["text"] == ["Thank you."]
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("method", ["get", "post"])
def test_only_authors_of_the_story_reply_here(
    method: str, other_author_client: Client, make_comment: MakeComment
) -> None:
    response = getattr(other_author_client, method)(reply_url(make_comment()), {"text": "Hello."})
    assert response.status_code == HTTPStatus.NOT_FOUND and Comment.objects.count() == 1
