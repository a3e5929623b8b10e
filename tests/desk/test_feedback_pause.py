"""A feedback pause hides new comments from the author until they resume feedback."""

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


def page_text(client: Client, url: str) -> str:
    return " ".join(client.get(url).content.decode().split())


def test_pause_and_resume_have_no_effect_when_repeated(author: User, other_author: User) -> None:
    assert feedback_paused_since(author) is None
    pause_feedback(author)
    paused_since = feedback_paused_since(author)
    pause_feedback(author)
    assert paused_since is not None and feedback_paused_since(author) == paused_since
    assert feedback_paused_since(other_author) is None
    resume_feedback(author)
    resume_feedback(author)
    assert feedback_paused_since(author) is None


def test_new_comments_are_hidden_until_feedback_is_resumed(
    author_client: Client, author: User, make_comment: MakeComment
) -> None:
    make_comment("Old words", at=timezone.now() - timedelta(hours=1))
    page = author_client.post(f"{PAGE}pause/", follow=True).content.decode()
    assert "Feedback paused." in page
    make_comment("New words")
    page = page_text(author_client, PAGE)
    assert "Feedback paused since" in page
    assert (
        "Old words" in page
        and "New words" not in page
        and "1 comment awaits your reply or like." in page
    )
    for query in ("?state=held", f"?story={1}", "?page=2"):
        assert "New words" not in page_text(author_client, f"{PAGE}{query}")
    page = author_client.post(f"{PAGE}resume/", follow=True).content.decode()
    assert "New words" in page and "2 comments await your reply or like." in page
    assert not FeedbackPause.objects.exists()


def test_the_dashboard_hides_the_number_of_comments(
    author_client: Client, author: User, make_comment: MakeComment
) -> None:
    make_comment("Old words")
    page = page_text(author_client, "/desk/")
    assert "Old words" in page and "1 is unanswered" in page
    pause_feedback(author)
    page = page_text(author_client, "/desk/")
    assert "Old words" not in page and "Feedback is paused." in page and "unanswered" not in page


def test_a_pause_of_another_author_has_no_effect(
    author_client: Client, other_author: User, make_comment: MakeComment
) -> None:
    pause_feedback(other_author)
    make_comment("New words")
    assert "New words" in page_text(author_client, PAGE)
    assert "New words" in page_text(author_client, "/desk/")


def test_orphaned_comments_do_not_reveal_new_comments(
    author_client: Client, author: User, make_comment: MakeComment, chapter: Chapter
) -> None:
    pause_feedback(author)
    make_comment("New words", paragraph=split_into_blocks(chapter.body_html)[0].id)
    change = f"/desk/chapters/chapter/{chapter.pk}/change/"
    data = {**open_form(author_client, change), "body": "Nothing of the kind."}
    page = author_client.post(change, data).content.decode()
    assert "1 thread" in page and "New words" not in page
    save_text(chapter, ChapterText(body="No such paragraph."), SaveInfo(by=author), based_on=1)
    page = page_text(author_client, change.replace("change", "comments"))
    assert "New words" not in page and "paragraph was removed" not in page


def test_only_authors_can_pause_and_only_by_post(
    guest_client: Client, reader_client: Client, author_client: Client
) -> None:
    for page in ("pause", "resume"):
        assert author_client.get(f"{PAGE}{page}/").status_code == 405
        assert reader_client.post(f"{PAGE}{page}/").status_code == 403
        assert guest_client.post(f"{PAGE}{page}/").status_code == 403
    assert not FeedbackPause.objects.exists()
