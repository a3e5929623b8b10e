"""Saving what an author typed about the story of a manuscript."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from accounts.models import User
from serial.manuscripts.models import Manuscript
from serial.manuscripts.planning.changing import lock_plan
from serial.manuscripts.planning.story_data import (
    PARTS,
    SUMMARY_MAX_LENGTH,
    StoryData,
    read_tag_names,
)
from serial.markup.sanitizing.characters import clean_line, clean_source
from serial.stories.models.story import TITLE_MAX_LENGTH


@dataclass(frozen=True)
class TypedStory:
    """tags: with commas between, by kind. takes: of PARTS."""

    title: str = ""
    summary: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)
    takes: frozenset[str] = frozenset()
    pen_name: int | None = None


@transaction.atomic
def save_story_data(manuscript: Manuscript, by: User, typed: TypedStory) -> None:
    """Shortens what is too long, as the fields do. Raises PermissionDenied and PlanIsUsed."""
    manuscript = lock_plan(manuscript.pk, by)
    data = StoryData.from_json(manuscript.story_data)
    data.title = clean_line(typed.title).strip()[:TITLE_MAX_LENGTH]
    data.summary = clean_source(typed.summary).strip()[:SUMMARY_MAX_LENGTH]
    names = {kind: read_tag_names(text) for kind, text in typed.tags.items()}
    data.tags = {kind: each for kind, each in names.items() if each}
    data.takes = [part for part in PARTS if part in typed.takes]
    data.pen_name = typed.pen_name
    manuscript.story_data = data.as_json()
    manuscript.save(update_fields=["story_data"])
