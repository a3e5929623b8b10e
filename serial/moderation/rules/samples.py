"""Comments of a trial as the page shows them: an excerpt with the matched words marked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from serial.comments.models import Comment
from serial.moderation.trials.trying import Hit

# In characters: before the first match, and in all.
BEFORE, LENGTH = 60, 240


@dataclass(frozen=True)
class Segment:
    text: str
    is_marked: bool = False


@dataclass(frozen=True)
class Sample:
    comment: Comment
    segments: list[Segment]


def make_sample(hit: Hit) -> Sample:
    body = hit.comment.body
    places = sorted(hit.places)
    start = _start_of_word(body, places[0][0] - BEFORE) if places else 0
    end = min(len(body), start + LENGTH)
    segments = list(_segments(body, start, end, places))
    if start:
        segments.insert(0, Segment("…"))
    if end < len(body):
        segments.append(Segment("…"))
    return Sample(hit.comment, segments)


def _start_of_word(body: str, near: int) -> int:
    """Returns where the first word begins after this place."""
    if near <= 0:
        return 0
    word = body[near - 1 : near + BEFORE].partition(" ")
    return near + len(word[0]) if word[1] else near


def _segments(
    body: str, start: int, end: int, places: Iterable[tuple[int, int]]
) -> Iterator[Segment]:
    """Yields the text from start to end. Places may overlap."""
    for first, last in places:
        first, last = max(first, start), min(last, end)
        if first >= last:
            continue
        if start < first:
            yield Segment(body[start:first])
        yield Segment(body[first:last], is_marked=True)
        start = last
    if start < end:
        yield Segment(body[start:end])
