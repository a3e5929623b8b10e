"""The fields of a plan that are about the story itself."""

from dataclasses import dataclass
from typing import Self

from django.http import QueryDict
from django.utils.text import capfirst

from accounts.models import PenName, User
from serial.desk.importing.plan_rows import rows_of_title
from serial.manuscripts.models import Manuscript
from serial.manuscripts.planning.saving_story_data import TypedStory
from serial.manuscripts.planning.story_data import StoryData
from serial.params import parse_id
from serial.stories.choices import TagKind
from serial.stories.models import Story

# The form of a plan has one of them if it has anything to choose about the story.
STORY_FIELDS = frozenset({"story_title", "story_summary", "site_choices"})


@dataclass(frozen=True)
class StoryFields:
    """tags: kind, label and names, of each kind. pen_names: to choose from, if there are several.

    has_cover: the file has one, and the story none. details: rating, status and warnings, by name.
    """

    data: StoryData
    is_new: bool
    tags: list[tuple[str, str, str]]
    pen_names: list[PenName]
    has_cover: bool
    details: list[str]

    @classmethod
    def of(cls, row: Manuscript, story: Story | None, user: User) -> Self:
        data = StoryData.from_json(row.story_data)
        pen_names = list(PenName.objects.filter(user=user)) if story is None else []
        return cls(
            data=data,
            is_new=story is None,
            tags=[
                (kind.value, capfirst(str(kind.label)), ", ".join(data.tags.get(kind, [])))
                for kind in TagKind
                if story is None or data.tags.get(kind)
            ],
            pen_names=pen_names if len(pen_names) > 1 else [],
            has_cover=bool(data.cover) and not (story and story.cover),
            details=data.details() if story is None else [],
        )

    @property
    def title_rows(self) -> int:
        return rows_of_title(self.data.title)

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to choose."""
        return self.is_new or bool(self.data.summary or self.tags or self.has_cover)


def read_typed_story(data: QueryDict) -> TypedStory:
    return TypedStory(
        title=data.get("story_title", ""),
        summary=data.get("story_summary", ""),
        tags={kind: data.get(f"tags-{kind}", "") for kind in TagKind.values},
        takes=frozenset(data.getlist("story_take")),
        pen_name=parse_id(data.get("pen_name")),
    )
