"""How many comments are carried to a paragraph that does not continue theirs.

The truth is known, because the edits are those of tests/markup/edits.
"""

import random
from typing import NamedTuple

import pytest

from serial.chapters.html.text_changes import AnchoredText, TextChange
from serial.comments.quotes import LOST, QuoteSearch
from tests.markup.edits.changes import Draft, Paragraph, Writer
from tests.markup.edits.drafts import paragraphs
from tests.markup.versions import Version
from tests.sampling import examples

# Of fewer drafts, one may have more than its share of the errors.
DRAFTS = examples(160, least=40)
SAVES = 5
MAX_WRONG_IN_10_000 = 1

EDITS = [
    *(Writer.typos, Writer.short_lines, Writer.rewrites, Writer.insertions, Writer.deletions),
    *(Writer.replacements, Writer.splits, Writer.merges, Writer.moves),
]


class Anchor(NamedTuple):
    """source: the key of the paragraph that was commented on. text: what it read then."""

    source: int
    text: str
    paragraph: int
    quote: str


def make_anchors(rng: random.Random, draft: Draft, version: Version) -> list[Anchor]:
    """On each paragraph: a comment on the whole, and on quotes of one to nine words."""
    anchors = []
    for written, paragraph in zip(draft, version.ids, strict=True):
        words = written.text.split()
        (source,) = written.sources
        for length in (0, 1, 2, 3, rng.randint(4, 9), len(words)):
            start = rng.randrange(max(1, len(words) - length + 1))
            quote = " ".join(words[start : start + length])
            anchors.append(Anchor(source, written.text, paragraph, quote))
    return anchors


def follow(change: TextChange, anchors: list[Anchor]) -> list[Anchor]:
    followed = []
    for anchor in anchors:
        new = QuoteSearch(change, anchor.paragraph, anchor.quote).new_paragraph()
        paragraph = anchor.paragraph if new is None else new
        if paragraph != LOST and not change.after.position_of(paragraph).is_orphaned:
            followed.append(anchor._replace(paragraph=paragraph))
    return followed


@pytest.mark.extended
def test_comments_stay_with_their_paragraph_or_are_lost() -> None:
    followed = wrong = 0
    for seed in range(DRAFTS):
        rng = random.Random(seed)  # noqa: S311 - reproducible, not secret
        writer = Writer(rng, paragraphs(rng))
        draft = writer.draft(60)
        version = Version.first(paragraph.text for paragraph in draft)
        anchors = make_anchors(rng, draft, version)
        for _ in range(SAVES):
            for edit in rng.sample(EDITS, rng.randint(1, 2)):
                draft = edit(writer, draft)
            before, version = version, version.next(paragraph.text for paragraph in draft)
            change = TextChange(
                AnchoredText(dict(zip(before.ids, before.texts, strict=True)), before.history),
                AnchoredText(dict(zip(version.ids, version.texts, strict=True)), version.history),
                version.splits,
            )
            anchors = follow(change, anchors)
            right = right_ones(change, anchors, dict(zip(version.ids, draft, strict=True)))
            followed += len(anchors)
            wrong += len(anchors) - len(right)
            anchors = right
    assert followed > 1_000 * DRAFTS
    assert wrong <= MAX_WRONG_IN_10_000 / 10_000 * followed


def right_ones(
    change: TextChange, anchors: list[Anchor], written: dict[int, Paragraph]
) -> list[Anchor]:
    right = []
    for anchor in anchors:
        paragraph = written[change.after.position_of(anchor.paragraph).paragraph_id]
        # Nobody can tell lines apart that read the same.
        if anchor.source in paragraph.sources or anchor.text == paragraph.text:
            right.append(anchor)
    return right
