"""Orphaned comments: the desk warns before a save removes their paragraph, and can move them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.saving import SaveInfo, save_text
from serial.chapters.texts import ChapterText
from serial.comments.models import Comment, CommentAction, Discussion
from serial.desk.models import WorkingCopy
from serial.markup.paragraphs.blocks import split_into_blocks
from tests.comments.conftest import MakeComment
from tests.conftest import MakeChapter
from tests.desk.forms import open_form
from tests.shared_rows import shared_rows

PARAGRAPHS = (
    "The lamp was lit at nine, as on every night since the war.",
    "Nobody on the island remembered who had asked for it first.",
    "Gulls slept on the rail, and the sea said nothing at all.",
)
WITHOUT_SECOND = "\n\n".join((PARAGRAPHS[0], PARAGRAPHS[2]))


@shared_rows
def chapter(make_chapter: MakeChapter) -> Chapter:
    return make_chapter("\n\n".join(PARAGRAPHS))


@pytest.fixture
def form(chapter: Chapter) -> str:
    return f"/desk/chapters/chapter/{chapter.pk}/change/"


@pytest.fixture
def page(chapter: Chapter) -> str:
    return f"/desk/chapters/chapter/{chapter.pk}/comments/"


def paragraph_ids(chapter: Chapter) -> list[int]:
    chapter.refresh_from_db()
    return [block.id or 0 for block in split_into_blocks(chapter.body_html)]


def page_text(client: Client, url: str) -> str:
    return " ".join(client.get(url).content.decode().split())


def body_of(chapter: Chapter) -> str:
    chapter.refresh_from_db()
    return chapter.body


def test_a_save_that_orphans_comments_asks_first_and_keeps_the_input(
    author_client: Client, chapter: Chapter, form: str, make_comment: MakeComment
) -> None:
    second = paragraph_ids(chapter)[1]
    make_comment("Who indeed?", paragraph=second)
    make_comment("On the whole of it.")
    before = body_of(chapter)
    data = {
        **open_form(author_client, form),
        "body": WITHOUT_SECOND,
        "title": "Lit",
        "remark": "cut",
    }
    response = author_client.post(form, {**data, "_continue": "1"})
    html = response.content.decode()
    assert "Comments whose paragraph will be removed" in html
    assert PARAGRAPHS[1] in html and "Who indeed?" in html and "1 thread" in html
    assert "On the whole of it." not in html
    assert body_of(chapter) == before and chapter.title == "" and chapter.revision == 1
    bound = response.context["adminform"].form
    assert [bound[name].value() for name in ("title", "remark")] == ["Lit", "cut"]
    assert bound["body"].value().split() == WITHOUT_SECOND.split()
    # The input is also stored as a working copy, in case the tab is closed.
    assert WorkingCopy.objects.get().title == "Lit"
    confirmed = {**data, "confirmed_orphans": f"{second}", "_continue": "1"}
    assert author_client.post(form, confirmed).status_code == 302
    assert body_of(chapter) == WITHOUT_SECOND and chapter.title == "Lit"
    assert chapter.revision == 2


def test_only_the_listed_paragraphs_can_be_confirmed(
    author_client: Client, chapter: Chapter, form: str, make_comment: MakeComment
) -> None:
    make_comment(paragraph=paragraph_ids(chapter)[1])
    data = {**open_form(author_client, form), "body": WITHOUT_SECOND}
    for confirmed in ["", "999", "x", ",", "1,2;3", "9" * 5000]:
        response = author_client.post(form, {**data, "confirmed_orphans": confirmed})
        assert response.status_code == 200, confirmed
        assert body_of(chapter) != WITHOUT_SECOND and chapter.revision == 1, confirmed


def test_a_save_that_orphans_no_comments_does_not_ask(
    author_client: Client, author: User, chapter: Chapter, form: str, make_comment: MakeComment
) -> None:
    make_comment(paragraph=paragraph_ids(chapter)[1])
    edited = chapter.body.replace("Nobody", "No one")
    for body in (chapter.body, edited, f"A new beginning.\n\n{edited}"):
        data = {**open_form(author_client, form), "body": body, "title": body[:5]}
        assert author_client.post(form, data).status_code == 302
    save_text(chapter, ChapterText(body=WITHOUT_SECOND), SaveInfo(by=author), based_on=4)
    # Comments that are orphaned already do not count.
    data = {**open_form(author_client, form), "body": f"{WITHOUT_SECOND}\n\nThe end."}
    assert author_client.post(form, data).status_code == 302


def test_an_edit_conflict_is_reported_first(
    author_client: Client,
    other_author: User,
    chapter: Chapter,
    form: str,
    make_comment: MakeComment,
) -> None:
    make_comment("Who indeed?", paragraph=paragraph_ids(chapter)[1])
    data = {**open_form(author_client, form), "body": WITHOUT_SECOND}
    save_text(
        chapter, ChapterText(body=f"{chapter.body}\n\nMore."), SaveInfo(by=other_author), based_on=1
    )
    html = author_client.post(form, data).content.decode()
    assert (
        "somebody else saved this chapter in the meantime" in html
        and "paragraph will be removed" not in html
    )
    again = {**data, "based_on": "2"}
    assert "paragraph will be removed" in author_client.post(form, again).content.decode()


def test_splitting_a_manuscript_does_not_ask(
    author_client: Client, chapter: Chapter, form: str, make_comment: MakeComment
) -> None:
    make_comment(paragraph=paragraph_ids(chapter)[1])
    data = {**open_form(author_client, form), "manuscript": "Other words.", "_split": "1"}
    assert "paragraph will be removed" not in author_client.post(form, data).content.decode()


def test_restoring_a_revision_that_orphans_comments_asks_first(
    author_client: Client, author: User, chapter: Chapter, make_comment: MakeComment
) -> None:
    save_text(chapter, ChapterText(body=f"{chapter.body}\n\nNew."), SaveInfo(by=author), based_on=1)
    newest = paragraph_ids(chapter)[3]
    make_comment("What is?", paragraph=newest)
    restore = f"/desk/chapters/chapter/{chapter.pk}/revisions/1/restore/"
    seen = {"based_on": "2"}
    html = author_client.post(restore, seen).content.decode()
    assert "Restore the text of today" in html and "What is?" in html
    assert body_of(chapter).endswith("New.")
    confirmed = author_client.post(restore, {**seen, "confirmed_orphans": f"{newest}"}, follow=True)
    assert 'name="undo"' in confirmed.content.decode()
    assert not body_of(chapter).endswith("New.")


@shared_rows
def orphaned(chapter: Chapter, author: User, make_comment: MakeComment) -> Comment:
    """A thread of two comments whose paragraph was removed."""
    comment = make_comment(
        "Who indeed?", paragraph=paragraph_ids(chapter)[1], quote="Nobody on the island"
    )
    make_comment("Yes, who?", parent=comment)
    save_text(chapter, ChapterText(body=WITHOUT_SECOND), SaveInfo(by=author), based_on=1)
    return comment


def test_move_an_orphaned_thread_and_undo_it(
    author_client: Client, chapter: Chapter, page: str, orphaned: Comment
) -> None:
    html = page_text(author_client, page)
    assert "Comments whose paragraph was removed" in html and "Who indeed?" in html
    assert f'Paragraph before the removed one: <q dir="auto">{PARAGRAPHS[0][:40]}' in html
    assert '<select id="paragraph"' not in html
    choosing = page_text(author_client, f"{page}?move={orphaned.pk}")
    last = paragraph_ids(chapter)[1]
    assert f'<option value="{last}">2 · Gulls slept' in choosing
    assert f'<option value="{paragraph_ids(chapter)[0]}" selected>1 · The lamp' in choosing
    response = author_client.post(page, {"move": orphaned.pk, "paragraph": last}, follow=True)
    after = " ".join(response.content.decode().split())
    assert "paragraph was removed" not in after and "moved to another paragraph" in after
    assert list(Comment.objects.values_list("paragraph", flat=True)) == [last, last]
    assert Discussion.objects.get().paragraph_counts == {str(last): 2}
    author_client.post(page, {"undo": CommentAction.objects.get().pk})
    assert "Comments whose paragraph was removed" in page_text(author_client, page)


def test_move_an_orphaned_thread_to_the_chapter_as_a_whole(
    author_client: Client, page: str, orphaned: Comment
) -> None:
    after = author_client.post(page, {"move": orphaned.pk}, follow=True).content.decode()
    assert "moved to the chapter as a whole" in after
    assert set(Comment.objects.values_list("paragraph", flat=True)) == {None}


def test_hide_the_quote(author_client: Client, page: str, orphaned: Comment) -> None:
    assert "Hide quote" in page_text(author_client, page)
    after = author_client.post(page, {"hide_quote": orphaned.pk}, follow=True).content.decode()
    assert "Quote in the comment by rosa hidden." in after and "Hide quote" not in after
    assert Comment.objects.get(pk=orphaned.pk).quote_is_hidden


@pytest.mark.parametrize("paragraph", ["999", "x", "9" * 5000])
def test_a_thread_cannot_be_moved_to_an_unknown_paragraph(
    author_client: Client, page: str, orphaned: Comment, paragraph: str
) -> None:
    data = {"move": orphaned.pk, "paragraph": paragraph}
    assert "Comment not moved" in author_client.post(page, data, follow=True).content.decode()
    assert not CommentAction.objects.exists()


def test_only_threads_of_this_chapter_can_be_moved(
    author_client: Client, make_chapter: MakeChapter, make_comment: MakeComment, page: str
) -> None:
    elsewhere = make_comment(chapter=make_chapter())
    reply = make_comment(parent=make_comment())
    for pk in (elsewhere.pk, reply.pk, 0, "x", ""):
        assert author_client.post(page, {"move": pk}).status_code == 404
        assert author_client.post(page, {"hide_quote": pk}).status_code == 404
    assert "paragraph was removed" not in page_text(author_client, f"{page}?move={elsewhere.pk}")


def test_query_count_does_not_grow_with_orphaned_threads(
    author_client: Client, page: str, orphaned: Comment, make_comment: MakeComment
) -> None:
    def count_queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert "paragraph was removed" in page_text(author_client, page)
        return len(captured)

    # A check holds these, so that the log, which the page shows too, has entries from the first.
    make_comment(by=None, ip="198.51.100.1", paragraph=orphaned.paragraph)
    Comment.objects.update(state="published")
    before = count_queries()
    for n in range(6):
        make_comment(by=None, ip=f"192.0.2.{n}", paragraph=orphaned.paragraph)
    Comment.objects.update(state="published")
    assert count_queries() == before
