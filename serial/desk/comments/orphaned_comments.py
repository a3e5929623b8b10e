"""Comments whose paragraph is gone from a chapter, or would be with other words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils.text import Truncator

from serial.chapters.models import Chapter
from serial.comments.anchors import anchors_lost_by, locate_anchors
from serial.comments.models import Comment
from serial.comments.models.comment import CommentQuerySet
from serial.desk.params import parse_int
from serial.markup.paragraphs.blocks import split_into_blocks

# Threads at once; when these have their places, the next come.
MAX_SHOWN = 50
# Of the threads on one passage, before a save that would take their place from them.
THREADS_PER_PASSAGE = 3


@dataclass(frozen=True)
class OrphanedThread:
    """after: the first words of the paragraph that it stood after, by its id; 0 and none: the
    beginning.
    """

    comment: Comment
    after_block: int
    after: str


@dataclass(frozen=True)
class OrphanedPassage:
    """A passage that goes, and how many threads with it; some of them are named."""

    passage: str
    count: int
    threads: list[Comment]


def first_words(text: str, length: int = 70) -> str:
    return Truncator(text).chars(length)


def paragraph_texts(chapter: Chapter) -> dict[int, str]:
    """The words of each paragraph by its id, in order."""
    return {block.id: block.text for block in split_into_blocks(chapter.body_html) if block.id}


def orphaned_threads(chapter: Chapter, since: datetime | None) -> list[OrphanedThread]:
    """The first of those that have no place now; `since`: only older ones are shown."""
    threads = _threads_on_paragraphs(chapter, since)
    anchors = list(threads.order_by("paragraph").values_list("paragraph", flat=True).distinct())
    places = locate_anchors(chapter, [anchor for anchor in anchors if anchor is not None])
    lost = {anchor: place.paragraph_id for anchor, place in places.items() if place.is_orphaned}
    if not lost:
        return []
    words = paragraph_texts(chapter)
    first = threads.filter(paragraph__in=lost).order_by("number")[:MAX_SHOWN]
    found = []
    for comment in first.with_names().prefetch_related("findings"):
        # Known already, with what leads to it.
        comment.chapter = chapter
        after = lost[comment.paragraph or 0]
        found.append(OrphanedThread(comment, after, first_words(words.get(after, ""))))
    return found


def unconfirmed_orphans(chapter: Chapter, body: str, agreed: str) -> list[int]:
    """The paragraphs whose comments these words would take the place from; `chapter` is as stored.

    None where the form names them all in `agreed`: somebody saw them listed then.
    """
    lost = anchors_lost_by(chapter, body) if body != chapter.body else []
    return [] if set(lost) <= {parse_int(text) for text in agreed.split(",")} else lost


def passages_to_be_orphaned(
    chapter: Chapter, anchors: Sequence[int], since: datetime | None
) -> list[OrphanedPassage]:
    """What saving would take the place from, passage by passage; `chapter` is as it is stored."""
    words, now = paragraph_texts(chapter), locate_anchors(chapter, anchors)
    everyone = Comment.objects.filter(chapter=chapter, paragraph__in=anchors).threads().visible()
    counts = dict(everyone.order_by().values_list("paragraph").annotate(n=Count("pk")))
    named = _threads_on_paragraphs(chapter, since).filter(paragraph__in=anchors).published()
    by_block: dict[int, list[Comment]] = {}
    most = THREADS_PER_PASSAGE * len(anchors)
    for comment in named.with_names().order_by("ordinal", "number")[:most]:
        by_block.setdefault(comment.paragraph or 0, []).append(comment)
    return [
        OrphanedPassage(
            first_words(words.get(now[anchor].paragraph_id, ""), 140),
            counts.get(anchor, 0),
            by_block.get(anchor, [])[:THREADS_PER_PASSAGE],
        )
        for anchor in anchors
    ]


def _threads_on_paragraphs(chapter: Chapter, since: datetime | None) -> CommentQuerySet:
    threads = Comment.objects.filter(chapter=chapter).threads().visible().exclude(paragraph=None)
    return threads if since is None else threads.filter(posted_at__lt=since)
