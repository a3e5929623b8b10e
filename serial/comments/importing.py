"""Comments that were made on another site, before their chapters were imported.

Nobody is told of them, and neither checks nor rate limits apply: an author decides on all at once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import heappop, heappush
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import PenName, User
from serial.bulk_rows import insert_rows
from serial.chapters.models import Chapter
from serial.comments.choices import State
from serial.comments.counters import (
    count_from_rows,
    count_new,
    lock_discussion,
    save_counters,
    set_state,
)
from serial.comments.models import Comment, Discussion
from serial.comments.models.comment import BODY_MAX_LENGTH, NAME_MAX_LENGTH
from serial.comments.posting import add_to_thread
from serial.comments.rendering import comment_options
from serial.comments.trust import pen_name_for
from serial.invisible_characters import has_visible_text
from serial.markup.rendering import RENDERER_VERSION, render
from serial.markup.sanitizing.characters import clean_line, clean_source

# Of form keys. The same comment has the same key when it is imported again.
_NAMESPACE = UUID("5d1c1c0e-6f0f-4f0a-9f0c-2d7c6a6a5b11")
# Deeper replies are replies to the last comment above. WordPress allows 10 levels.
_MAX_REPLY_DEPTH = 50
_BATCH_SIZE = 500


@dataclass(frozen=True)
class SourceComment:
    """A comment as it was on the other site, ready to be stored.

    key, parent: what tells it and the comment that it replies to from all others of that site.
    is_shortened: its text was longer than a comment can be here.
    """

    key: str
    parent: str
    name: str
    body: str
    html: str
    at: datetime | None
    is_by_author: bool = False
    is_shortened: bool = False


@dataclass(frozen=True)
class ImportResult:
    """numbers: of the new comments, the first and the last. known: how many were there before."""

    made: int = 0
    known: int = 0
    numbers: tuple[int, int] | None = None


def prepare_comment(
    key: str,
    name: str,
    text: str,
    at: datetime | None,
    *,
    parent: str = "",
    by_author: bool = False,
) -> SourceComment | None:
    """Cleans and renders a text in Markdown. Returns None if nothing of it would be seen."""
    text = clean_source(text).strip()
    body = text[:BODY_MAX_LENGTH]
    # Nobody is mentioned: people here only happen to have the same names.
    rendered = render(body, comment_options([]))
    if not has_visible_text(rendered.text):
        return None
    name = clean_line(name).strip()[:NAME_MAX_LENGTH]
    return SourceComment(
        key=key,
        parent=parent,
        name=name if has_visible_text(name) else gettext("Anonymous"),
        body=body,
        html=rendered.html,
        at=at,
        is_by_author=by_author,
        is_shortened=len(text) > len(body),
    )


@transaction.atomic
def import_comments(
    chapter: Chapter, sources: Iterable[SourceComment], by: User | None
) -> ImportResult:
    """Stores comments as published ones of guests, and those of the author as comments of `by`.

    Those that the chapter has already stay as they are. Raises PermissionDenied.
    """
    if by is None or not chapter.story.is_managed_by(by):
        raise PermissionDenied
    discussion = lock_discussion(chapter.pk)
    by_key = {_form_key(chapter, each.key): each for each in sources}
    known = _known(chapter, list(by_key))
    new = _in_order([each for key, each in by_key.items() if key not in known])
    if not new:
        return ImportResult(known=len(known))
    first = discussion.last_number + 1
    maker = _Maker(chapter, discussion, by)
    maker.comments = {by_key[key].key: comment for key, comment in known.items()}
    late = maker.make_threads(new, known=set(maker.comments))
    for source in late:
        maker.make_reply(source)
    save_counters(discussion, "last_number")
    return ImportResult(len(new), len(known), (first, discussion.last_number))


@transaction.atomic
def remove_imported(chapter: Chapter, numbers: tuple[int, int]) -> None:
    """Deletes imported comments, but for those that somebody has replied to."""
    discussion = lock_discussion(chapter.pk)
    comments = Comment.objects.filter(chapter=chapter)
    imported = comments.filter(number__range=numbers)
    # Threads in which somebody wrote meanwhile.
    others = comments.exclude(number__range=numbers).values("thread")
    imported.exclude(thread__in=others).order_by("-number").delete()
    for comment in imported.order_by("-number"):
        if not comment.replies.exists():
            set_state(discussion, comment, State.DELETED)
            comment.delete()
    for name, value in count_from_rows(chapter).items():
        setattr(discussion, name, value)
    save_counters(discussion)


def _form_key(chapter: Chapter, key: str) -> UUID:
    return uuid5(_NAMESPACE, f"{chapter.pk} {key}")


def _known(chapter: Chapter, form_keys: Sequence[UUID]) -> dict[UUID, Comment]:
    known: dict[UUID, Comment] = {}
    for start in range(0, len(form_keys), _BATCH_SIZE):
        batch = form_keys[start : start + _BATCH_SIZE]
        comments = Comment.objects.filter(chapter=chapter, form_key__in=batch)
        known |= {comment.form_key: comment for comment in comments}
    return known


def _in_order(sources: Sequence[SourceComment]) -> list[SourceComment]:
    """By time, each after the comment that it replies to."""
    now = timezone.now()
    places = {source.key: place for place, source in enumerate(sources)}
    replies: dict[str, list[int]] = {}
    due: list[tuple[datetime, int]] = []
    for place, source in enumerate(sources):
        if source.parent in places:
            replies.setdefault(source.parent, []).append(place)
        else:
            heappush(due, (source.at or now, place))
    ordered: list[SourceComment] = []
    while due or replies:
        if not due:
            # Comments that reply to each other: the first of them begins a thread.
            _parent, places_left = replies.popitem()
            due = sorted((sources[place].at or now, place) for place in places_left)
            continue
        _at, place = heappop(due)
        ordered.append(sources[place])
        for reply in replies.pop(sources[place].key, []):
            heappush(due, (sources[reply].at or now, reply))
    return ordered


class _Maker:
    """Makes the comments of one chapter, with its discussion locked."""

    def __init__(self, chapter: Chapter, discussion: Discussion, by: User) -> None:
        self.chapter = chapter
        self.discussion = discussion
        self.by = by
        self.pen_name: PenName | None = pen_name_for(chapter, by)
        self.now = timezone.now()
        self.comments: dict[str, Comment] = {}

    def make_threads(
        self, sources: Sequence[SourceComment], known: set[str]
    ) -> list[SourceComment]:
        """Makes threads of new comments only; returns the comments of other threads."""
        late: list[SourceComment] = []
        late_keys = set(known)
        made: list[Comment] = []
        sizes: dict[int, int] = {}
        for source in sources:
            if source.parent in late_keys:
                late_keys.add(source.key)
                late.append(source)
                continue
            comment = self._make(source)
            thread = comment.parent.thread if comment.parent else comment.number
            comment.set_place(sizes.get(thread, 0))
            sizes[thread] = comment.ordinal + 1
            made.append(comment)
        self._count(made)
        self._insert(made)
        return late

    def make_reply(self, source: SourceComment) -> None:
        """Makes a reply in a thread that was there before."""
        comment = self._make(source)
        add_to_thread(comment)
        comment.is_done = comment.pen_name is None
        comment.save(force_insert=True)
        count_new(self.discussion, comment)

    def _make(self, source: SourceComment) -> Comment:
        parent = self.comments.get(source.parent)
        while parent is not None and parent.depth >= _MAX_REPLY_DEPTH:
            parent = parent.parent
        is_author = source.is_by_author and self.pen_name is not None
        self.discussion.last_number += 1
        comment = Comment(
            story_id=self.chapter.story_id,
            chapter=self.chapter,
            number=self.discussion.last_number,
            parent=parent,
            depth=parent.depth + 1 if parent else 0,
            user=self.by if is_author else None,
            pen_name=self.pen_name if is_author else None,
            guest_name="" if is_author else source.name,
            body=source.body,
            body_html=source.html,
            renderer_version=RENDERER_VERSION,
            revision=self.chapter.revision,
            state=State.PUBLISHED,
            posted_at=min(source.at or self.now, self.now),
            form_key=_form_key(self.chapter, source.key),
        )
        self.comments[source.key] = comment
        return comment

    def _count(self, comments: Sequence[Comment]) -> None:
        """Sets the counts of whole threads and of the discussion, as counters.py does."""
        by_number = {comment.number: comment for comment in comments}
        for comment in comments:
            first, parent = by_number[comment.thread], comment.parent
            if parent is not None:
                first.reply_count += 1
                parent.visible_reply_count += 1
            if comment.pen_name is None:
                continue
            first.thread_has_author = True
            if parent is not None:
                for above in (parent, *map(by_number.__getitem__, comment.ancestor_numbers())):
                    if above is not comment:
                        above.has_author_reply = True
        for comment in comments:
            # The author has read them long ago.
            comment.is_done = comment.pen_name is None and not comment.has_author_reply
        self.discussion.comment_count += len(comments)
        self.discussion.thread_count += sum(comment.parent is None for comment in comments)

    def _insert(self, comments: Sequence[Comment]) -> None:
        """Parents first: the rows of replies have their primary keys."""
        by_depth: dict[int, list[Comment]] = {}
        for comment in comments:
            by_depth.setdefault(comment.depth, []).append(comment)
        for depth in sorted(by_depth):
            for comment in by_depth[depth]:
                comment.parent_id = comment.parent.pk if comment.parent else None
            for start in range(0, len(by_depth[depth]), _BATCH_SIZE):
                insert_rows(by_depth[depth][start : start + _BATCH_SIZE])
