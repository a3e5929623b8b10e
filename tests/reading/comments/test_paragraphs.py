"""Comments stay on their paragraph when the text changes, or are shown as orphaned."""

import pytest
from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.saving import SaveInfo, save_text
from serial.chapters.texts import ChapterText
from serial.comments.models import Comment
from serial.comments.moderating import move_to_paragraph
from tests.comments.conftest import MakeComment
from tests.comments.recounting import assert_counts_are_right
from tests.comments.sending import send
from tests.conftest import MakeChapter
from tests.rolling_back import try_each
from tests.shared_rows import shared_rows

FIRST = "The lamp stood in the window all night, and nobody knew who had lit it."
SECOND = "In the morning it was gone. On the sill lay three feathers and a folded letter."
THIRD = "She read the letter twice, then put it where nobody would ever think to look."
ORPHANED = "was changed or deleted"
ORPHANED_COMMENTS = "on an earlier version of this text"


@shared_rows
def chapter(make_chapter: MakeChapter) -> Chapter:
    return make_chapter("\n\n".join([FIRST, SECOND, THIRD]))


@pytest.fixture
def base(chapter: Chapter) -> str:
    return f"{chapter.get_absolute_url()}comments/"


def save(chapter: Chapter, *paragraphs: str) -> None:
    chapter.refresh_from_db()
    text = ChapterText(body="\n\n".join(paragraphs))
    save_text(chapter, text, SaveInfo(by=None), based_on=chapter.revision)


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def markers(client: Client, chapter: Chapter) -> list[str]:
    """Returns the numbers of paragraphs that have a comment marker on the chapter's page."""
    page = text(client, chapter.get_absolute_url())
    return [part.partition('"')[0] for part in page.split('data-marker="')[1:]]


def test_paragraph_page_shows_only_its_own_comments(
    base: str, guest_client: Client, make_comment: MakeComment
) -> None:
    make_comment("On the second.", paragraph=2)
    make_comment("On the first.", paragraph=1)
    make_comment("On all of it.")
    page = text(guest_client, f"{base}on/2/")
    assert "three feathers" in page and "On the second." in page
    assert "On the first." not in page and "On all of it." not in page
    assert "<html" not in text(guest_client, f"{base}on/2/?as=fragment")
    assert f'<a class="comment__quote" href="{base}on/2/">' in text(guest_client, base)


def test_comment_from_the_paragraph_page(
    base: str, reader_client: Client, chapter: Chapter
) -> None:
    assert f"{base}write/?paragraph=2" in text(reader_client, f"{base}on/2/")
    assert "three feathers" in text(reader_client, f"{base}write/?paragraph=2&quote=three+feathers")
    send(reader_client, chapter, paragraph="2", quote=" three\n feathers ")
    comment = Comment.objects.get()
    assert (comment.paragraph, comment.quote, comment.revision) == (2, "three feathers", 1)


def test_long_quote_is_truncated(reader_client: Client, chapter: Chapter) -> None:
    send(reader_client, chapter, paragraph="2", quote="word " * 300)
    quote = Comment.objects.get().quote
    assert len(quote) == 500 and quote.endswith("…")


@try_each("number", ["4", "99", "2147483648", "99999999999", "9" * 5_000])
def test_unknown_paragraph_is_not_found(number: str, base: str, guest_client: Client) -> None:
    assert guest_client.get(f"{base}on/{number}/").status_code == 404
    assert guest_client.get(f"{base}write/?paragraph={number}").status_code == 200


def test_comment_on_an_unknown_paragraph_is_on_the_chapter(
    reader_client: Client, chapter: Chapter
) -> None:
    send(reader_client, chapter, paragraph="99")
    assert Comment.objects.get().paragraph is None


def test_list_of_paragraphs_to_comment_on(
    base: str, guest_client: Client, make_comment: MakeComment
) -> None:
    make_comment(paragraph=2)
    page = text(guest_client, f"{base}on/")
    for number in (1, 2, 3):
        assert f'href="{base}on/{number}/"' in page
    assert page.count("</svg>1</span>") == 1


def test_marker_at_each_paragraph_with_comments(
    chapter: Chapter, guest_client: Client, make_comment: MakeComment
) -> None:
    assert markers(guest_client, chapter) == []
    for number in (3, 2, 2):
        make_comment(f"On {number}.", paragraph=number)
    assert markers(guest_client, chapter) == ["2", "3"]
    page = text(guest_client, chapter.get_absolute_url())
    assert 'aria-label="2 comments on this paragraph">' in page and "</svg>2</a></p>" in page


def test_held_comment_has_no_marker(
    chapter: Chapter, guest_client: Client, make_comment: MakeComment
) -> None:
    make_comment("See www.example.org", paragraph=2)
    assert markers(guest_client, chapter) == []


def test_comment_stays_on_an_edited_paragraph(
    base: str, chapter: Chapter, guest_client: Client, make_comment: MakeComment
) -> None:
    make_comment("On the second.", paragraph=2)
    edited = SECOND.replace("three", "four")
    save(chapter, "A new beginning, before all else.", FIRST, edited, THIRD)
    assert "four feathers" in text(guest_client, f"{base}on/2/")
    assert markers(guest_client, chapter) == ["2"]


def test_comment_on_a_deleted_paragraph_is_orphaned_and_accepts_replies(
    base: str,
    chapter: Chapter,
    guest_client: Client,
    reader_client: Client,
    make_comment: MakeComment,
) -> None:
    comment = make_comment("On the second.", paragraph=2, quote="three feathers")
    save(chapter, FIRST, THIRD)
    page = text(guest_client, f"{base}on/2/")
    assert ORPHANED in page and "On the second." in page and "nobody knew" in page
    assert ORPHANED in text(guest_client, comment.get_absolute_url())
    # It is shown with the preceding paragraph, apart from that paragraph's own comments.
    make_comment("On the first.", paragraph=1)
    page_of_first = text(guest_client, f"{base}on/1/")
    assert "On the second." in page_of_first and "On the first." in page_of_first
    assert ORPHANED_COMMENTS in text(guest_client, chapter.get_absolute_url())
    assert send(reader_client, chapter, "Still.", reply_to="1").status_code == 302
    assert Comment.objects.get(body="Still.").paragraph == 2
    # Restoring the paragraph restores the anchor.
    save(chapter, FIRST, SECOND, THIRD)
    assert ORPHANED not in text(guest_client, f"{base}on/2/")
    assert ORPHANED_COMMENTS not in text(guest_client, chapter.get_absolute_url())


def test_orphaned_comments_of_the_first_paragraph_come_before_the_text(
    base: str, chapter: Chapter, guest_client: Client, make_comment: MakeComment
) -> None:
    make_comment("On the first.", paragraph=1)
    save(chapter, THIRD)
    assert "On the first." in text(guest_client, f"{base}on/1/")
    page = text(guest_client, chapter.get_absolute_url())
    assert ORPHANED_COMMENTS in page and page.index(ORPHANED_COMMENTS) < page.rindex("She read")
    assert text(guest_client, f"{base}on/0/")


def test_comments_follow_a_merged_paragraph(
    base: str, chapter: Chapter, guest_client: Client, make_comment: MakeComment
) -> None:
    make_comment("On the first.", paragraph=1)
    make_comment("On the second.", paragraph=2)
    save(chapter, f"{FIRST} {SECOND}", THIRD)
    for number in (1, 2):
        page = text(guest_client, f"{base}on/{number}/")
        assert "On the first." in page and "On the second." in page and ORPHANED not in page
    assert len(markers(guest_client, chapter)) == 1


def test_comments_follow_their_quote_after_a_split(
    base: str, chapter: Chapter, guest_client: Client, make_comment: MakeComment
) -> None:
    morning = make_comment("On the morning.", paragraph=2, quote="In the morning")
    feathers = make_comment("On the feathers.", paragraph=2, quote="three feathers")
    make_comment("Which?", parent=feathers)
    one, other = (
        "In the morning it was gone.",
        "On the sill lay three feathers and a folded letter.",
    )
    save(chapter, FIRST, one, other, THIRD)
    for comment in (morning, feathers):
        comment.refresh_from_db()
    assert morning.paragraph != feathers.paragraph
    page = text(guest_client, f"{base}on/{morning.paragraph}/")
    assert "On the morning." in page and "On the feathers." not in page
    page = text(guest_client, f"{base}on/{feathers.paragraph}/")
    assert "On the feathers." in page and "Which?" in page and "On the morning." not in page
    assert_counts_are_right(chapter)


def test_author_moves_a_comment_to_another_paragraph(
    base: str, chapter: Chapter, author: User, guest_client: Client, make_comment: MakeComment
) -> None:
    comment = make_comment("On the second.", paragraph=2)
    move_to_paragraph(comment, 3, author)
    assert "On the second." in text(guest_client, f"{base}on/3/")
    assert "On the second." not in text(guest_client, f"{base}on/2/")
    assert markers(guest_client, chapter) == ["3"]
