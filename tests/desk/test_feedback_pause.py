"""Writing days: new feedback stays out of an author's sight until they ask for it."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.saving import SaveInfo, save_text
from serial.chapters.texts import ChapterText
from serial.comments.feedback_pause import feedback_paused_since, pause_feedback, resume_feedback
from serial.comments.models import FeedbackPause
from serial.markup.paragraphs.blocks import split_into_blocks
from tests.comments.conftest import MakeComment
from tests.desk.forms import open_form

PAGE = "/desk/comments/"


def text(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def test_verbs(author: User, other_author: User) -> None:
    assert feedback_paused_since(author) is None
    pause_feedback(author)
    since = feedback_paused_since(author)
    pause_feedback(author)
    assert since is not None and feedback_paused_since(author) == since
    assert feedback_paused_since(other_author) is None
    resume_feedback(author)
    resume_feedback(author)
    assert feedback_paused_since(author) is None


def test_nothing_newer_is_shown_until_it_is_asked_for(
    author_client: Client, author: User, make_comment: MakeComment
) -> None:
    make_comment("Old words", at=timezone.now() - timedelta(hours=1))
    page = author_client.post(f"{PAGE}writing/", follow=True).content.decode()
    assert "Good writing!" in page
    make_comment("New words")
    page = text(author_client, PAGE)
    assert "Writing days since" in page
    assert "Old words" in page and "New words" not in page and "1 comment waits" in page
    for query in ("?state=held", f"?story={1}", "?page=2"):
        assert "New words" not in text(author_client, f"{PAGE}{query}")
    page = author_client.post(f"{PAGE}reading/", follow=True).content.decode()
    assert "New words" in page and "2 comments wait" in page
    assert not FeedbackPause.objects.exists()


def test_the_first_page_says_no_number(
    author_client: Client, author: User, make_comment: MakeComment
) -> None:
    make_comment("Old words")
    page = text(author_client, "/desk/")
    assert "Old words" in page and "1 comment waits for you." in page
    pause_feedback(author)
    page = text(author_client, "/desk/")
    assert "Old words" not in page and "waits for you." in page and "1 comment" not in page


def test_it_is_ones_own(
    author_client: Client, other_author: User, make_comment: MakeComment
) -> None:
    pause_feedback(other_author)
    make_comment("New words")
    assert "New words" in text(author_client, PAGE)
    assert "New words" in text(author_client, "/desk/")


def test_places_that_are_lost_give_nothing_away(
    author_client: Client, author: User, make_comment: MakeComment, chapter: Chapter
) -> None:
    pause_feedback(author)
    make_comment("New words", paragraph=split_into_blocks(chapter.body_html)[0].id)
    change = f"/desk/chapters/chapter/{chapter.pk}/change/"
    data = {**open_form(author_client, change), "body": "Nothing of the kind."}
    page = author_client.post(change, data).content.decode()
    assert "1 thread on it" in page and "New words" not in page
    save_text(chapter, ChapterText(body="No such paragraph."), SaveInfo(by=author), based_on=1)
    page = text(author_client, change.replace("change", "comments"))
    assert "New words" not in page and "lost their place" not in page


def test_only_authors_and_only_by_a_form(
    guest_client: Client, reader_client: Client, author_client: Client
) -> None:
    for page in ("writing", "reading"):
        assert author_client.get(f"{PAGE}{page}/").status_code == 405
        assert reader_client.post(f"{PAGE}{page}/").status_code == 403
        assert guest_client.post(f"{PAGE}{page}/").status_code == 403
    assert not FeedbackPause.objects.exists()
