"""Keeping comments attached to their paragraphs when the text of a chapter changes."""

from collections.abc import Sequence

from serial.chapters.html.paragraph_ids import align_paragraphs, previous_blocks
from serial.chapters.html.text_changes import TextChange
from serial.chapters.models import Chapter
from serial.comments.counters import lock_discussion, move_count, save_counters
from serial.comments.models import Comment
from serial.comments.models.comment import CommentQuerySet
from serial.comments.quotes import LOST, QuoteSearch
from serial.markup.paragraphs.anchors import AnchorPosition, locate_anchor
from serial.markup.paragraphs.blocks import split_into_blocks
from serial.markup.paragraphs.history import ParagraphHistory
from serial.markup.rendering import render


def move_comments_to_their_quotes(chapter: Chapter, change: TextChange) -> None:
    """Moves each thread whose quote stands in another paragraph than its own now.

    A thread whose paragraph was split, and whose quote is in none of the parts, is orphaned: no
    part is more its own than the others. Where words were replaced within the paragraphs, all stay.

    Listed in the setting TEXT_CHANGE_HANDLERS: runs in the transaction that saves the text.
    """
    if change.keeps_paragraphs or not change.has_other_words():
        return
    moves = _moves(Comment.objects.filter(chapter=chapter), change)
    if not moves:
        return
    discussion = lock_discussion(chapter.pk)
    lost_ids: dict[int, int] = {}
    for thread_number, (before, after) in moves.items():
        paragraph = after or lost_ids.get(before) or reserve_lost_id(chapter, before)
        if after == LOST:
            lost_ids[before] = paragraph
        thread = Comment.objects.filter(chapter=chapter, thread=thread_number)
        move_count(discussion, before, paragraph, thread.published().count())
        thread.update(paragraph=paragraph)
    save_counters(discussion)
    if lost_ids:
        chapter.save(update_fields=["paragraph_history"])


def _moves(comments: CommentQuerySet, change: TextChange) -> dict[int, tuple[int, int]]:
    """Returns the present and the new paragraph id, or LOST, of each thread that must be moved."""
    quoted = comments.threads().exclude(paragraph=None).exclude(quote="")
    rows = quoted.order_by("number").values_list("thread", "paragraph", "quote")
    moves = {}
    for thread, paragraph, quote in rows:
        new = QuoteSearch(change, paragraph or 0, quote).new_paragraph()
        if new is not None and new != paragraph:
            moves[thread] = (paragraph or 0, new)
    return moves


def reserve_lost_id(chapter: Chapter, paragraph: int) -> int:
    """Returns a paragraph id that is deleted after this paragraph. Does not save the chapter."""
    lost_id, history = paragraph_history_of(chapter).with_lost_passage(paragraph)
    chapter.paragraph_history = history.as_json()
    return lost_id


def locate_anchors(chapter: Chapter, anchors: Sequence[int]) -> dict[int, AnchorPosition]:
    """Returns where these paragraph ids are in the chapter now."""
    present = {block.id for block in split_into_blocks(chapter.body_html) if block.id}
    history = paragraph_history_of(chapter)
    return {id: locate_anchor(id, present, history) for id in anchors}


def paragraph_history_of(chapter: Chapter) -> ParagraphHistory:
    return ParagraphHistory.from_json(chapter.paragraph_history)


def has_had_paragraph(chapter: Chapter, number: int) -> bool:
    """Returns whether any revision of the chapter had a paragraph with this id."""
    return 0 < number < paragraph_history_of(chapter).next_id


def anchors_orphaned_by(chapter: Chapter, body: str) -> list[int]:
    """Returns the ids of the paragraphs with comments that would be orphaned by saving this text.

    chapter: as it is stored. body: Markdown. Nothing is changed.
    """
    commented = Comment.objects.filter(chapter=chapter).visible().exclude(paragraph=None)
    anchors = _distinct_paragraphs(commented)
    if not anchors:
        return []
    html = render(body, chapter.story.render_options("preview")).html
    texts = [block.text for block in split_into_blocks(html)]
    change = align_paragraphs(chapter, previous_blocks(chapter), texts).change
    moves = _moves(Comment.objects.filter(chapter=chapter), change)
    lost = [thread for thread, (_paragraph, new) in moves.items() if new == LOST]
    present = [id for id in anchors if not change.before.position_of(id).is_orphaned]
    removed = [id for id in present if change.after.position_of(id).is_orphaned]
    if not lost and not removed:
        return []
    staying = commented.filter(paragraph__in=removed).exclude(thread__in=list(moves))
    return _distinct_paragraphs(staying | commented.filter(thread__in=lost))


def _distinct_paragraphs(comments: CommentQuerySet) -> list[int]:
    ids = comments.order_by("paragraph").values_list("paragraph", flat=True).distinct()
    return [id for id in ids if id is not None]
