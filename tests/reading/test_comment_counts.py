"""The story's page counts what was said, chapter by chapter and in all."""

from uuid import uuid4

from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.models import FeedbackPause
from serial.comments.muting import mute
from serial.comments.posting import post_comment
from serial.comments.submission import CommentSubmission
from tests.conftest import MakeChapter
from tests.reading.conftest import text

STORY = "/stories/the-lamp/"


def main_of(client: Client) -> str:
    return text(client, STORY).partition("<main")[2]


def say(chapter: Chapter, writer: User, times: int = 1, block: int | None = None) -> None:
    for number in range(times):
        said = CommentSubmission(
            chapter=chapter,
            form_key=uuid4(),
            body=f"That is comment {number}.",
            user=writer,
            paragraph=block,
            seconds=60.0,
        )
        post_comment(said)


def test_the_storys_page_counts_comments(
    make_chapter: MakeChapter, reader: User, guest_client: Client
) -> None:
    one, two = make_chapter(title="One"), make_chapter(title="Two")
    assert "comment" not in main_of(guest_client)
    say(one, reader, 1)
    say(two, reader, 2)
    page = text(guest_client, STORY)
    assert "1 comment" in page and "2 comments" in page
    assert "<dd>3</dd>" in guest_client.get(STORY).content.decode()


def test_what_waits_is_not_counted(make_chapter: MakeChapter, guest_client: Client) -> None:
    chapter = make_chapter()
    post_comment(
        CommentSubmission(
            chapter=chapter, form_key=uuid4(), body="Held.", guest_name="Gus", ip="192.0.2.1"
        )
    )
    assert "comment" not in main_of(guest_client)


def test_an_author_who_writes_is_not_told_of_any(
    make_chapter: MakeChapter, reader: User, author: User, author_client: Client
) -> None:
    say(make_chapter(), reader, 1)
    assert "1 comment" in text(author_client, STORY)
    FeedbackPause.objects.create(user=author)
    assert "comment" not in main_of(author_client)


def test_who_is_muted_does_not_count(
    make_chapter: MakeChapter, reader: User, other_author: User, other_author_client: Client
) -> None:
    chapter = make_chapter("One.\n\nTwo.", title="One")
    say(chapter, reader)
    say(chapter, reader, block=2)
    page = chapter.get_absolute_url()
    assert "2 comments" in text(other_author_client, STORY)
    assert "data-marker=" in text(other_author_client, page)
    mute(other_author, reader, "rosa")
    assert "comment" not in main_of(other_author_client)
    after = text(other_author_client, page)
    assert "0 comments" in after and "data-marker=" not in after
