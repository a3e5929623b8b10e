"""The comments, likes and kudos of a large sample site, and their counts."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from random import Random
from typing import Final

from serial.comments.choices import UNDER_REVIEW, State
from serial.comments.models import Comment, Discussion, Kudos, Like
from serial.comments.models.comment import MAX_DEPTH, PATH_DIGITS
from serial.comments.rendering import comment_options
from serial.desk.sample.bulk_chapters import NewChapter
from serial.desk.sample.bulk_people import People, make_uuid
from serial.desk.sample.bulk_rows import NewIds, NewRows
from serial.desk.sample.bulk_stories import choose
from serial.desk.sample.bulk_words import load_words
from serial.markup.rendering import RENDERER_VERSION, render

# Comments and kudos of a chapter, for each unit of its story's popularity.
COMMENTS, KUDOS = 0.8, 1.0
POPULARITY_EXPONENT, MAX_POPULARITY = 1.2, 60.0
# Of guests more are held, rejected and hidden than of members.
STATES: Final = {
    State.PUBLISHED: 960,
    State.HIDDEN: 10,
    State.DELETED: 22,
    State.ERASED: 8,
}
GUEST_STATES: Final = {
    State.PUBLISHED: 900,
    State.HELD: 60,
    State.REJECTED: 30,
    State.HIDDEN: 10,
}
GUEST_NAMES = ("Anne", "Guest", "J.", "lurker", "Marta", "Reader in Leeds", "Tom")


@dataclass
class CommentRows(NewRows):
    discussions: list[Discussion] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    likes: list[Like] = field(default_factory=list)
    kudos: list[Kudos] = field(default_factory=list)


@lru_cache(maxsize=200)
def _render(body: str) -> str:
    return render(body, comment_options([])).html


class CommentMaker:
    def __init__(self, rng: Random, people: People) -> None:
        self._rng = rng
        self._people = people

    def make(
        self,
        chapters: list[NewChapter],
        pen_names: dict[int, int],
        ids: NewIds,
        rows: CommentRows,
        now: datetime,
    ) -> None:
        """Makes the comments on the chapters of one story. `pen_names`: see NewStory."""
        popularity = min(MAX_POPULARITY, self._rng.paretovariate(POPULARITY_EXPONENT))
        for new_chapter in chapters:
            release_at = new_chapter.chapter.release_at
            if release_at is None or release_at > now:
                continue
            comment_count, kudos_count = (
                int(self._rng.expovariate(1 / (popularity * share))) for share in (COMMENTS, KUDOS)
            )
            if comment_count or kudos_count:
                thread = _ChapterComments(self._rng, new_chapter, pen_names, self._people, now)
                thread.add_comments(comment_count, ids)
                thread.add_kudos(kudos_count)
                thread.count()
                rows.discussions.append(thread.discussion)
                rows.comments.extend(thread.comments)
                rows.likes.extend(thread.likes)
                rows.kudos.extend(thread.kudos)


class _ChapterComments:
    """The comments on one chapter, oldest first."""

    def __init__(
        self,
        rng: Random,
        new_chapter: NewChapter,
        pen_names: dict[int, int],
        people: People,
        now: datetime,
    ) -> None:
        self._rng = rng
        self._chapter, self._text = new_chapter.chapter, new_chapter.text
        self._pen_names = pen_names
        self._people = people
        self._released_at = self._chapter.release_at or now
        self._now = now
        self.discussion = Discussion(chapter_id=self._chapter.pk, version=1)
        self.comments: list[Comment] = []
        self.likes: list[Like] = []
        self.kudos: list[Kudos] = []

    def add_comments(self, number: int, ids: NewIds) -> None:
        # Most comments come soon after the release.
        times = sorted(self._some_time(timedelta(days=10)) for _ in range(number))
        for comment_number, posted_at in enumerate(times, start=1):
            # Nobody can reply to what only the commenter and the authors see.
            parents = [
                comment
                for comment in self.comments[-5:]
                if comment.state not in UNDER_REVIEW and comment.depth < MAX_DEPTH
            ]
            parent = self._rng.choice(parents) if parents and self._rng.random() < 0.35 else None
            comment = self._make_comment(ids.next(), comment_number, posted_at, parent)
            self.comments.append(comment)
            if comment.is_published() and self._rng.random() < 0.25:
                self._add_likes(comment)
        self.discussion.last_number = number

    def add_kudos(self, number: int) -> None:
        readers = self._rng.sample(self._people.readers, k=min(number, len(self._people.readers)))
        self.kudos = [
            Kudos(
                chapter_id=self._chapter.pk,
                # A guest's kudos is anonymous after the retention period.
                user_id=None if self._rng.random() < 0.4 else reader,
                given_at=self._some_time(timedelta(days=30)),
            )
            for reader in readers
        ]

    def count(self) -> None:
        """Sets the counts of the comments and of the discussion: see counters.py."""
        by_number = {comment.number: comment for comment in self.comments}
        on_paragraphs: Counter[str] = Counter()
        # Replies have higher numbers than their parents, so they are counted first.
        for comment in reversed(self.comments):
            first, parent = by_number[comment.thread], comment.parent
            if comment.is_published():
                self.discussion.comment_count += 1
                first.reply_count += first is not comment
                if comment.paragraph is not None:
                    on_paragraphs[str(comment.paragraph)] += 1
                if comment.pen_name_id is not None:
                    first.thread_has_author = True
                    _set_author_reply(comment)
            if comment.is_visible():
                if parent is None:
                    self.discussion.thread_count += 1
                else:
                    parent.visible_reply_count += 1
        self.discussion.paragraph_counts = dict(on_paragraphs)
        self.discussion.kudos_count = len(self.kudos)

    def _some_time(self, mean: timedelta) -> datetime:
        delay = mean * self._rng.expovariate(1)
        return min(self._released_at + delay, self._now - timedelta(seconds=1))

    def _make_comment(
        self, pk: int, number: int, posted_at: datetime, parent: Comment | None
    ) -> Comment:
        rng, words = self._rng, load_words()["comments"]
        body = rng.choice(words["replies"] if parent else words["texts"])
        comment = Comment(
            pk=pk,
            story_id=self._chapter.story_id,
            chapter_id=self._chapter.pk,
            number=number,
            parent=parent,
            thread=parent.thread if parent else number,
            depth=parent.depth + 1 if parent else 0,
            path=(parent.path if parent else "") + f"{number:0{PATH_DIGITS}d}",
            body=body,
            body_html=_render(body),
            renderer_version=RENDERER_VERSION,
            revision=self._chapter.revision,
            posted_at=posted_at,
            form_key=make_uuid(rng),
        )
        if parent:
            thread = [other for other in self.comments if other.thread == parent.thread]
            comment.ordinal, comment.paragraph = len(thread), parent.paragraph
        elif rng.random() < 0.25 and self._text.quotes:
            comment.paragraph, comment.quote = rng.choice(self._text.quotes)
        self._set_commenter(comment)
        self._set_state(comment)
        return comment

    def _set_commenter(self, comment: Comment) -> None:
        chance = self._rng.random()
        if comment.parent and chance < 0.4:
            comment.user_id, comment.pen_name_id = self._choose_author()
        elif chance < 0.15:
            comment.guest_name = self._rng.choice(GUEST_NAMES)
        else:
            comment.user_id = self._rng.choice(self._people.readers)

    def _choose_author(self) -> tuple[int, int]:
        return self._rng.choice(list(self._pen_names.items()))

    def _set_state(self, comment: Comment) -> None:
        states = STATES if comment.user_id else GUEST_STATES
        comment.state = State.PUBLISHED if comment.pen_name_id else choose(self._rng, states)
        if comment.state not in (State.PUBLISHED, State.HELD):
            changed_at = comment.posted_at + timedelta(hours=1)
            comment.state_changed_at = min(changed_at, self._now)
        if comment.state == State.ERASED:
            comment.body = comment.body_html = comment.quote = ""

    def _add_likes(self, comment: Comment) -> None:
        users = set(self._rng.choices(self._people.readers, k=self._rng.randint(1, 4)))
        users.discard(comment.user_id or 0)
        comment.liked_by_author = comment.pen_name_id is None and self._rng.random() < 0.3
        author = [self._choose_author()[0]] if comment.liked_by_author else []
        self.likes.extend(
            Like(
                comment_id=comment.pk,
                user_id=user,
                as_author=user in author,
                given_at=comment.posted_at,
            )
            for user in sorted(users) + author
        )
        comment.like_count = len(users) + len(author)


def _set_author_reply(comment: Comment) -> None:
    ancestor = comment.parent
    while ancestor is not None:
        ancestor.has_author_reply = True
        ancestor = ancestor.parent
