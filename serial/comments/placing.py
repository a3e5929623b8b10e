"""Where in its chapter a comment belongs, as the chapter's words change."""

from collections.abc import Mapping, Sequence

from serial.chapters.blocks import align_with, placed_blocks
from serial.chapters.models import Chapter
from serial.comments.counting import lock_discussion, move_count, save_changed
from serial.comments.models import Comment
from serial.markup.blocks import Block, cut
from serial.markup.fingerprints import normalised
from serial.markup.histories import History
from serial.markup.placing import Place, place_of
from serial.markup.rendering import render


def follow_splits(
    chapter: Chapter, splits: Mapping[int, Sequence[int]], blocks: Mapping[int, Block]
) -> None:
    """Moves each comment on a paragraph that was split to the piece that holds its passage.

    Named in the setting TEXT_FOLLOWERS: called within the save of the chapter's words.
    """
    quoted = Comment.objects.filter(chapter=chapter, block__in=list(splits)).threads()
    threads = list(quoted.exclude(quote=""))
    if not threads:
        return
    discussion = lock_discussion(chapter.pk)
    for first in threads:
        piece = _piece_with(first.quote, [blocks[id] for id in splits[first.block or 0]])
        if piece is None or piece == first.block:
            continue
        thread = Comment.objects.filter(chapter=chapter, thread=first.thread)
        move_count(discussion, first.block, piece, thread.published().count())
        thread.update(block=piece)
    save_changed(discussion)


def _piece_with(quote: str, pieces: list[Block]) -> int | None:
    """The one piece in which the passage stands; None where it is in none or in more."""
    wanted = normalised(quote.rstrip("…"))
    holding = [piece.id for piece in pieces if wanted in normalised(piece.text)]
    return holding[0] if len(holding) == 1 else None


def places_of(chapter: Chapter, anchors: Sequence[int]) -> dict[int, Place]:
    """Where what is anchored at these blocks stands in the chapter now."""
    present = {block.id for block in cut(chapter.body_html) if block.id}
    history = history_of(chapter)
    return {id: place_of(id, present, history) for id in anchors}


def history_of(chapter: Chapter) -> History:
    return History.from_json(chapter.block_history)


def anchors_lost_by(chapter: Chapter, body: str) -> list[int]:
    """The blocks with comments that have a place now, and would have none with these words.

    `chapter` is as it is stored; `body` is Markdown. Nothing is changed.
    """
    anchored = Comment.objects.filter(chapter=chapter).shown().exclude(block=None)
    found = anchored.order_by("block").values_list("block", flat=True).distinct()
    anchors = [anchor for anchor in found if anchor is not None]
    if not anchors:
        return []
    html = render(body, chapter.story.rendering("preview")).html
    texts = [block.text for block in cut(html)]
    aligned, history = align_with(chapter, placed_blocks(chapter), texts)
    now = places_of(chapter, anchors)
    present = set(aligned.ids)
    then = {id: place_of(id, present, history) for id in anchors}
    return [id for id in anchors if then[id].is_lost and not now[id].is_lost]
