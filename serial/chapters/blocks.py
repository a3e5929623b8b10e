"""The lasting ids of a chapter's paragraphs: kept in its HTML, aligned anew on every save.

`Chapter.block_history` remembers what is gone; each Revision has the ids of its own blocks, so
that words which come back whole have the very ids they had.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.module_loading import import_string

from serial.chapters.models import Chapter
from serial.markup.aligning import align, follow
from serial.markup.blocks import Block, cut, with_ids
from serial.markup.fingerprints import digest
from serial.markup.histories import History, Placed


@dataclass(frozen=True)
class Aligned:
    """ids: of each block in order. digest: of all their words. splits: as `align` gives them."""

    ids: list[int] = field(default_factory=list)
    digest: str = ""
    splits: Mapping[int, tuple[int, ...]] = field(default_factory=dict)


def give_block_ids(chapter: Chapter, html: str) -> Aligned:
    """Sets the chapter's HTML, with ids, and its history; the caller saves."""
    old = placed_blocks(chapter)
    aligned, history = align_with(chapter, old, [block.text for block in cut(html)])
    chapter.block_history = history.as_json()
    chapter.body_html = with_ids(html, aligned.ids, anchor_of(chapter))
    return aligned


def align_with(chapter: Chapter, old: list[Placed], texts: list[str]) -> tuple[Aligned, History]:
    """How blocks of these texts continue those that the chapter has; nothing is changed."""
    history = History.from_json(chapter.block_history)
    whole = digest("\n\n".join(texts))
    ids = _former_ids(chapter, whole)
    if len(ids) == len(texts):
        return Aligned(ids, whole), follow(old, ids, texts, history)
    alignment = align(old, texts, history)
    return Aligned(list(alignment.ids), whole, alignment.splits), alignment.history


def _former_ids(chapter: Chapter, whole: str) -> list[int]:
    """Of the newest revision that had all these words, and no others."""
    if chapter._state.adding:
        return []
    former = chapter.revisions.filter(blocks_digest=whole).order_by("-number")
    found = former.values_list("block_ids", flat=True).first()
    return list(found or [])


def placed_blocks(chapter: Chapter) -> list[Placed]:
    """The blocks that the chapter has now; none of one that was rendered before there were ids."""
    return [Placed(block.id, block.text) for block in cut(chapter.body_html) if block.id]


def anchor_of(chapter: Chapter) -> str:
    # Apart from the chapters beside it on a page with the whole story.
    return f"c{chapter.pk}"


def tell_followers(chapter: Chapter, aligned: Aligned) -> None:
    """Lets what is anchored at a block that was split go with its own piece."""
    if not aligned.splits:
        return
    blocks: dict[int, Block] = {block.id: block for block in cut(chapter.body_html) if block.id}
    for path in settings.TEXT_FOLLOWERS:
        import_string(path)(chapter, aligned.splits, blocks)
