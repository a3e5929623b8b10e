"""The paragraphs of a chapter, as the pages that show comments on them need them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext

from serial.chapters.models import Chapter
from serial.comments.anchors import has_had_paragraph, paragraph_history_of
from serial.markup.paragraphs.anchors import AnchorPosition, locate_anchor
from serial.markup.paragraphs.blocks import Block, split_into_blocks
from serial.markup.paragraphs.folds import Fold, find_fold_around, find_folds
from serial.markup.running_text import running_text
from serial.moderation.pictures_in_texts import replace_hidden_pictures
from serial.params import parse_id
from serial.reading.comments.context import CommentsContext

MAX_EXCERPT_LENGTH = 120


@dataclass(frozen=True)
class CommentedParagraph:
    """A paragraph that comments are anchored to.

    If it is gone (`is_orphaned`), `block` is the paragraph that stood before it. `block` is None
    before the first paragraph. `fold` is the folded passage with the block.
    """

    number: int
    block: Block | None = None
    is_orphaned: bool = False
    html: SafeString = SafeString("")
    fold: Fold | None = None


class ChapterParagraphs:
    """The paragraphs of a chapter in its present revision.

    comment_counts: the number of comments by paragraph id.
    """

    def __init__(self, chapter_pk: int, comment_counts: Mapping[int, int]) -> None:
        self.comment_counts = comment_counts
        self.chapter = Chapter.objects.only("body_html", "paragraph_history").get(pk=chapter_pk)
        # The same for everybody: these pages are shared.
        replace_hidden_pictures([self.chapter], AnonymousUser(), "body_html")

    @cached_property
    def blocks(self) -> dict[int, Block]:
        return {block.id: block for block in split_into_blocks(self.chapter.body_html) if block.id}

    def position_of(self, paragraph_id: int) -> AnchorPosition:
        return locate_anchor(paragraph_id, self.blocks, paragraph_history_of(self.chapter))

    def get(self, number: int) -> CommentedParagraph | None:
        """Returns None if no revision had this paragraph. 0 is before the first paragraph."""
        if number == 0:
            return CommentedParagraph(0)
        if not has_had_paragraph(self.chapter, number):
            return None
        position = self.position_of(number)
        block = self.blocks.get(position.paragraph_id)
        html = block.html if block else ""
        if block and block.name in {"li", "dt", "dd"}:
            html = f"<p>{html[html.index('>') + 1 : html.rindex('<')]}</p>"
        fold = find_fold_around(self.chapter.body_html, block.start) if block else None
        return CommentedParagraph(number, block, position.is_orphaned, SafeString(html), fold)

    def paragraph_ids_at(self, number: int) -> tuple[list[int], list[int]]:
        """Returns the paragraph ids of comments on this paragraph, and of orphaned ones after it.

        Comments of a paragraph that was merged into this one keep their own paragraph id.
        """
        here: list[int] = []
        orphaned: list[int] = []
        for paragraph_id in self.comment_counts:
            position = self.position_of(paragraph_id)
            if position.paragraph_id == number:
                (orphaned if position.is_orphaned else here).append(paragraph_id)
        return here, orphaned

    def counts(self) -> tuple[dict[int, int], dict[int, int]]:
        """Returns the counts of comments on each paragraph, and of orphaned ones after it."""
        return counts_by_position(self.comment_counts, self.blocks, self.chapter)

    def excerpts(self) -> list[tuple[int, str]]:
        """Returns the number and the first words of each paragraph.

        A folded paragraph has the label of its fold instead: the words may be a spoiler.
        """
        folds = find_folds(self.chapter.body_html)
        position_in_fold = Counter[Fold]()
        excerpts = []
        for number, block in self.blocks.items():
            # Folds are in order, and so are blocks.
            while folds and folds[0].end <= block.start:
                folds.pop(0)
            if folds and folds[0].start < block.start:
                position_in_fold[folds[0]] += 1
                text = _folded_label(folds[0], position_in_fold[folds[0]])
            else:
                text = running_text(block.html, enough=2 * MAX_EXCERPT_LENGTH) or block.text
            excerpts.append((number, Truncator(text).chars(MAX_EXCERPT_LENGTH)))
        return excerpts


def _folded_label(fold: Fold, position: int) -> str:
    values = {"position": position, "label": fold.label}
    return gettext("Paragraph %(position)d of the folded passage “%(label)s”") % values


def counts_by_position(
    counts: Mapping[int, int], blocks: Mapping[int, Block], chapter: Chapter
) -> tuple[dict[int, int], dict[int, int]]:
    """Takes {paragraph id: count}; returns counts on each paragraph, and of orphans after it."""
    here: dict[int, int] = {}
    orphaned: dict[int, int] = {}
    for paragraph_id, count in counts.items():
        # The history is a deferred column: it is loaded only if a paragraph is missing.
        if paragraph_id in blocks:
            here[paragraph_id] = here.get(paragraph_id, 0) + count
            continue
        position = locate_anchor(paragraph_id, blocks, paragraph_history_of(chapter))
        group = orphaned if position.is_orphaned else here
        group[position.paragraph_id] = group.get(position.paragraph_id, 0) + count
    return here, orphaned


def get_paragraph(comments: CommentsContext, number: object) -> CommentedParagraph | None:
    """Takes an unvalidated number. Returns None if it names no paragraph of the chapter."""
    paragraph_id = parse_id(str(number or ""))
    return None if paragraph_id is None else paragraphs_of(comments).get(paragraph_id)


def paragraphs_of(comments: CommentsContext) -> ChapterParagraphs:
    return ChapterParagraphs(comments.chapter.pk, comments.discussion.paragraph_counts)
