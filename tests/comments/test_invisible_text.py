"""A comment that shows nothing is refused, and so is a guest without a visible name."""

from html import unescape

from django.test import Client

from serial.chapters.models import Chapter
from serial.comments.models import Comment
from tests.comments.conftest import MakeComment
from tests.comments.sending import send
from tests.conftest import client_of
from tests.rolling_back import try_each

INVISIBLE = [
    "\u200b\u200d",
    "\u3164",
    "\u2800 \u00ad",
    "\u115f\ufe0f",
    "\u202e\u2066",
    "\U000e0061",
]
NOTHING_SHOWN = [
    *INVISIBLE,
    "&zwnj;",
    "&#8203; &nbsp;",
    "[a]: https://example.org",
]


@try_each("text", NOTHING_SHOWN)
def test_comment_without_visible_text_is_refused(
    guest_client: Client, chapter: Chapter, text: str
) -> None:
    response = send(guest_client, chapter, text)
    page = response.content.decode()
    assert response.status_code == 422 and "Write your comment first." in page
    assert f">\n{text}</textarea>" in unescape(page) or f">{text}</textarea>" in unescape(page)
    assert not Comment.objects.exists()


@try_each("name", INVISIBLE)
def test_guest_without_visible_name_is_refused(
    guest_client: Client, chapter: Chapter, name: str
) -> None:
    response = send(guest_client, chapter, "All that I typed.", name=name)
    page = response.content.decode()
    assert response.status_code == 422 and "All that I typed." in page and f'"{name}"' in page
    assert not Comment.objects.exists()


@try_each("text", ["🦊", "é", "ㅋㅋ", "\u200f\u05d0", "…", "❤\ufe0f", "***", ">", "> \u200b"])
def test_any_visible_sign_is_a_comment(guest_client: Client, chapter: Chapter, text: str) -> None:
    assert send(guest_client, chapter, text, name="ㅤ名").status_code == 302


@try_each("text", NOTHING_SHOWN)
def test_edit_cannot_empty_a_comment(make_comment: MakeComment, text: str) -> None:
    comment = make_comment("I liked this.")
    assert comment.user is not None
    response = client_of(comment.user).post(f"{comment.get_absolute_url()}edit/", {"text": text})
    assert response.status_code == 422
    comment.refresh_from_db()
    assert comment.body == "I liked this."
