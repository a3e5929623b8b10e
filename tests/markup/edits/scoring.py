"""Compares the paragraph ids that an alignment assigns with the truth."""

from collections import defaultdict
from dataclasses import dataclass

from serial.markup.paragraphs.digests import text_digest
from tests.markup.edits.changes import Draft, Paragraph
from tests.markup.edits.sequences import Saves
from tests.markup.versions import Version


@dataclass
class Score:
    """edited: paragraphs that should keep an id although they were edited, moved, split or merged,
    or were deleted for a while; kept: how many did. unchanged and lost_unchanged: the others, and
    how many of them lost their id. wrong: ids on a paragraph that does not continue theirs.
    """

    edited: int = 0
    kept: int = 0
    unchanged: int = 0
    lost_unchanged: int = 0
    wrong: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.edited + other.edited,
            self.kept + other.kept,
            self.unchanged + other.unchanged,
            self.lost_unchanged + other.lost_unchanged,
            self.wrong + other.wrong,
        )


def score(saves: Saves) -> Score:
    """Aligns each save with the one before it."""
    result = Score()
    ids = _Ids()
    version = Version()
    for number, draft in enumerate(saves):
        before = set(version.texts)
        version = version.next(paragraph.text for paragraph in draft)
        if number:
            _score_save(result, draft, before, version, ids)
        ids.record(draft, version)
    return result


class _Ids:
    """What is known of each id: which paragraphs it was given to first, and all their texts."""

    def __init__(self) -> None:
        self.sources: dict[int, frozenset[int]] = {}
        self.known: set[int] = set()
        self._texts: defaultdict[int, set[str]] = defaultdict(set)

    def record(self, draft: Draft, version: Version) -> None:
        for paragraph, paragraph_id in zip(draft, version.ids, strict=True):
            known = self.sources.get(paragraph_id, frozenset())
            if not known or self.is_right(paragraph, paragraph_id):
                self.sources[paragraph_id] = known | paragraph.sources
            self._texts[paragraph_id].add(text_digest(paragraph.text))
            self.known |= paragraph.sources

    def is_right(self, paragraph: Paragraph, paragraph_id: int) -> bool:
        """True as well for an id that had this very text: nobody can tell them apart."""
        return bool(self.sources[paragraph_id] & paragraph.sources) or (
            text_digest(paragraph.text) in self._texts[paragraph_id]
        )


def _score_save(result: Score, draft: Draft, before: set[str], version: Version, ids: _Ids) -> None:
    kept: dict[frozenset[int], bool] = {}
    unchanged: set[frozenset[int]] = set()
    for paragraph, paragraph_id in zip(draft, version.ids, strict=True):
        is_old = paragraph_id in ids.sources
        is_right = is_old and ids.is_right(paragraph, paragraph_id)
        if is_old and not is_right:
            result.wrong += 1
        if paragraph.sources & ids.known:
            kept[paragraph.sources] = kept.get(paragraph.sources, False) or is_right
            if paragraph.text in before:
                unchanged.add(paragraph.sources)
    for sources, is_kept in kept.items():
        if sources in unchanged:
            result.unchanged += 1
            result.lost_unchanged += not is_kept
        else:
            result.edited += 1
            result.kept += is_kept
