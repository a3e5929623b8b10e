"""The chapters of a large sample site, with their revisions, slugs and parts."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from serial.chapters.models import Chapter, ChapterSlug, Revision
from serial.desk.sample.bulk_people import make_uuid
from serial.desk.sample.bulk_rows import FreeNames, NewIds, NewRows
from serial.desk.sample.bulk_stories import NewStory
from serial.desk.sample.bulk_texts import PooledText, choose_text
from serial.slugs.generation import make_slug
from serial.stories.choices import Status
from serial.stories.models import Part

# The exponent and the scale of the Pareto distribution of the number of chapters: half of the
# stories have one or two, one of a hundred has more than 80.
CHAPTERS_EXPONENT, CHAPTERS_SCALE, MAX_CHAPTERS = 1.1, 1.3, 300
# Stories of at least this many chapters can have parts.
MIN_CHAPTERS_FOR_PARTS, CHAPTERS_PER_PART = 12, 10
# Between two releases.
MEDIAN_INTERVAL = timedelta(days=7)


@dataclass
class ChapterRows(NewRows):
    parts: list[Part] = field(default_factory=list)
    chapters: list[Chapter] = field(default_factory=list)
    slugs: list[ChapterSlug] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)


@dataclass(frozen=True)
class NewChapter:
    """A chapter that is not stored yet, and the text that it got from the pool."""

    chapter: Chapter
    text: PooledText


class ChapterMaker:
    def __init__(self, rng: Random, seed: int) -> None:
        self._rng = rng
        self._seed = seed

    def make(
        self,
        new_story: NewStory,
        chapter_ids: NewIds,
        part_ids: NewIds,
        rows: ChapterRows,
        now: datetime,
    ) -> list[NewChapter]:
        """Makes the chapters of a story, in order; the last ones may be scheduled or drafts."""
        number = self._choose_number()
        releases = self._choose_releases(new_story, number, now)
        parts = self._make_parts(new_story, number, part_ids, rows)
        slugs = FreeNames()
        has_prologue = number > 3 and self._rng.random() < 0.1
        chapters = []
        for index in range(number):
            is_numbered = not (has_prologue and index == 0)
            chapter = self._make_chapter(
                new_story,
                pk=chapter_ids.next(),
                position=index + 1,
                number=index + 1 - has_prologue if is_numbered else None,
                release_at=releases[index],
                slugs=slugs,
                rows=rows,
                now=now,
            )
            chapter.chapter.part = parts[index // CHAPTERS_PER_PART] if parts else None
            chapters.append(chapter)
        return chapters

    def _choose_number(self) -> int:
        number = self._rng.paretovariate(CHAPTERS_EXPONENT) * CHAPTERS_SCALE
        return min(MAX_CHAPTERS, int(number))

    def _choose_releases(
        self, new_story: NewStory, number: int, now: datetime
    ) -> list[datetime | None]:
        """Returns the release of each chapter; None makes a draft."""
        rng, story = self._rng, new_story.story
        at = story.created_at + timedelta(days=1)
        interval = MEDIAN_INTERVAL * rng.lognormvariate(0, 0.8)
        # A long story of a new author has appeared more often.
        interval = min(interval, (now - story.created_at) / (number + 1))
        releases: list[datetime | None] = []
        for _ in range(number):
            releases.append(min(at, now - timedelta(minutes=1)))
            at += interval * (0.5 + rng.random())
        if story.status == Status.ONGOING and number > 1:
            chance = rng.random()
            if chance < 0.3:
                releases[-1] = None
            elif chance < 0.5:
                releases[-1] = now + timedelta(days=1 + 13 * rng.random())
        return releases

    def _make_parts(
        self, new_story: NewStory, number: int, ids: NewIds, rows: ChapterRows
    ) -> list[Part]:
        if number < MIN_CHAPTERS_FOR_PARTS or self._rng.random() < 0.6:
            return []
        parts = [
            Part(
                pk=ids.next(),
                story=new_story.story,
                title=new_story.language.make_chapter_title(self._rng),
                position=position,
            )
            for position in range(1, (number - 1) // CHAPTERS_PER_PART + 2)
        ]
        rows.parts.extend(parts)
        return parts

    def _make_chapter(
        self,
        new_story: NewStory,
        *,
        pk: int,
        position: int,
        number: int | None,
        release_at: datetime | None,
        slugs: FreeNames,
        rows: ChapterRows,
        now: datetime,
    ) -> NewChapter:
        rng, story = self._rng, new_story.story
        pooled = choose_text(rng, self._seed, new_story.language)
        title = new_story.language.make_chapter_title(rng) if rng.random() < 0.75 else ""
        written_at = min(release_at or now, now) - timedelta(days=1)
        fields = pooled.text.as_dict() | {"title": title}
        chapter = Chapter(
            pk=pk,
            story_id=story.pk,
            slug=slugs.take(make_slug(title, f"chapter-{number or position}")),
            position=position,
            is_numbered=number is not None,
            number=number,
            release_at=release_at,
            revision=len(pooled.revisions),
            created_at=written_at,
            text_changed_at=written_at + timedelta(hours=len(pooled.revisions)),
            uid=make_uuid(rng),
            **fields,
            **pooled.columns_of(pk),
        )
        rows.chapters.append(chapter)
        rows.slugs.append(ChapterSlug(story_id=story.pk, chapter_id=pk, slug=chapter.slug))
        rows.revisions.extend(_make_revisions(new_story, chapter, pooled))
        return NewChapter(chapter, pooled)


def _make_revisions(new_story: NewStory, chapter: Chapter, pooled: PooledText) -> list[Revision]:
    author = next(iter(new_story.pen_names))
    title_words = len(chapter.title.split())
    return [
        Revision(
            chapter_id=chapter.pk,
            number=number,
            saved_at=chapter.created_at + timedelta(hours=number),
            saved_by_id=author,
            words_added=revision.words_added + (title_words if number == 1 else 0),
            words_removed=revision.words_removed,
            paragraph_ids=revision.paragraph_ids,
            body_digest=revision.body_digest,
            **(revision.text.as_dict() | {"title": chapter.title}),
        )
        for number, revision in enumerate(pooled.revisions, start=1)
    ]
