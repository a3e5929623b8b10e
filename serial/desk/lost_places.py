"""Comments whose paragraph is gone from a chapter, or would be with other words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils.text import Truncator

from serial.chapters.models import Chapter
from serial.comments.models import Comment
from serial.comments.models.comment import CommentQuerySet
from serial.comments.placing import anchors_lost_by, places_of
from serial.desk.finding import whole_number
from serial.markup.blocks import cut

# Threads at once; when these have their places, the next come.
LOST_SHOWN = 50
# Of the threads on one passage, before a save that would take their place from them.
NAMED_PER_PASSAGE = 3


@dataclass(frozen=True)
class LostThread:
    """after: the first words of the paragraph that it stood after, by its id; 0 and none: the
    beginning.
    """

    comment: Comment
    after_block: int
    after: str


@dataclass(frozen=True)
class Loss:
    """A passage that goes, and how many threads with it; some of them are named."""

    passage: str
    count: int
    threads: list[Comment]


def opening(text: str, length: int = 70) -> str:
    return Truncator(text).chars(length)


def paragraphs_of(chapter: Chapter) -> dict[int, str]:
    """The words of each paragraph by its id, in order."""
    return {block.id: block.text for block in cut(chapter.body_html) if block.id}


def lost_threads(chapter: Chapter, since: datetime | None) -> list[LostThread]:
    """The first of those that have no place now; `since`: only older ones are shown."""
    threads = _threads_on_paragraphs(chapter, since)
    anchors = list(threads.order_by("block").values_list("block", flat=True).distinct())
    places = places_of(chapter, [anchor for anchor in anchors if anchor is not None])
    lost = {anchor: place.block for anchor, place in places.items() if place.is_lost}
    if not lost:
        return []
    words = paragraphs_of(chapter)
    first = threads.filter(block__in=lost).order_by("number")[:LOST_SHOWN]
    found = []
    for comment in first.with_names().prefetch_related("reasons"):
        # Known already, with what leads to it.
        comment.chapter = chapter
        after = lost[comment.block or 0]
        found.append(LostThread(comment, after, opening(words.get(after, ""))))
    return found


def unseen_losses(chapter: Chapter, body: str, agreed: str) -> list[int]:
    """The paragraphs whose comments these words would take the place from; `chapter` is as stored.

    None where the form names them all in `agreed`: somebody saw them listed then.
    """
    lost = anchors_lost_by(chapter, body) if body != chapter.body else []
    return [] if set(lost) <= {whole_number(text) for text in agreed.split(",")} else lost


def losses(chapter: Chapter, anchors: Sequence[int], since: datetime | None) -> list[Loss]:
    """What saving would take the place from, passage by passage; `chapter` is as it is stored."""
    words, now = paragraphs_of(chapter), places_of(chapter, anchors)
    everyone = Comment.objects.filter(chapter=chapter, block__in=anchors).threads().shown()
    counts = dict(everyone.order_by().values_list("block").annotate(n=Count("pk")))
    named = _threads_on_paragraphs(chapter, since).filter(block__in=anchors).published()
    by_block: dict[int, list[Comment]] = {}
    most = NAMED_PER_PASSAGE * len(anchors)
    for comment in named.with_names().order_by("ordinal", "number")[:most]:
        by_block.setdefault(comment.block or 0, []).append(comment)
    return [
        Loss(
            opening(words.get(now[anchor].block, ""), 140),
            counts.get(anchor, 0),
            by_block.get(anchor, [])[:NAMED_PER_PASSAGE],
        )
        for anchor in anchors
    ]


def _threads_on_paragraphs(chapter: Chapter, since: datetime | None) -> CommentQuerySet:
    threads = Comment.objects.filter(chapter=chapter).threads().shown().exclude(block=None)
    return threads if since is None else threads.filter(posted_at__lt=since)
