"""What a chapter folds, such as a spoiler, is folded on every page of comments too."""

import re

import pytest
from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.saving import SaveInfo, save_text
from serial.chapters.texts import ChapterText
from serial.comments import moderating
from serial.comments.models import Comment, Discussion
from serial.comments.undoing import undo_action
from serial.markup.paragraphs.blocks import split_into_blocks
from tests.comments.conftest import MakeComment
from tests.conftest import MakeChapter
from tests.reading.conftest import get_page
from tests.rolling_back import try_each

SECRET = "Mother Carey baked the key"
PASSAGE = f"At last {SECRET} into a loaf."
SPOILER = f"::: spoiler The key\n{PASSAGE}\n\nAnd ate it.\n:::"
BODY = f"A quiet kitchen.\n\n{SPOILER}\n\nThe end came after tea."


@pytest.fixture
def chapter(make_chapter: MakeChapter) -> Chapter:
    return make_chapter(BODY)


def paragraph_with(chapter: Chapter, words: str) -> int | None:
    blocks = split_into_blocks(chapter.body_html)
    return next(block.id for block in blocks if words in block.html)


def save(chapter: Chapter, body: str) -> None:
    chapter.refresh_from_db()
    save_text(chapter, ChapterText(body=body), SaveInfo(by=None), based_on=chapter.revision)
    chapter.refresh_from_db()


def open_text(page: str) -> str:
    """Returns the page without what it folds, but with the labels."""
    fold = re.compile(
        r"<details[^>]*><summary>([^<]*)</summary>(?:(?!<details).)*?</details>", re.S
    )
    while (opened := fold.sub(r"\1", page)) != page:
        page = opened
    return page


def pages_about(chapter: Chapter, comment: Comment) -> list[str]:
    base = f"{chapter.get_absolute_url()}comments/"
    pages = [base, f"{base}on/{comment.paragraph}/", comment.get_absolute_url()]
    return [*pages, *(f"{page}?as=fragment" for page in pages)]


def test_quote_of_a_folded_passage_is_folded_wherever_it_is_shown(
    guest_client: Client,
    reader_client: Client,
    moderator_client: Client,
    chapter: Chapter,
    make_comment: MakeComment,
    author: User,
) -> None:
    comment = make_comment("Ha!", paragraph=paragraph_with(chapter, SECRET), quote=SECRET)
    pages = pages_about(chapter, comment)
    for client in (guest_client, reader_client):
        for url in pages:
            page = get_page(client, url)
            assert SECRET in page and SECRET not in open_text(page), url
    list_page = get_page(guest_client, pages[0])
    assert "Quote from a folded passage" in open_text(list_page)
    admin = get_page(moderator_client, f"/admin/comments/comment/{comment.pk}/change/")
    assert SECRET in admin and SECRET not in open_text(admin)
    # A held comment is shown to its commenter above the list.
    moderating.hold(comment, author)
    page = get_page(reader_client, pages[0])
    assert SECRET in page and SECRET not in open_text(page)


def test_folded_paragraph_keeps_its_fold_and_label_on_pages_of_its_own(
    guest_client: Client, chapter: Chapter
) -> None:
    base = f"{chapter.get_absolute_url()}comments/"
    folded = paragraph_with(chapter, "And ate it.")
    for url in (f"{base}on/{folded}/", f"{base}write/?paragraph={folded}"):
        page = get_page(guest_client, url)
        assert "And ate it." in page and "And ate it." not in open_text(page), url
        assert "<summary>The key</summary>" in page
    others = paragraph_with(chapter, "A quiet kitchen.")
    assert "A quiet kitchen." in open_text(get_page(guest_client, f"{base}on/{others}/"))


def test_quotes_in_the_open_stay_open(
    guest_client: Client, chapter: Chapter, make_comment: MakeComment
) -> None:
    make_comment("Nice.", paragraph=paragraph_with(chapter, "after tea"), quote="after tea")
    make_comment("Hm.", paragraph=paragraph_with(chapter, "quiet"), quote="not in the text")
    page = open_text(get_page(guest_client, f"{chapter.get_absolute_url()}comments/"))
    assert "after tea" in page and "not in the text" in page


@try_each(
    "body, paragraph, quote",
    [
        # Selected from before a fold into it, or over it: the selection has what is folded, with
        # its label and white space.
        (BODY, "A quiet", f"kitchen. The key At last {SECRET}"),
        (BODY, "A quiet", f"kitchen.The key{PASSAGE}And ate it.The end"),
        (BODY, None, SECRET),
        (f"- A point\n\n  <details><summary>More</summary>{PASSAGE}</details>", "A point", SECRET),
        (f"Out.\n\n:::: warning Bread\n{SPOILER}\n\nLoaf.\n::::", "Loaf.", "Loaf"),
        (f"Out.\n\n::: warning\n“It's *{PASSAGE}*”\n:::", "baked", f"“It’s {PASSAGE}”"),
    ],
)
def test_quote_with_some_folded_words_is_folded(
    body: str,
    paragraph: str | None,
    quote: str,
    guest_client: Client,
    make_chapter: MakeChapter,
    make_comment: MakeComment,
) -> None:
    chapter = make_chapter(body)
    number = paragraph_with(chapter, paragraph) if paragraph else None
    make_comment("Ha!", chapter=chapter, paragraph=number, quote=quote)
    page = get_page(guest_client, f"{chapter.get_absolute_url()}comments/")
    assert '<details class="comment__quote">' in page


def test_quote_is_folded_and_opened_with_its_passage(
    guest_client: Client, make_chapter: MakeChapter, make_comment: MakeComment
) -> None:
    chapter = make_chapter(f"A quiet kitchen.\n\n{PASSAGE}")
    url = f"{chapter.get_absolute_url()}comments/"
    make_comment("Ha!", chapter=chapter, paragraph=paragraph_with(chapter, SECRET), quote=SECRET)
    assert SECRET in open_text(get_page(guest_client, url))
    # No word is changed, only the markup around them.
    save(chapter, f"A quiet kitchen.\n\n::: spoiler The key\n{PASSAGE}\n:::")
    assert SECRET not in open_text(get_page(guest_client, url))
    # The quote of a passage that was removed stays folded.
    save(chapter, "A quiet kitchen.")
    assert SECRET not in open_text(get_page(guest_client, url))
    save(chapter, f"A quiet kitchen.\n\n{PASSAGE}")
    assert SECRET in open_text(get_page(guest_client, url))


def test_other_saves_do_not_change_the_discussion(
    chapter: Chapter, make_comment: MakeComment
) -> None:
    make_comment("Ha!", paragraph=paragraph_with(chapter, SECRET), quote=SECRET)
    version = Discussion.objects.get(chapter=chapter).version
    save(chapter, BODY.replace("quiet", "very quiet"))
    assert Discussion.objects.get(chapter=chapter).version == version


def test_quote_is_folded_when_its_thread_is_moved_to_a_folded_paragraph(
    chapter: Chapter, make_comment: MakeComment, author: User
) -> None:
    comment = make_comment("Ha!", paragraph=paragraph_with(chapter, "quiet"), quote="words of old")
    folded = paragraph_with(chapter, SECRET)
    action = moderating.move_to_paragraph(comment, folded, author)
    comment.refresh_from_db()
    assert comment.quote_is_folded
    assert action
    undo_action(action, author)
    comment.refresh_from_db()
    assert not comment.quote_is_folded
