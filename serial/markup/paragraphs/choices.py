"""Selects pairs that no other pair rivals: where there is a choice, a match would be a guess."""

from collections.abc import Callable, Mapping

from serial.markup.paragraphs.chains import Pair


def without_close_rivals(
    chain: list[Pair], scores: Mapping[Pair, float], margin: float
) -> list[Pair]:
    """Leaves out pairs for which a block outside the chain would match about equally well."""
    chain_old, chain_new = {i for i, _ in chain}, {j for _, j in chain}
    rival_scores: dict[tuple[str, int], float] = {}
    for (i, j), score in scores.items():
        if i not in chain_old:
            rival_scores["new", j] = max(score, rival_scores.get(("new", j), 0.0))
        if j not in chain_new:
            rival_scores["old", i] = max(score, rival_scores.get(("old", i), 0.0))
    return [
        (i, j)
        for i, j in chain
        if max(rival_scores.get(("old", i), 0.0), rival_scores.get(("new", j), 0.0))
        <= scores[i, j] - margin
    ]


def clearly_best(
    scores: Mapping[Pair, float], min_score: Callable[[int, int], float], margin: float
) -> list[Pair]:
    """Returns the pairs that score clearly better than any other pair with one of their members."""
    best_two: dict[tuple[str, int], list[float]] = {}
    for (i, j), score in scores.items():
        for side in (("old", i), ("new", j)):
            candidates = [score, *best_two.get(side, (0.0, 0.0))]
            best_two[side] = sorted(candidates, reverse=True)[:2]
    return [
        (i, j)
        for (i, j), score in scores.items()
        if score >= min_score(i, j)
        and all(
            best_two[side][0] == score and score - best_two[side][1] >= margin
            for side in (("old", i), ("new", j))
        )
    ]
