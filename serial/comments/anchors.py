"""Keeping comments attached to their paragraphs when the text of a chapter changes."""

from collections.abc import Mapping, Sequence

from serial.chapters.models import Chapter
from serial.chapters.paragraph_ids import align_paragraphs, previous_blocks
from serial.comments.counters import lock_discussion, move_count, save_counters
from serial.comments.models import Comment
from serial.markup.paragraphs.anchors import AnchorPosition, locate_anchor
from serial.markup.paragraphs.blocks import Block, split_into_blocks
from serial.markup.paragraphs.digests import normalize_text
from serial.markup.paragraphs.history import ParagraphHistory
from serial.markup.rendering import render


def move_comments_of_split_paragraphs(
    chapter: Chapter, splits: Mapping[int, Sequence[int]], blocks: Mapping[int, Block]
) -> None:
    """Moves each thread on a split paragraph to the new paragraph that contains its quote.

    splits: the ids of the new paragraphs by the id of the paragraph that was split.
    blocks: the blocks of the new text by id.

    Listed in the setting TEXT_CHANGE_HANDLERS: runs in the transaction that saves the text.
    """
    on_split = Comment.objects.filter(chapter=chapter, paragraph__in=list(splits)).threads()
    first_comments = list(on_split.exclude(quote=""))
    if not first_comments:
        return
    discussion = lock_discussion(chapter.pk)
    for first in first_comments:
        candidates = [blocks[id] for id in splits[first.paragraph or 0]]
        paragraph = _find_quote(first.quote, candidates)
        if paragraph is None or paragraph == first.paragraph:
            continue
        thread = Comment.objects.filter(chapter=chapter, thread=first.thread)
        move_count(discussion, first.paragraph, paragraph, thread.published().count())
        thread.update(paragraph=paragraph)
    save_counters(discussion)


def _find_quote(quote: str, blocks: list[Block]) -> int | None:
    """Returns the id of the only block that contains the quote, None if there is not just one."""
    text = normalize_text(quote.rstrip("…"))
    matches = [block.id for block in blocks if text in normalize_text(block.text)]
    return matches[0] if len(matches) == 1 else None


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
    """Returns the ids of the paragraphs whose comments would be orphaned by saving this text.

    chapter: as it is stored. body: Markdown. Nothing is changed.
    """
    commented = Comment.objects.filter(chapter=chapter).visible().exclude(paragraph=None)
    ids = commented.order_by("paragraph").values_list("paragraph", flat=True).distinct()
    anchors = [id for id in ids if id is not None]
    if not anchors:
        return []
    html = render(body, chapter.story.render_options("preview")).html
    texts = [block.text for block in split_into_blocks(html)]
    aligned, history = align_paragraphs(chapter, previous_blocks(chapter), texts)
    before = locate_anchors(chapter, anchors)
    present = set(aligned.ids)
    after = {id: locate_anchor(id, present, history) for id in anchors}
    return [id for id in anchors if after[id].is_orphaned and not before[id].is_orphaned]
