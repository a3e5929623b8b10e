"""Where in its chapter a comment belongs, as the chapter's words change."""

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
    """Moves each comment on a paragraph that was split to the piece that holds its passage.

    Named in the setting TEXT_CHANGE_HANDLERS: called within the save of the chapter's words.
    """
    quoted = Comment.objects.filter(chapter=chapter, paragraph__in=list(splits)).threads()
    threads = list(quoted.exclude(quote=""))
    if not threads:
        return
    discussion = lock_discussion(chapter.pk)
    for first in threads:
        piece = _paragraph_with(first.quote, [blocks[id] for id in splits[first.paragraph or 0]])
        if piece is None or piece == first.paragraph:
            continue
        thread = Comment.objects.filter(chapter=chapter, thread=first.thread)
        move_count(discussion, first.paragraph, piece, thread.published().count())
        thread.update(paragraph=piece)
    save_counters(discussion)


def _paragraph_with(quote: str, pieces: list[Block]) -> int | None:
    """The one piece in which the passage stands; None where it is in none or in more."""
    wanted = normalize_text(quote.rstrip("…"))
    holding = [piece.id for piece in pieces if wanted in normalize_text(piece.text)]
    return holding[0] if len(holding) == 1 else None


def locate_anchors(chapter: Chapter, anchors: Sequence[int]) -> dict[int, AnchorPosition]:
    """Where what is anchored at these blocks stands in the chapter now."""
    present = {block.id for block in split_into_blocks(chapter.body_html) if block.id}
    history = paragraph_history_of(chapter)
    return {id: locate_anchor(id, present, history) for id in anchors}


def paragraph_history_of(chapter: Chapter) -> ParagraphHistory:
    return ParagraphHistory.from_json(chapter.paragraph_history)


def anchors_lost_by(chapter: Chapter, body: str) -> list[int]:
    """The blocks with comments that have a place now, and would have none with these words.

    `chapter` is as it is stored; `body` is Markdown. Nothing is changed.
    """
    anchored = Comment.objects.filter(chapter=chapter).visible().exclude(paragraph=None)
    found = anchored.order_by("paragraph").values_list("paragraph", flat=True).distinct()
    anchors = [anchor for anchor in found if anchor is not None]
    if not anchors:
        return []
    html = render(body, chapter.story.render_options("preview")).html
    texts = [block.text for block in split_into_blocks(html)]
    aligned, history = align_paragraphs(chapter, previous_blocks(chapter), texts)
    now = locate_anchors(chapter, anchors)
    present = set(aligned.ids)
    then = {id: locate_anchor(id, present, history) for id in anchors}
    return [id for id in anchors if then[id].is_orphaned and not now[id].is_orphaned]
