"""Ids and page numbers in requests: every page reads them in the same way and with one bound."""

from typing import Any
from urllib.parse import quote, urlencode
from uuid import uuid4

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.cache import caches
from django.test import Client, RequestFactory
from django.utils import timezone

from accounts.models import Invitation
from serial.chapters.models import Chapter, Revision
from serial.comments.models import Comment
from serial.params import MAX_ID, get_page, parse_id
from serial.stories.choices import Visibility
from serial.stories.models import Story
from tests.cases import each_case
from tests.comments.conftest import MakeComment, make_comment
from tests.comments.sending import comments_url
from tests.reading.comments.many_comments import create_threads
from tests.sampling import in_turns, share

__all__ = ["make_comment"]

INVALID = [
    *("0x1", "-1", "+1", "1.0", " 1", "1_0", "1\x00", "abc"),
    # Digits of other scripts, and a digit that is not decimal.
    *("\u0661", "\uff11", "\u00b2"),
    *(str(MAX_ID + 1), "9" * 20, "9" * 5_000),
]
NO_ROW = ["0", "-1", "abc\0", "\u0661", str(2**31), str(MAX_ID), str(MAX_ID + 1), "9" * 5_000]


@each_case("text", ["0", "1", "007", "2147483648", str(MAX_ID)])
def test_ids_are_decimal_numbers(text: str) -> None:
    assert parse_id(text) == int(text)


@each_case("text", [None, "", *INVALID])
def test_other_texts_are_no_ids(text: str | None) -> None:
    assert parse_id(text) is None


@each_case(
    ("text", "number"),
    [
        *(("1", 1), ("3", 3), ("4", 3), (str(MAX_ID), 3)),
        *((text, 1) for text in ["", "0", *INVALID]),
    ],
)
def test_page_number_is_the_nearest_one_or_the_first(text: str, number: int) -> None:
    request = RequestFactory().get("/", {"page": text})
    assert get_page(request, range(5), 2).number == number


def test_first_page_without_a_number() -> None:
    assert get_page(RequestFactory().get("/"), [], 2).number == 1


@pytest.fixture
def lists(chapter: Chapter, reader: Any) -> dict[str, str]:
    """The URL of each list with pages; each has two pages."""
    create_threads(chapter, threads=26, replies=31, paragraph=1)
    Comment.objects.filter(number__lte=26).update(user=reader)
    Story.objects.bulk_create(
        Story(
            title=f"Story {number}",
            slug=f"story-{number}",
            visibility=Visibility.PUBLIC,
            chapter_count=1,
            last_release_at=timezone.now(),
        )
        for number in range(25)
    )
    Revision.objects.bulk_create(
        Revision(chapter=chapter, number=number) for number in range(2, 52)
    )
    Invitation.objects.bulk_create(Invitation() for _ in range(51))
    comments = comments_url(chapter)
    return {
        "stories": "/stories/",
        "comments": comments,
        "paragraph": f"{comments}on/1/",
        "replies": f"{comments}1/",
        "my comments": "/accounts/comments/",
        "revisions": f"/admin/chapters/chapter/{chapter.pk}/revisions/",
        "invitations": "/accounts/invitations/",
    }


def page_number(client: Client, url: str, text: str) -> int:
    # A cached page has no context.
    caches["pages"].clear()
    response = client.get(url, {"page": text})
    assert response.status_code == 200
    context = response.context
    named: list[tuple[str, str | None]]
    named = [("query", "page"), ("comments_here", "page"), ("list", "page")]
    named += [("page", None), ("revisions", None)]
    for name, page in named:
        if name in context:
            shown = getattr(context[name], page) if page else context[name]
            return int(shown.number)
    raise AssertionError(f"{url} has no pages.")


# What page each of these is.
NUMBERS = dict.fromkeys(["0", "-1", "\u0661", str(MAX_ID + 1), "9" * 5_000], 1)
NUMBERS |= {"1": 1, "2": 2, "3": 2, str(MAX_ID): 2}


@pytest.mark.extended
@pytest.mark.sweep
def test_pages_agree_on_page_numbers(
    lists: dict[str, str], reader_client: Client, superuser_client: Client
) -> None:
    for turn, (name, url) in enumerate(lists.items()):
        client = superuser_client if name in {"revisions", "invitations"} else reader_client
        numbers = in_turns(list(NUMBERS.items()), turn, 2)
        assert [(text, page_number(client, url, text)) for text, _ in numbers] == numbers, name


@pytest.mark.sweep
def test_ids_without_a_row_are_not_found(
    chapter: Chapter, make_comment: MakeComment, author_client: Client, superuser_client: Client
) -> None:
    action_url = f"{make_comment().get_absolute_url()}action/"
    desk_chapter = f"/desk/chapters/chapter/{chapter.pk}/"
    desk_story = f"/desk/stories/story/{chapter.story_id}/"
    preview = "/desk/chapters/chapter/preview/"
    for turn, text in enumerate(NO_ROW):
        forms: list[tuple[str, dict[str, str]]] = [
            (action_url, {"action": "undo", "undo": text}),
            (f"{desk_chapter}comments/", {"move": text}),
            (f"{desk_chapter}comments/", {"hide_quote": text}),
            (f"{desk_chapter}comments/", {"undo": text}),
            (f"{desk_story}comments/", {"lift_ban": text}),
            (f"{desk_story}comments/", {"undo": text}),
            (f"{desk_story}arrange/", {"up": text}),
            (f"{desk_story}arrange/", {"chapter": text, "after": ""}),
            (f"{preview}?{urlencode({'chapter': text})}", {}),
            (preview, {"story": text}),
        ]
        for url, fields in share(in_turns(forms, turn, 2), turn // 2, 3):
            assert author_client.post(url, fields).status_code == 404, (url, fields)
        for query in ({"from": text, "to": "1"}, {"from": "1", "to": text}):
            response = author_client.get(f"{desk_chapter}revisions/", query)
            assert response.status_code == 404, query
        history = f"/admin/comments/comment/{quote(text)}/history/"
        assert superuser_client.get(history).status_code == 404, text


@pytest.mark.sweep
def test_optional_ids_without_a_row_are_ignored(
    chapter: Chapter, author_client: Client, superuser_client: Client
) -> None:
    desk = "/desk/chapters/chapter/"
    arrange = f"/desk/stories/story/{chapter.story_id}/arrange/"
    for turn, text in enumerate(NO_ROW):
        queries = [
            (f"{comments_url(chapter)}write/", {"reply_to": text, "paragraph": text}),
            (f"{desk}add/", {"story": text}),
            (f"{desk}{chapter.pk}/comments/", {"move": text}),
            (arrange, {"move": text}),
            (arrange, {"undo": text, "after": text, "part": text}),
            ("/desk/comments/", {"page": text, "story": text, "action": text, "liked": text}),
        ]
        for url, query in share(in_turns(queries, turn, 2), turn // 2, 3):
            assert author_client.get(url, query).status_code == 200, (url, query)
        response = superuser_client.get("/admin/comments/comment/", {"story": text})
        assert response.status_code == 200, text


@pytest.mark.parametrize(
    ("path", "action"),
    [
        ("/desk/chapters/chapter/", "revert_selected_to_draft"),
        ("/admin/chapters/chapter/", "revert_selected_to_draft"),
        ("/admin/comments/comment/", "hide_selected"),
    ],
)
def test_selecting_no_row_changes_nothing(
    path: str,
    action: str,
    make_comment: MakeComment,
    author_client: Client,
    superuser_client: Client,
) -> None:
    comment = make_comment()
    client = author_client if path.startswith("/desk/") else superuser_client
    for text in NO_ROW:
        response = client.post(path, {"action": action, ACTION_CHECKBOX_NAME: text})
        assert response.status_code in {200, 302, 404}, text
    comment.refresh_from_db()
    assert comment.state == "published" and comment.chapter.is_released()


def test_unsaved_changes_accept_any_number(chapter: Chapter, author_client: Client) -> None:
    for text in NO_ROW:
        url = f"/desk/chapters/chapter/working-copies/{uuid4()}/"
        fields = {"chapter": str(chapter.pk), "body": "x", "based_on": text, "sequence": text}
        assert author_client.post(url, fields).status_code == 200, text
