"""The stories of a large sample site: what they are about, who wrote them, and their tags."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Final, TypeVar

from serial.comments.choices import Audience, Premoderation
from serial.comments.models import StoryCommentSettings
from serial.desk.sample.bulk_people import Author, People, make_uuid
from serial.desk.sample.bulk_rows import FreeNames, NewRows
from serial.desk.sample.bulk_words import Language, choose_language, load_words
from serial.slugs.generation import make_slug
from serial.stories.choices import Rating, Role, Status, TagKind, Visibility, Warning
from serial.stories.models import Credit, Story, StorySlug, StoryTag, Tag

T = TypeVar("T")

# How often each value is chosen.
VISIBILITIES: Final = {
    Visibility.PUBLIC: 93,
    Visibility.UNLISTED: 3,
    Visibility.MEMBERS: 3,
    Visibility.DRAFT: 1,
}
RATINGS: Final = {
    Rating.GENERAL: 30,
    Rating.TEEN: 34,
    Rating.MATURE: 16,
    Rating.EXPLICIT: 8,
    Rating.NOT_RATED: 12,
}
STATUSES: Final = {
    Status.ONGOING: 45,
    Status.COMPLETE: 35,
    Status.HIATUS: 12,
    Status.ABANDONED: 8,
}
WARNINGS: Final = {
    (): 25,
    (Warning.NONE,): 40,
    (Warning.UNDISCLOSED,): 15,
    (Warning.VIOLENCE,): 8,
    (Warning.DEATH,): 5,
    (Warning.VIOLENCE, Warning.DEATH): 4,
    (Warning.ABUSE, Warning.SELF_HARM): 2,
    (Warning.SEXUAL_CONTENT,): 1,
}
TAG_KINDS: Final = {
    TagKind.FREEFORM: 50,
    TagKind.GENRE: 25,
    TagKind.CHARACTER: 15,
    TagKind.RELATIONSHIP: 5,
    TagKind.FANDOM: 5,
}
MAX_TAGS = 10
# Distinct summaries in each language. Each is rendered once.
SUMMARIES = 120


@dataclass
class StoryRows(NewRows):
    stories: list[Story] = field(default_factory=list)
    slugs: list[StorySlug] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    tags: list[StoryTag] = field(default_factory=list)
    settings: list[StoryCommentSettings] = field(default_factory=list)


@dataclass(frozen=True)
class NewStory:
    """A story that is not stored yet. `pen_names` are its authors: {id of the user: pen name}."""

    story: Story
    language: Language
    pen_names: dict[int, int]


class StoryMaker:
    """Makes stories that differ, with slugs and tags that the site can have."""

    def __init__(self, rng: Random, people: People) -> None:
        self._rng = rng
        self._people = people
        self._slugs = FreeNames(StorySlug.objects.values_list("slug", flat=True))
        self._summaries: dict[str, list[Story]] = {}
        # Few authors have many stories.
        self._author_weights = [rng.paretovariate(1.5) for _ in people.authors]
        self._tags = {
            kind: [Tag.objects.get_or_create_by_name(kind, name).pk for name in names]
            for kind, names in load_words()["tags"].items()
        }

    def make(self, pks: Iterable[int], rows: StoryRows, now: datetime) -> list[NewStory]:
        authors = iter(
            self._rng.choices(self._people.authors, self._author_weights, k=len(list(pks)))
        )
        return [self._make_story(pk, next(authors), rows, now) for pk in pks]

    def _make_story(self, pk: int, author: Author, rows: StoryRows, now: datetime) -> NewStory:
        rng = self._rng
        language = choose_language(rng)
        title = language.make_title(rng)
        summary = rng.choice(self._summaries_in(language))
        story = Story(
            pk=pk,
            title=title,
            slug=self._slugs.take(make_slug(title, "story")),
            summary=summary.summary,
            summary_html=summary.summary_html,
            renderer_version=summary.renderer_version,
            language=language.code,
            rating=choose(rng, RATINGS),
            warnings=[*choose(rng, WARNINGS)],
            status=choose(rng, STATUSES),
            visibility=choose(rng, VISIBILITIES),
            created_at=author.joined_at + rng.random() * (now - author.joined_at),
            uid=make_uuid(rng),
        )
        rows.stories.append(story)
        rows.slugs.append(StorySlug(story_id=story.pk, slug=story.slug))
        pen_names = self._add_credits(story, author, rows)
        self._add_tags(story, rows)
        self._add_settings(story, rows)
        return NewStory(story, language, pen_names)

    def _summaries_in(self, language: Language) -> list[Story]:
        if language.code not in self._summaries:
            stories = [
                Story(summary=language.make_summary(self._rng), language=language.code)
                for _ in range(SUMMARIES)
            ]
            for story in stories:
                story.render_summary()
            self._summaries[language.code] = stories
        return self._summaries[language.code]

    def _add_credits(self, story: Story, author: Author, rows: StoryRows) -> dict[int, int]:
        rng = self._rng
        credited = [(author, Role.AUTHOR)]
        if rng.random() < 0.1:
            role = rng.choice([Role.CO_AUTHOR, Role.CO_AUTHOR, Role.TRANSLATOR, Role.EDITOR])
            credited.append((rng.choice(self._people.authors), role))
        pen_names: dict[int, int] = {}
        for position, (other, role) in enumerate(credited):
            # A few have not accepted their invitation.
            is_accepted = other is author or rng.random() < 0.9
            rows.credits.append(
                Credit(
                    story_id=story.pk,
                    pen_name_id=other.pen_name_pk,
                    role=role,
                    position=position,
                    accepted_at=story.created_at if is_accepted else None,
                )
            )
            if is_accepted:
                pen_names[other.user_pk] = other.pen_name_pk
        return pen_names

    def _add_tags(self, story: Story, rows: StoryRows) -> None:
        rng = self._rng
        chosen: dict[int, None] = {}
        for _ in range(rng.randint(1, MAX_TAGS)):
            tags = self._tags[choose(rng, TAG_KINDS)]
            # The first of a list are the popular ones.
            chosen[tags[int(len(tags) * rng.random() ** 2)]] = None
        rows.tags.extend(
            StoryTag(story_id=story.pk, tag_id=tag, position=position)
            for position, tag in enumerate(chosen)
        )

    def _add_settings(self, story: Story, rows: StoryRows) -> None:
        chance = self._rng.random()
        if chance < 0.05:
            rows.settings.append(StoryCommentSettings(story=story, audience=Audience.MEMBERS))
        elif chance < 0.1:
            held = Premoderation.EVERYONE
            rows.settings.append(StoryCommentSettings(story=story, premoderation=held))


def choose(rng: Random, weights: dict[T, int]) -> T:
    """Returns one of the keys; the values say how often each is chosen."""
    return rng.choices(list(weights), list(weights.values()))[0]
