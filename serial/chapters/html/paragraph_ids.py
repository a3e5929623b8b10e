"""The permanent ids of a chapter's paragraphs: stored in its HTML, aligned on every save.

`Chapter.paragraph_history` remembers removed paragraphs. Each Revision stores the ids of its own
paragraphs, so that a text that is restored unchanged gets exactly its former ids.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from serial.chapters.html.text_changes import AnchoredText, TextChange
from serial.chapters.models import Chapter
from serial.markup.paragraphs.aligning import align
from serial.markup.paragraphs.blocks import set_paragraph_ids, split_into_blocks
from serial.markup.paragraphs.digests import text_digest
from serial.markup.paragraphs.history import ParagraphHistory, PreviousBlock
from serial.markup.paragraphs.history_updates import carry_history_over


@dataclass(frozen=True)
class AlignedParagraphs:
    """ids: of the blocks in order. digest: of the whole text."""

    ids: list[int]
    digest: str
    change: TextChange


def assign_paragraph_ids(
    chapter: Chapter, html: str, *, keeps_ids: bool = False
) -> AlignedParagraphs:
    """Sets the chapter's HTML with paragraph ids, and its paragraph history. Does not save."""
    new = split_into_blocks(html)
    old = previous_blocks(chapter, {block.html: block.text for block in new})
    aligned = align_paragraphs(chapter, old, [block.text for block in new], keeps_ids=keeps_ids)
    chapter.paragraph_history = aligned.change.after.history.as_json()
    chapter.body_html = set_paragraph_ids(html, aligned.ids, id_prefix_of(chapter))
    return aligned


def align_paragraphs(
    chapter: Chapter, old: list[PreviousBlock], texts: list[str], *, keeps_ids: bool = False
) -> AlignedParagraphs:
    """Returns how blocks with these texts continue the old ones. Does not change the chapter.

    keeps_ids: they are the old ones with other words, as long as there are as many.
    """
    history = ParagraphHistory.from_json(chapter.paragraph_history)
    before = AnchoredText({block.id: block.text for block in old}, history)
    digest = text_digest("\n\n".join(texts))
    keeps_ids = keeps_ids and len(old) == len(texts)
    ids = [block.id for block in old] if keeps_ids else _ids_of_same_text(chapter, digest)
    splits: Mapping[int, tuple[int, ...]] = {}
    if len(ids) == len(texts):
        new_history = carry_history_over(old, ids, texts, history)
    else:
        alignment = align(old, texts, history)
        ids, splits, new_history = list(alignment.ids), alignment.splits, alignment.history
    after = AnchoredText(dict(zip(ids, texts, strict=True)), new_history)
    return AlignedParagraphs(ids, digest, TextChange(before, after, splits, keeps_ids))


def _ids_of_same_text(chapter: Chapter, digest: str) -> list[int]:
    """Returns the paragraph ids of the latest revision with exactly this text, or none."""
    has_no_text_yet = chapter.revision <= 1 and not chapter.body_html
    if chapter._state.adding or has_no_text_yet:
        return []
    same_text = chapter.revisions.filter(body_digest=digest).order_by("-number")
    ids = same_text.values_list("paragraph_ids", flat=True).first()
    return list(ids or [])


def previous_blocks(
    chapter: Chapter, text_of_html: Mapping[str, str] = MappingProxyType({})
) -> list[PreviousBlock]:
    """Returns the current blocks of the chapter that have an id.

    text_of_html: of blocks without ids whose text is known. Most blocks of a new version are as
    they were, and finding the text of one takes longer than the rest.
    """
    return [
        PreviousBlock(block.id, text_of_html.get(block.html_without_id()) or block.text)
        for block in split_into_blocks(chapter.body_html)
        if block.id
    ]


def id_prefix_of(chapter: Chapter) -> str:
    # Unique on the page with the whole story.
    return f"c{chapter.pk}"
