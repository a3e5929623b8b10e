"""The lasting ids of a chapter's paragraphs: kept in its HTML, aligned anew on every save.

`Chapter.block_history` remembers what is gone; each Revision has the ids of its own blocks, so
that words which come back whole have the very ids they had.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.module_loading import import_string

from serial.chapters.models import Chapter
from serial.markup.paragraphs.aligning import align
from serial.markup.paragraphs.blocks import Block, set_paragraph_ids, split_into_blocks
from serial.markup.paragraphs.digests import text_digest
from serial.markup.paragraphs.history import ParagraphHistory, PreviousBlock
from serial.markup.paragraphs.history_updates import carry_history_over


@dataclass(frozen=True)
class AlignedParagraphs:
    """ids: of each block in order. digest: of all their words. splits: as `align` gives them."""

    ids: list[int] = field(default_factory=list)
    digest: str = ""
    splits: Mapping[int, tuple[int, ...]] = field(default_factory=dict)


def assign_paragraph_ids(chapter: Chapter, html: str) -> AlignedParagraphs:
    """Sets the chapter's HTML, with ids, and its history; the caller saves."""
    old = previous_blocks(chapter)
    aligned, history = align_paragraphs(
        chapter, old, [block.text for block in split_into_blocks(html)]
    )
    chapter.paragraph_history = history.as_json()
    chapter.body_html = set_paragraph_ids(html, aligned.ids, id_prefix_of(chapter))
    return aligned


def align_paragraphs(
    chapter: Chapter, old: list[PreviousBlock], texts: list[str]
) -> tuple[AlignedParagraphs, ParagraphHistory]:
    """How blocks of these texts continue those that the chapter has; nothing is changed."""
    history = ParagraphHistory.from_json(chapter.paragraph_history)
    whole = text_digest("\n\n".join(texts))
    ids = _former_ids(chapter, whole)
    if len(ids) == len(texts):
        return AlignedParagraphs(ids, whole), carry_history_over(old, ids, texts, history)
    alignment = align(old, texts, history)
    return AlignedParagraphs(list(alignment.ids), whole, alignment.splits), alignment.history


def _former_ids(chapter: Chapter, whole: str) -> list[int]:
    """Of the newest revision that had all these words, and no others."""
    if chapter._state.adding:
        return []
    former = chapter.revisions.filter(body_digest=whole).order_by("-number")
    found = former.values_list("paragraph_ids", flat=True).first()
    return list(found or [])


def previous_blocks(chapter: Chapter) -> list[PreviousBlock]:
    """The blocks that the chapter has now; none of one that was rendered before there were ids."""
    return [
        PreviousBlock(block.id, block.text)
        for block in split_into_blocks(chapter.body_html)
        if block.id
    ]


def id_prefix_of(chapter: Chapter) -> str:
    # Apart from the chapters beside it on a page with the whole story.
    return f"c{chapter.pk}"


def run_text_change_handlers(chapter: Chapter, aligned: AlignedParagraphs) -> None:
    """Lets what is anchored at a block that was split go with its own piece."""
    if not aligned.splits:
        return
    blocks: dict[int, Block] = {
        block.id: block for block in split_into_blocks(chapter.body_html) if block.id
    }
    for path in settings.TEXT_CHANGE_HANDLERS:
        import_string(path)(chapter, aligned.splits, blocks)
