"""The story's page shows the number of comments of each chapter and of the story."""

from uuid import uuid4

from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.models import FeedbackPause
from serial.comments.muting import mute
from serial.comments.posting import post_comment
from serial.comments.submission import CommentSubmission
from tests.conftest import MakeChapter
from tests.reading.conftest import get_page

STORY = "/stories/the-lamp/"


def get_main(client: Client) -> str:
    return get_page(client, STORY).partition("<main")[2]


def post_comments(
    chapter: Chapter, user: User, count: int = 1, paragraph: int | None = None
) -> None:
    for number in range(count):
        submission = CommentSubmission(
            chapter=chapter,
            form_key=uuid4(),
            body=f"That is comment {number}.",
            user=user,
            paragraph=paragraph,
            seconds=60.0,
        )
        post_comment(submission)


def test_story_page_shows_comment_counts(
    make_chapter: MakeChapter, reader: User, guest_client: Client
) -> None:
    one, two = make_chapter(title="One"), make_chapter(title="Two")
    assert "comment" not in get_main(guest_client)
    post_comments(one, reader, 1)
    post_comments(two, reader, 2)
    page = get_page(guest_client, STORY)
    assert "1 comment" in page and "2 comments" in page
    assert "<dd>3</dd>" in guest_client.get(STORY).content.decode()


def test_held_comment_is_not_counted(make_chapter: MakeChapter, guest_client: Client) -> None:
    chapter = make_chapter()
    post_comment(
        CommentSubmission(
            chapter=chapter, form_key=uuid4(), body="Held.", guest_name="Gus", ip="192.0.2.1"
        )
    )
    assert "comment" not in get_main(guest_client)


def test_author_who_paused_feedback_sees_no_counts(
    make_chapter: MakeChapter, reader: User, author: User, author_client: Client
) -> None:
    post_comments(make_chapter(), reader, 1)
    assert "1 comment" in get_page(author_client, STORY)
    FeedbackPause.objects.create(user=author)
    assert "comment" not in get_main(author_client)


def test_comments_of_muted_members_are_not_counted(
    make_chapter: MakeChapter, reader: User, other_author: User, other_author_client: Client
) -> None:
    chapter = make_chapter("One.\n\nTwo.", title="One")
    post_comments(chapter, reader)
    post_comments(chapter, reader, paragraph=2)
    page = chapter.get_absolute_url()
    assert "2 comments" in get_page(other_author_client, STORY)
    assert "data-marker=" in get_page(other_author_client, page)
    mute(other_author, reader, "rosa")
    assert "comment" not in get_main(other_author_client)
    after = get_page(other_author_client, page)
    assert "data-comment-count><" in after and "data-marker=" not in after
