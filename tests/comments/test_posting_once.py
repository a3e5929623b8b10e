"""One form makes one comment, however often it is sent, and nobody else's."""

from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.editing import save_edit
from serial.comments.models import Comment
from serial.comments.permissions import PostingRefused
from tests.comments.conftest import MakeComment
from tests.comments.sending import discussion_of, opened, send
from tests.conftest import MakeChapter


def test_a_form_sent_twice_leads_to_the_same_comment(
    reader_client: Client, chapter: Chapter
) -> None:
    fields = {**opened(reader_client, chapter), "text": "Once."}
    answers = [reader_client.post(f"{discussion_of(chapter)}write/", fields) for _ in range(2)]
    assert [answer.headers["Location"] for answer in answers] == [
        f"{discussion_of(chapter)}1/#c1"
    ] * 2
    assert Comment.objects.count() == 1


def test_so_it_does_for_a_guest_whose_address_changed(
    guest_client: Client, chapter: Chapter
) -> None:
    fields = {**opened(guest_client, chapter), "text": "Once.", "name": "Gus"}
    address = f"{discussion_of(chapter)}write/"
    first = guest_client.post(address, fields, REMOTE_ADDR="192.0.2.7")
    again = guest_client.post(address, fields, REMOTE_ADDR="198.51.100.9")
    assert first.headers["Location"] == again.headers["Location"]
    assert Comment.objects.count() == 1


def test_other_forms_make_other_comments(reader_client: Client, chapter: Chapter) -> None:
    for _ in range(2):
        send(reader_client, chapter, "Twice.")
    assert list(Comment.objects.order_by("number").values_list("number", "body")) == [
        (1, "Twice."),
        (2, "Twice."),
    ]


def test_other_words_in_a_form_that_was_sent_are_not_lost(
    reader_client: Client, chapter: Chapter
) -> None:
    fields = {**opened(reader_client, chapter), "text": "First."}
    reader_client.post(f"{discussion_of(chapter)}write/", fields)
    second = reader_client.post(f"{discussion_of(chapter)}write/", {**fields, "text": "Second."})
    page = second.content.decode()
    assert second.status_code == 403
    assert "This form was already sent." in page and "Second.</textarea>" in page
    form = second.context["form"]
    again = {name: str(form[name].value() or "") for name in form.fields}
    assert reader_client.post(f"{discussion_of(chapter)}write/", again).status_code == 302
    assert sorted(Comment.objects.values_list("body", flat=True)) == ["First.", "Second."]


def test_a_retry_finds_a_comment_that_was_edited_meanwhile(make_comment: MakeComment) -> None:
    key = uuid4()
    first = make_comment("With a tpyo.", form_key=key)
    save_edit(first.pk, "With a typo.")
    assert make_comment("With a tpyo.", form_key=key).pk == first.pk


@pytest.mark.parametrize("by_guest", [True, False])
def test_somebody_elses_form_is_refused_and_shows_nothing(
    by_guest: bool, make_comment: MakeComment, author: User
) -> None:
    key = uuid4()
    make_comment("A secret.", form_key=key)
    with pytest.raises(PostingRefused) as refused:
        make_comment("A secret.", form_key=key, by=None if by_guest else author)
    assert refused.value.code == "already-sent"
    assert Comment.objects.count() == 1


def test_a_guests_form_is_no_members(make_comment: MakeComment) -> None:
    key = uuid4()
    make_comment("Mine.", form_key=key, by=None)
    with pytest.raises(PostingRefused):
        make_comment("Mine.", form_key=key)


def test_a_form_of_another_chapter_is_refused(
    make_comment: MakeComment, make_chapter: MakeChapter
) -> None:
    key = uuid4()
    make_comment("Here.", form_key=key)
    with pytest.raises(PostingRefused):
        make_comment("Here.", form_key=key, chapter=make_chapter(title="Two"))
    assert Comment.objects.count() == 1
