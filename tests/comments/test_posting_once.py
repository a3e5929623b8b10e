"""A form creates one comment however often it is sent, and only for its own user."""

from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.editing import save_edit
from serial.comments.models import Comment
from serial.comments.permissions import PostingRefused
from tests.comments.conftest import MakeComment
from tests.comments.sending import comments_url, open_form, send
from tests.conftest import MakeChapter


def test_form_sent_twice_creates_one_comment(reader_client: Client, chapter: Chapter) -> None:
    fields = {**open_form(reader_client, chapter), "text": "Once."}
    responses = [reader_client.post(f"{comments_url(chapter)}write/", fields) for _ in range(2)]
    assert [response.headers["Location"] for response in responses] == [
        f"{comments_url(chapter)}1/#c1"
    ] * 2
    assert Comment.objects.count() == 1


def test_form_sent_twice_by_a_guest_with_a_new_ip_creates_one_comment(
    guest_client: Client, chapter: Chapter
) -> None:
    fields = {**open_form(guest_client, chapter), "text": "Once.", "name": "Gus"}
    url = f"{comments_url(chapter)}write/"
    first = guest_client.post(url, fields, REMOTE_ADDR="192.0.2.7")
    again = guest_client.post(url, fields, REMOTE_ADDR="198.51.100.9")
    assert first.headers["Location"] == again.headers["Location"]
    assert Comment.objects.count() == 1


def test_same_text_in_two_forms_creates_two_comments(
    reader_client: Client, chapter: Chapter
) -> None:
    for _ in range(2):
        send(reader_client, chapter, "Twice.")
    assert list(Comment.objects.order_by("number").values_list("number", "body")) == [
        (1, "Twice."),
        (2, "Twice."),
    ]


def test_new_text_in_a_sent_form_is_refused_but_not_lost(
    reader_client: Client, chapter: Chapter
) -> None:
    fields = {**open_form(reader_client, chapter), "text": "First."}
    reader_client.post(f"{comments_url(chapter)}write/", fields)
    second = reader_client.post(f"{comments_url(chapter)}write/", {**fields, "text": "Second."})
    page = second.content.decode()
    assert second.status_code == 403
    assert "This form was already sent with another text." in page and "Second.</textarea>" in page
    form = second.context["form"]
    again = {name: str(form[name].value() or "") for name in form.fields}
    assert reader_client.post(f"{comments_url(chapter)}write/", again).status_code == 302
    assert sorted(Comment.objects.values_list("body", flat=True)) == ["First.", "Second."]


def test_form_sent_again_returns_the_comment_after_an_edit(make_comment: MakeComment) -> None:
    key = uuid4()
    first = make_comment("With a tpyo.", form_key=key)
    save_edit(first.pk, "With a typo.", None)
    assert make_comment("With a tpyo.", form_key=key).pk == first.pk


@pytest.mark.parametrize("by_guest", [True, False])
def test_form_of_another_person_is_refused(
    by_guest: bool, make_comment: MakeComment, author: User
) -> None:
    key = uuid4()
    make_comment("A secret.", form_key=key)
    with pytest.raises(PostingRefused) as refused:
        make_comment("A secret.", form_key=key, by=None if by_guest else author)
    assert refused.value.code == "already-sent"
    assert Comment.objects.count() == 1


def test_form_of_a_guest_is_refused_for_a_member(make_comment: MakeComment) -> None:
    key = uuid4()
    make_comment("Mine.", form_key=key, by=None)
    with pytest.raises(PostingRefused):
        make_comment("Mine.", form_key=key)


def test_form_of_another_chapter_is_refused(
    make_comment: MakeComment, make_chapter: MakeChapter
) -> None:
    key = uuid4()
    make_comment("Here.", form_key=key)
    with pytest.raises(PostingRefused):
        make_comment("Here.", form_key=key, chapter=make_chapter(title="Two"))
    assert Comment.objects.count() == 1
