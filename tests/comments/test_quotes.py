"""A comment goes where its quote is when the text changes, or says that it is lost."""

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from serial.chapters.html.text_changes import AnchoredText, TextChange
from serial.chapters.models import Chapter
from serial.chapters.saving import SaveInfo, restore_revision, save_text
from serial.chapters.texts import ChapterText
from serial.comments.anchors import anchors_orphaned_by, locate_anchors
from serial.comments.models import Comment
from serial.comments.quotes import LOST, QuoteSearch
from serial.markup.paragraphs.blocks import split_into_blocks
from serial.markup.paragraphs.digests import normalize_text
from tests.comments.conftest import MakeComment
from tests.comments.recounting import assert_counts_are_right
from tests.conftest import MakeChapter
from tests.markup.edits.changes import Draft, Paragraph, Writer
from tests.markup.edits.drafts import paragraphs
from tests.markup.versions import Version
from tests.sampling import examples
from tests.shared_rows import shared_rows

HARBOUR = "The harbour was empty by six, and the last of the ferries had gone without its lights."
LETTER = "In the drawer he found a letter that had never been sent, and a key for no lock of his."
STORM = "Nobody slept. The storm took two chimneys and the weathercock, and left the church alone."


def save(chapter: Chapter, *texts: str) -> None:
    chapter.refresh_from_db()
    text = ChapterText(body="\n\n".join(texts))
    save_text(chapter, text, SaveInfo(by=None), based_on=chapter.revision)
    chapter.refresh_from_db()


@shared_rows
def chapter(make_chapter: MakeChapter) -> Chapter:
    return make_chapter(f"{HARBOUR}\n\n{LETTER}\n\n{STORM}")


def passage_of(comment: Comment) -> str | None:
    """The text of the comment's paragraph, None if the comment is orphaned."""
    comment.refresh_from_db()
    chapter = Chapter.objects.get(pk=comment.chapter_id)
    position = locate_anchors(chapter, [comment.paragraph or 0])[comment.paragraph or 0]
    texts = {block.id: block.text for block in split_into_blocks(chapter.body_html)}
    return None if position.is_orphaned else texts[position.paragraph_id]


@pytest.mark.django_db
@pytest.mark.parametrize("changed", [HARBOUR, LETTER])
def test_merged_paragraphs_split_again_with_a_changed_mark(
    chapter: Chapter, make_comment: MakeComment, changed: str
) -> None:
    ferries = make_comment("Which?", paragraph=1, quote="the last of the ferries")
    letter = make_comment("Whose?", paragraph=2, quote="a letter that had never been sent")
    save(chapter, f"{HARBOUR} {LETTER}", STORM)
    assert passage_of(ferries) == passage_of(letter) == f"{HARBOUR} {LETTER}"
    pieces = [piece.replace(",", ";") if piece == changed else piece for piece in (HARBOUR, LETTER)]
    save(chapter, *pieces, STORM)
    assert [passage_of(ferries), passage_of(letter)] == pieces


@pytest.mark.django_db
def test_absorbed_comment_is_lost_if_its_text_is_cut(
    chapter: Chapter, make_comment: MakeComment
) -> None:
    comment = make_comment("Which?", paragraph=1, quote="the last of the ferries")
    save(chapter, f"{HARBOUR} {LETTER}", STORM)
    save(chapter, LETTER, STORM)
    assert passage_of(comment) is None


@pytest.mark.django_db
def test_comment_goes_with_a_sentence_to_another_paragraph(
    chapter: Chapter, make_comment: MakeComment
) -> None:
    comment = make_comment("Poor bird.", paragraph=3, quote="two chimneys and the weathercock")
    reply = make_comment("It was iron.", parent=comment)
    sentence = "The storm took two chimneys and the weathercock, and left the church alone."
    rest = "Nobody slept, and nobody said so in the morning."
    save(chapter, HARBOUR, f"{LETTER} {sentence}", rest)
    assert passage_of(comment) == passage_of(reply) == f"{LETTER} {sentence}"
    assert_counts_are_right(chapter)


@pytest.mark.django_db
def test_comment_follows_a_sentence_that_was_cut_and_pasted_in_another_save(
    chapter: Chapter, make_comment: MakeComment
) -> None:
    comment = make_comment("Poor bird.", paragraph=3, quote="two chimneys and the weathercock")
    sentence = "The storm took two chimneys and the weathercock, and left the church alone."
    save(chapter, HARBOUR, LETTER, "Nobody slept, and nobody said so in the morning.")
    save(chapter, f"{HARBOUR} {sentence}", LETTER, "Nobody slept, nobody said so in the morning.")
    assert passage_of(comment) == f"{HARBOUR} {sentence}"


@pytest.mark.django_db
def test_quote_that_was_edited_while_its_paragraph_was_split(
    chapter: Chapter, make_comment: MakeComment
) -> None:
    """The larger part keeps the id; the quote is in the smaller one, with another word."""
    comment = make_comment("Poor bird.", paragraph=2, quote="a key for no lock of his")
    parts = [
        "In the drawer he found a letter that had never been sent.",
        "A key to no lock of his.",
    ]
    save(chapter, HARBOUR, *parts, STORM)
    assert passage_of(comment) == parts[1]


@pytest.mark.django_db
def test_quote_that_was_split_goes_with_its_larger_half(
    chapter: Chapter, make_comment: MakeComment
) -> None:
    quote = "had never been sent, and a key for no lock"
    comment = make_comment("Never?", paragraph=2, quote=quote)
    parts = [
        "In the drawer he found a letter that had never been sent,",
        "and a key for no lock of his.",
    ]
    save(chapter, HARBOUR, *parts, STORM)
    assert passage_of(comment) == parts[1]


@pytest.mark.django_db
def test_quote_in_none_of_the_parts_is_lost_and_found_again(
    chapter: Chapter, make_comment: MakeComment
) -> None:
    whole = f"{STORM} A bell rang once. {LETTER}"
    save(chapter, HARBOUR, whole)
    paragraph = split_into_blocks(chapter.body_html)[1].id
    comment = make_comment("Which?", paragraph=paragraph, quote="A bell rang once.")
    other = make_comment("Both.", paragraph=paragraph)
    warned = anchors_orphaned_by(chapter, f"{HARBOUR}\n\n{STORM}\n\n{LETTER}")
    save(chapter, HARBOUR, STORM, LETTER)
    assert passage_of(comment) is None
    assert passage_of(other) in (STORM, LETTER)
    assert warned == [paragraph]
    assert_counts_are_right(chapter)
    restore_revision(chapter, 2, None)
    assert passage_of(comment) == passage_of(other) == whole


@pytest.mark.django_db
def test_comment_that_follows_its_quote_is_not_announced_as_lost(
    chapter: Chapter, make_comment: MakeComment
) -> None:
    make_comment("Sent?", paragraph=2, quote="a letter that had never been sent")
    rewritten = "She knew there was a letter that had never been sent; there always is."
    body = "\n\n".join((HARBOUR, STORM, rewritten))
    assert anchors_orphaned_by(chapter, body) == []
    make_comment("All of it.", paragraph=2)
    assert anchors_orphaned_by(chapter, body) == [2]


@pytest.mark.django_db
@pytest.mark.parametrize("quote", ["letter", "and", "", "never stood there at all"])
def test_comment_stays_if_its_quote_does_not_tell_where_it_went(
    chapter: Chapter, make_comment: MakeComment, quote: str
) -> None:
    """A fixed typo is not a moved passage, even if the word stands somewhere else."""
    comment = make_comment("?", paragraph=2, quote=quote)
    edited = LETTER.replace("a letter", "an envelope").replace("and a key", "with a key")
    save(chapter, HARBOUR, edited, STORM)
    assert passage_of(comment) == edited
    save(chapter, f"{HARBOUR} A letter.", edited, STORM)
    assert passage_of(comment) == edited


REFRAIN = "Nobody came to the door."


@pytest.mark.django_db
@pytest.mark.parametrize("quote", [REFRAIN, "came to", "the door", ""])
@pytest.mark.parametrize("prefix", ["", "> "])
def test_comment_is_lost_with_one_of_two_paragraphs_with_the_quote(
    chapter: Chapter, make_comment: MakeComment, prefix: str, quote: str
) -> None:
    one, other = f"{prefix}{REFRAIN} It rained.", f"{REFRAIN} The lamps were lit at four."
    save(chapter, one, HARBOUR, other, STORM)
    paragraph = split_into_blocks(chapter.body_html)[0].id
    comment = make_comment("Who?", paragraph=paragraph, quote=quote)
    assert anchors_orphaned_by(chapter, "\n\n".join((HARBOUR, other, STORM))) == [paragraph]
    save(chapter, HARBOUR, other, STORM)
    assert passage_of(comment) is None


@pytest.mark.django_db
def test_short_quote_does_not_go_where_its_words_are_typed_in_another_sentence(
    chapter: Chapter, make_comment: MakeComment
) -> None:
    deleted = make_comment("Which?", paragraph=1, quote="ferries")
    edited = make_comment("Whose?", paragraph=2, quote="a letter")
    typed = "All letters and ferries stopped; a letter took a week."
    save(chapter, LETTER.replace("a letter", "an envelope"), STORM, typed)
    assert passage_of(deleted) is None
    assert passage_of(edited) == LETTER.replace("a letter", "an envelope")


@pytest.mark.django_db
@pytest.mark.parametrize("quote", ["weathercock", "two chimneys", "church alone", "The storm"])
def test_short_quote_goes_with_its_sentence(
    chapter: Chapter, make_comment: MakeComment, quote: str
) -> None:
    comment = make_comment("Poor bird.", paragraph=3, quote=quote)
    sentence = "The storm took two chimneys and the weathercock, and left the church alone."
    save(chapter, HARBOUR, f"{LETTER} {sentence}", "Nobody slept, and nobody said so later.")
    assert passage_of(comment) == f"{LETTER} {sentence}"


@pytest.mark.django_db
def test_quote_that_is_cut_out_of_its_paragraph_is_lost_and_found_again(
    chapter: Chapter, make_comment: MakeComment
) -> None:
    whole = f"{LETTER} {STORM}"
    save(chapter, HARBOUR, whole)
    paragraph = split_into_blocks(chapter.body_html)[1].id
    comment = make_comment("Poor house.", paragraph=paragraph, quote="The storm took two chimneys")
    other = make_comment("All of it.", paragraph=paragraph)
    assert anchors_orphaned_by(chapter, f"{HARBOUR}\n\n{LETTER}") == [paragraph]
    edited = whole.replace("two chimneys", "two tall chimneys")
    save(chapter, HARBOUR, edited)
    assert passage_of(comment) == edited
    save(chapter, HARBOUR, LETTER)
    assert (passage_of(comment), passage_of(other)) == (None, LETTER)
    assert_counts_are_right(chapter)
    restore_revision(chapter, 2, None)
    assert passage_of(comment) == passage_of(other) == whole


@pytest.mark.django_db
def test_comment_that_was_moved_by_hand_stays_there(
    chapter: Chapter, make_comment: MakeComment
) -> None:
    comment = make_comment("Here.", paragraph=1, quote="a letter that had never been sent")
    save(chapter, HARBOUR.replace("six", "seven"), LETTER, STORM)
    assert passage_of(comment) == HARBOUR.replace("six", "seven")


# Simulated comments: (paragraph id, quote), without a database.
Anchors = list[tuple[int, str]]


def follow(before: Version, after: Version, anchors: Anchors) -> Anchors:
    texts = [dict(zip(v.ids, v.texts, strict=True)) for v in (before, after)]
    change = TextChange(
        AnchoredText(texts[0], before.history), AnchoredText(texts[1], after.history), after.splits
    )
    followed = []
    for paragraph, quote in anchors:
        new = QuoteSearch(change, paragraph, quote).new_paragraph()
        # A lost one is not followed any further.
        if new != LOST:
            followed.append((paragraph if new is None else new, quote))
    return followed


def move_sentences(writer: Writer, draft: Draft) -> Draft:
    """Cuts the last words of some paragraphs, and adds half of them to others."""
    result = list(draft)
    for i in writer.some(draft, 0.1, lambda text: len(text.split()) > 20):
        words = result[i].text.split()
        result[i] = Paragraph(" ".join(words[:-10]), result[i].sources)
        if writer.rng.random() < 0.5:
            j = writer.rng.randrange(len(result))
            text = f"{result[j].text} {' '.join(words[-10:])}"
            result[j] = Paragraph(text, result[j].sources)
    return result


Edit = Callable[[Writer, Draft], Draft]
EDITS: list[Edit] = [
    *(Writer.typos, Writer.rewrites, Writer.deletions, Writer.replacements, Writer.splits),
    *(Writer.merges, Writer.moves, move_sentences),
]


@settings(max_examples=examples(60))
@given(st.integers(0, 10**6), st.lists(st.sampled_from(EDITS), min_size=1, max_size=6))
def test_quote_that_stands_in_one_paragraph_is_found_or_lost(seed: int, edits: list[Edit]) -> None:
    rng = random.Random(seed)  # noqa: S311 - reproducible, not secret
    writer = Writer(rng, paragraphs(rng))
    drafts = [writer.draft(30)]
    version = Version.first(paragraph.text for paragraph in drafts[0])
    anchors = some_quotes(rng, version)
    for edit in edits:
        # Now and then the author returns to the first draft.
        drafts.append(drafts[0] if rng.random() < 0.15 else edit(writer, drafts[-1]))
        before, version = version, version.next(paragraph.text for paragraph in drafts[-1])
        anchors = follow(before, version, anchors)
        after = AnchoredText(dict(zip(version.ids, version.texts, strict=True)), version.history)
        for paragraph, quote in anchors:
            found = after.paragraphs_with(normalize_text(quote))
            position = after.position_of(paragraph)
            assert position.is_orphaned or len(found) != 1 or found == [position.paragraph_id]


def some_quotes(rng: random.Random, version: Version) -> Anchors:
    """Quotes of four to nine words from paragraphs of the text."""
    anchors = []
    for paragraph_id, text in zip(version.ids, version.texts, strict=True):
        words = text.split()
        length = rng.randint(4, 9)
        if len(words) >= length:
            start = rng.randrange(len(words) - length + 1)
            anchors.append((paragraph_id, " ".join(words[start : start + length])))
    return anchors
