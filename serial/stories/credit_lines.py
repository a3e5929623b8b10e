"""The author credits of stories, as readers see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.urls import reverse

from serial.annotations import read_annotations
from serial.compiled_queries import CompiledQuery, Placeholder
from serial.stories.choices import Role
from serial.stories.models import Credit


@dataclass(frozen=True)
class CreditLine:
    """The name and slug of a pen name, and its role on a story."""

    name: str
    slug: str
    role: str

    def url(self) -> str:
        return reverse("author", args=[self.slug])

    def role_label(self) -> str:
        return str(Role(self.role).label)


class _PenNameColumns(NamedTuple):
    name: str
    slug: str


def load_credit_lines(story_pk: int) -> tuple[CreditLine, ...]:
    """Returns the visible credits of a story, in order."""
    return tuple(map(_credit_line, CREDITS_OF_STORY.rows(story_pk)))


def load_credit_lines_by_story(story_pks: Iterable[int]) -> dict[int, tuple[CreditLine, ...]]:
    """Returns the visible credits of these stories, in order, with one query."""
    lines: dict[int, tuple[CreditLine, ...]] = dict.fromkeys(story_pks, ())
    for credit in Credit.objects.filter(story__in=list(lines)).for_reading():
        lines[credit.story_id] += (_credit_line(credit),)
    return lines


def _credit_line(credit: Credit) -> CreditLine:
    pen_name = read_annotations(credit, _PenNameColumns)
    return CreditLine(pen_name.name, pen_name.slug, credit.role)


CREDITS_OF_STORY = CompiledQuery(
    lambda story: Credit.objects.filter(story=story).for_reading(), Placeholder("story_id")
)
