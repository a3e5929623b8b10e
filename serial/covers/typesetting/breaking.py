"""Where the lines of a title end."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate

from icu4py.breakers import CharacterBreaker, LineBreaker

Measure = Callable[[str], float]
_ELLIPSIS = "…"
_DASHES = "—–"


def segments_of(text: str, language: str) -> list[str]:
    """Returns the parts of a text between which a line may end, with their spaces."""
    # Japanese and Korean titles break between phrases, not in the middle of a word.
    segments = list(LineBreaker(text, f"{language}-u-lw-phrase"))
    return _keep_dashes_behind(segments)


def _keep_dashes_behind(segments: Sequence[str]) -> list[str]:
    """Moves a dash at the start of a segment to the end of the one before."""
    kept: list[str] = []
    for segment in segments:
        rest = segment.lstrip(_DASHES)
        if kept and not rest.strip():
            kept[-1] += segment
            continue
        if kept and not kept[-1].endswith(" "):
            kept[-1] += segment[: len(segment) - len(rest)]
            segment = rest
        kept.append(segment)
    return kept


def widest(segments: Sequence[str], measure: Measure) -> float:
    return max((measure(segment.rstrip()) for segment in segments), default=0.0)


def cut_long_segments(segments: Sequence[str], limit: float, measure: Measure) -> list[str]:
    """Cuts each segment that is wider than a line between its characters."""
    return [
        piece
        for segment in segments
        for piece in (
            [segment] if measure(segment.rstrip()) <= limit else _cut(segment, limit, measure)
        )
    ]


def balance(segments: Sequence[str], limit: float, measure: Measure) -> list[str]:
    """Returns lines of about one width, as few as the limit allows.

    Of all ways to break into that many lines, the one in which the widths differ least from each
    other: the least sum of squares, found from the last line to the first.
    """
    count = len(fill(segments, limit, measure))
    if count < 2:
        return fill(segments, limit, measure)
    starts = list(accumulate(map(measure, segments), initial=0.0))
    ends = [start + measure(text.rstrip()) for start, text in zip(starts, segments, strict=False)]
    # By the number of lines: for each segment that they may begin with, their cost and first end.
    best: list[dict[int, tuple[float, int]]] = [{len(segments): (0.0, 0)}]
    for _ in range(count):
        best.append(_with_one_line_more(best[-1], starts, ends, limit))
    lines, first = [], 0
    for costs in reversed(best[1:]):
        after = costs[first][1]
        lines.append("".join(segments[first:after]).rstrip())
        first = after
    return lines


def _with_one_line_more(
    costs: Mapping[int, tuple[float, int]],
    starts: Sequence[float],
    ends: Sequence[float],
    limit: float,
) -> dict[int, tuple[float, int]]:
    longer: dict[int, tuple[float, int]] = {}
    for after, (cost, _) in costs.items():
        for first in range(after - 1, -1, -1):
            width = ends[after - 1] - starts[first]
            # One segment may be a hair wider than the limit, if it was cut at it.
            if width > limit and first < after - 1:
                break
            found = (cost + width**2, after)
            longer[first] = min(longer.get(first, found), found)
    return longer


def fill(segments: Sequence[str], limit: float, measure: Measure) -> list[str]:
    """Returns lines with as many segments each as the limit allows, and without end spaces."""
    lines: list[str] = []
    current, width = "", 0.0
    for segment in segments:
        if current and width + measure(segment.rstrip()) > limit:
            lines.append(current.rstrip())
            current, width = "", 0.0
        current += segment
        width += measure(segment)
    return [*lines, current.rstrip()] if current.strip() else lines


def shorten(lines: Sequence[str], count: int, limit: float, measure: Measure) -> list[str]:
    """Returns the first lines, the last of them with an ellipsis for what is missing."""
    if len(lines) <= count:
        return list(lines)
    clusters = list(CharacterBreaker(lines[count - 1], "en"))
    while clusters and measure("".join(clusters).rstrip() + _ELLIPSIS) > limit:
        clusters.pop()
    return [*lines[: count - 1], "".join(clusters).rstrip() + _ELLIPSIS]


def _cut(segment: str, limit: float, measure: Measure) -> Iterator[str]:
    piece = ""
    for cluster in CharacterBreaker(segment, "en"):
        if piece and measure(piece + cluster.rstrip()) > limit:
            yield piece
            piece = ""
        piece += cluster
    yield piece
