"""How many paragraphs keep their id through edits of which the truth is known.

docs/reliability.md has the figures; the ones that are asserted here are a little lower.
"""

import random

import pytest

from tests.cases import each_case
from tests.markup.edits.changes import Writer
from tests.markup.edits.drafts import paragraphs
from tests.markup.edits.scoring import Score, score
from tests.markup.edits.sequences import KINDS
from tests.sampling import QUICK

PARAGRAPHS_PER_DRAFT = 150
DRAFTS = 2 if QUICK else 5
DRAFTS_OF_LONG_TEST = 200
# The least part of the paragraphs that must keep their id, in percent.
MIN_KEPT = {
    "typos": 99,
    "short lines": 97,
    "rewritten": 94,
    "rewritten, added, deleted": 91,
    "inserted": 100,
    "deleted": 100,
    "replaced": 100,
    "split": 97,
    "merged": 96,
    "moved": 85,
    "deleted and retyped": 98,
    "merged, then split": 98,
    "mixed": 95,
}
MIN_KEPT_OF_ALL = 95
MAX_WRONG_IN_10_000 = 1


def score_kind(kind: str, drafts: int) -> Score:
    total = Score()
    for seed in range(drafts):
        rng = random.Random(f"{kind} {seed}")  # noqa: S311 - reproducible, not secret
        writer = Writer(rng, paragraphs(rng))
        total += score(KINDS[kind](writer, writer.draft(PARAGRAPHS_PER_DRAFT)))
    return total


@pytest.mark.extended
@each_case("kind", KINDS)
def test_edited_paragraphs_keep_their_ids(kind: str) -> None:
    result = score_kind(kind, DRAFTS)
    # One more may be lost: few drafts have few paragraphs of some kinds.
    assert result.kept + 1 >= MIN_KEPT[kind] / 100 * result.edited
    assert result.wrong == 0
    assert result.lost_unchanged <= 1 + 0.001 * result.unchanged


@pytest.mark.long
def test_ids_of_many_drafts() -> None:
    scores = {kind: score_kind(kind, DRAFTS_OF_LONG_TEST) for kind in KINDS}
    total = Score()
    for kind, result in scores.items():
        assert result.kept >= MIN_KEPT[kind] / 100 * result.edited
        total += result
    assert total.kept >= MIN_KEPT_OF_ALL / 100 * total.edited
    assert total.wrong <= MAX_WRONG_IN_10_000 / 10_000 * (total.edited + total.unchanged)
