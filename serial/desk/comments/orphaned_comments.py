"""Comments whose paragraph was removed from a chapter, or would be removed by a save."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils.text import Truncator

from serial.chapters.models import Chapter
from serial.comments.anchors import anchors_orphaned_by, locate_anchors
from serial.comments.models import Comment
from serial.comments.models.comment import CommentQuerySet
from serial.markup.paragraphs.blocks import split_into_blocks
from serial.params import parse_id

# Threads shown at once; the next ones appear when these are moved.
MAX_SHOWN = 50
# Threads named per passage in the warning before a save.
THREADS_PER_PASSAGE = 3


@dataclass(frozen=True)
class OrphanedThread:
    """`previous_id` and `previous_text` tell which paragraph stood before the removed one.

    They are 0 and empty if the removed paragraph was the first.
    """

    comment: Comment
    previous_id: int
    previous_text: str


@dataclass(frozen=True)
class OrphanedPassage:
    """A paragraph that a save would remove: `count` threads are on it, `threads` are the first."""

    passage: str
    count: int
    threads: list[Comment]


def first_words(text: str, length: int = 70) -> str:
    """`length` is in characters."""
    return Truncator(text).chars(length)


def paragraph_texts(chapter: Chapter) -> dict[int, str]:
    """The text of each paragraph by its id, in order."""
    return {block.id: block.text for block in split_into_blocks(chapter.body_html) if block.id}


def orphaned_threads(chapter: Chapter, paused_since: datetime | None) -> list[OrphanedThread]:
    """The first MAX_SHOWN threads without a paragraph.

    `paused_since` is the start of the author's feedback pause; newer threads are left out.
    """
    threads = _threads_on_paragraphs(chapter, paused_since)
    anchors = list(threads.order_by("paragraph").values_list("paragraph", flat=True).distinct())
    positions = locate_anchors(chapter, [anchor for anchor in anchors if anchor is not None])
    previous_ids = {
        anchor: position.paragraph_id
        for anchor, position in positions.items()
        if position.is_orphaned
    }
    if not previous_ids:
        return []
    texts = paragraph_texts(chapter)
    first = threads.filter(paragraph__in=previous_ids).order_by("number")[:MAX_SHOWN]
    orphaned = []
    for comment in first.with_names().prefetch_related("findings"):
        # Saves a query: the chapter is loaded already, with its story.
        comment.chapter = chapter
        previous_id = previous_ids[comment.paragraph or 0]
        previous_text = first_words(texts.get(previous_id, ""))
        orphaned.append(OrphanedThread(comment, previous_id, previous_text))
    return orphaned


def unconfirmed_orphans(chapter: Chapter, body: str, confirmed: str) -> list[int]:
    """The ids of commented paragraphs that saving `body` (Markdown) would remove.

    `chapter` is the stored one. `confirmed` lists the ids that the author has agreed to, separated
    by commas. Returns an empty list if it contains them all.
    """
    orphans = anchors_orphaned_by(chapter, body) if body != chapter.body else []
    return [] if set(orphans) <= {parse_id(text) for text in confirmed.split(",")} else orphans


def passages_to_be_orphaned(
    chapter: Chapter, anchors: Sequence[int], paused_since: datetime | None
) -> list[OrphanedPassage]:
    """One passage for each paragraph id in `anchors`; `chapter` is the stored one."""
    texts, positions = paragraph_texts(chapter), locate_anchors(chapter, anchors)
    threads = Comment.objects.filter(chapter=chapter, paragraph__in=anchors).threads().visible()
    counts = dict(threads.order_by().values_list("paragraph").annotate(n=Count("pk")))
    named = _threads_on_paragraphs(chapter, paused_since).filter(paragraph__in=anchors).published()
    threads_by_anchor: dict[int, list[Comment]] = {}
    limit = THREADS_PER_PASSAGE * len(anchors)
    for comment in named.with_names().order_by("ordinal", "number")[:limit]:
        threads_by_anchor.setdefault(comment.paragraph or 0, []).append(comment)
    return [
        OrphanedPassage(
            first_words(texts.get(positions[anchor].paragraph_id, ""), 140),
            counts.get(anchor, 0),
            threads_by_anchor.get(anchor, [])[:THREADS_PER_PASSAGE],
        )
        for anchor in anchors
    ]


def _threads_on_paragraphs(chapter: Chapter, paused_since: datetime | None) -> CommentQuerySet:
    threads = Comment.objects.filter(chapter=chapter).threads().visible().exclude(paragraph=None)
    return threads if paused_since is None else threads.filter(posted_at__lt=paused_since)
