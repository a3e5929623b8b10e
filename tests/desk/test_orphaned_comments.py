"""Comments on paragraphs that go: the desk asks before it saves, and they are placed by hand."""

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

PARAGRAPHS = (
    "The lamp was lit at nine, as on every night since the war.",
    "Nobody on the island remembered who had asked for it first.",
    "Gulls slept on the rail, and the sea said nothing at all.",
)
WITHOUT_SECOND = "\n\n".join((PARAGRAPHS[0], PARAGRAPHS[2]))


@pytest.fixture
def chapter(make_chapter: MakeChapter) -> Chapter:
    return make_chapter("\n\n".join(PARAGRAPHS))


@pytest.fixture
def form(chapter: Chapter) -> str:
    return f"/desk/chapters/chapter/{chapter.pk}/change/"


@pytest.fixture
def page(chapter: Chapter) -> str:
    return f"/desk/chapters/chapter/{chapter.pk}/comments/"


def blocks(chapter: Chapter) -> list[int]:
    chapter.refresh_from_db()
    return [block.id or 0 for block in split_into_blocks(chapter.body_html)]


def text(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def body_of(chapter: Chapter) -> str:
    chapter.refresh_from_db()
    return chapter.body


def test_it_asks_before_it_saves_and_keeps_all_that_was_typed(
    author_client: Client, chapter: Chapter, form: str, make_comment: MakeComment
) -> None:
    on_second = blocks(chapter)[1]
    make_comment("Who indeed?", paragraph=on_second)
    make_comment("On the whole of it.")
    before = body_of(chapter)
    typed = {
        **open_form(author_client, form),
        "body": WITHOUT_SECOND,
        "title": "Lit",
        "remark": "cut",
    }
    answer = author_client.post(form, {**typed, "_continue": "1"})
    html = answer.content.decode()
    assert "Comments that would lose their place" in html
    assert PARAGRAPHS[1] in html and "Who indeed?" in html and "1 thread on it" in html
    assert "On the whole of it." not in html
    assert body_of(chapter) == before and chapter.title == "" and chapter.revision == 1
    shown = answer.context["adminform"].form
    assert [shown[name].value() for name in ("title", "remark")] == ["Lit", "cut"]
    assert shown["body"].value().split() == WITHOUT_SECOND.split()
    # A closed tab does not lose it either.
    assert WorkingCopy.objects.get().title == "Lit"
    agreed = {**typed, "confirmed_orphans": f"{on_second}", "_continue": "1"}
    assert author_client.post(form, agreed).status_code == 302
    assert body_of(chapter) == WITHOUT_SECOND and chapter.title == "Lit"
    assert chapter.revision == 2


@pytest.mark.parametrize("agreed", ["", "999", "x", ",", "1,2;3", "9" * 5000])
def test_only_what_was_seen_is_agreed_to(
    author_client: Client, chapter: Chapter, form: str, make_comment: MakeComment, agreed: str
) -> None:
    make_comment(paragraph=blocks(chapter)[1])
    data = {**open_form(author_client, form), "body": WITHOUT_SECOND, "confirmed_orphans": agreed}
    assert author_client.post(form, data).status_code == 200
    assert chapter.revision == 1 and body_of(chapter) != WITHOUT_SECOND


def test_it_does_not_ask_where_nothing_is_lost(
    author_client: Client, author: User, chapter: Chapter, form: str, make_comment: MakeComment
) -> None:
    make_comment(paragraph=blocks(chapter)[1])
    edited = chapter.body.replace("Nobody", "No one")
    for body in (chapter.body, edited, f"A new beginning.\n\n{edited}"):
        data = {**open_form(author_client, form), "body": body, "title": body[:5]}
        assert author_client.post(form, data).status_code == 302
    save_text(chapter, ChapterText(body=WITHOUT_SECOND), SaveInfo(by=author), based_on=4)
    # What is lost already is lost no further.
    data = {**open_form(author_client, form), "body": f"{WITHOUT_SECOND}\n\nThe end."}
    assert author_client.post(form, data).status_code == 302


def test_a_newer_text_is_said_first(
    author_client: Client,
    other_author: User,
    chapter: Chapter,
    form: str,
    make_comment: MakeComment,
) -> None:
    make_comment("Who indeed?", paragraph=blocks(chapter)[1])
    data = {**open_form(author_client, form), "body": WITHOUT_SECOND}
    save_text(
        chapter, ChapterText(body=f"{chapter.body}\n\nMore."), SaveInfo(by=other_author), based_on=1
    )
    html = author_client.post(form, data).content.decode()
    assert "was saved by otto meanwhile" in html and "would lose their place" not in html
    again = {**data, "based_on": "2"}
    assert "would lose their place" in author_client.post(form, again).content.decode()


def test_a_manuscript_put_into_the_fields_is_not_asked_about(
    author_client: Client, chapter: Chapter, form: str, make_comment: MakeComment
) -> None:
    make_comment(paragraph=blocks(chapter)[1])
    data = {**open_form(author_client, form), "manuscript": "Other words.", "_split": "1"}
    assert "would lose their place" not in author_client.post(form, data).content.decode()


def test_it_asks_before_an_older_revision_takes_a_place_away(
    author_client: Client, author: User, chapter: Chapter, make_comment: MakeComment
) -> None:
    save_text(chapter, ChapterText(body=f"{chapter.body}\n\nNew."), SaveInfo(by=author), based_on=1)
    newest = blocks(chapter)[3]
    make_comment("What is?", paragraph=newest)
    restore = f"/desk/chapters/chapter/{chapter.pk}/revisions/1/restore/"
    html = author_client.post(restore).content.decode()
    assert "Bring revision 1 back?" in html and "What is?" in html
    assert body_of(chapter).endswith("New.")
    agreed = author_client.post(restore, {"confirmed_orphans": f"{newest}"}, follow=True)
    assert "Revision 1 is back" in agreed.content.decode()
    assert not body_of(chapter).endswith("New.")


@pytest.fixture
def lost(chapter: Chapter, author: User, make_comment: MakeComment) -> Comment:
    """A thread of two, whose paragraph is gone."""
    comment = make_comment(
        "Who indeed?", paragraph=blocks(chapter)[1], quote="Nobody on the island"
    )
    make_comment("Yes, who?", parent=comment)
    save_text(chapter, ChapterText(body=WITHOUT_SECOND), SaveInfo(by=author), based_on=1)
    return comment


def test_it_is_placed_by_hand_and_that_is_undone(
    author_client: Client, chapter: Chapter, page: str, lost: Comment
) -> None:
    shown = text(author_client, page)
    assert "Comments that lost their place" in shown and "Who indeed?" in shown
    assert f'It stood after: <q dir="auto">{PARAGRAPHS[0][:40]}' in shown
    assert '<select id="block"' not in shown
    choosing = text(author_client, f"{page}?place={lost.pk}")
    last = blocks(chapter)[1]
    assert f'<option value="{last}">2 · Gulls slept' in choosing
    assert f'<option value="{blocks(chapter)[0]}" selected>1 · The lamp' in choosing
    answer = author_client.post(page, {"place": lost.pk, "paragraph": last}, follow=True)
    after = " ".join(answer.content.decode().split())
    assert "lost their place" not in after and "a paragraph that was chosen for it" in after
    assert list(Comment.objects.values_list("paragraph", flat=True)) == [last, last]
    assert Discussion.objects.get().paragraph_counts == {str(last): 2}
    author_client.post(page, {"undo": CommentAction.objects.get().pk})
    assert "Comments that lost their place" in text(author_client, page)


def test_on_the_chapter_as_a_whole(author_client: Client, page: str, lost: Comment) -> None:
    answer = author_client.post(page, {"place": lost.pk}, follow=True).content.decode()
    assert "is on the chapter as a whole" in answer
    assert set(Comment.objects.values_list("paragraph", flat=True)) == {None}


def test_the_passage_is_hidden(author_client: Client, page: str, lost: Comment) -> None:
    assert "Hide the passage" in text(author_client, page)
    answer = author_client.post(page, {"hide_quote": lost.pk}, follow=True).content.decode()
    assert "quoted is hidden" in answer and "Hide the passage" not in answer
    assert Comment.objects.get(pk=lost.pk).quote_is_hidden


@pytest.mark.parametrize("block", ["999", "x", "9" * 5000])
def test_only_where_there_is_a_paragraph(
    author_client: Client, page: str, lost: Comment, block: str
) -> None:
    sent = {"place": lost.pk, "paragraph": block}
    assert "Not placed" in author_client.post(page, sent, follow=True).content.decode()
    assert not CommentAction.objects.exists()


def test_only_threads_of_this_chapter(
    author_client: Client, make_chapter: MakeChapter, make_comment: MakeComment, page: str
) -> None:
    elsewhere = make_comment(chapter=make_chapter())
    reply = make_comment(parent=make_comment())
    for pk in (elsewhere.pk, reply.pk, 0, "x", ""):
        assert author_client.post(page, {"place": pk}).status_code == 404
        assert author_client.post(page, {"hide_quote": pk}).status_code == 404
    assert "lost their place" not in text(author_client, f"{page}?place={elsewhere.pk}")


def test_the_page_costs_the_same_with_more_of_them(
    author_client: Client, page: str, lost: Comment, make_comment: MakeComment
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert "lost their place" in text(author_client, page)
        return len(captured)

    before = cost()
    for n in range(20):
        make_comment(by=None, ip=f"192.0.2.{n}", paragraph=lost.paragraph)
    Comment.objects.update(state="published")
    assert cost() == before
