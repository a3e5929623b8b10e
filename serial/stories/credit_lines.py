"""The author credits of stories, as readers see them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from serial.compiled_queries import CompiledTuples, InIds, Placeholder
from serial.stories.choices import Role
from serial.stories.models import Credit

CREDIT_COLUMNS = ("pen_name__name", "pen_name__slug", "role")


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


def load_credit_lines(story_pk: int) -> tuple[CreditLine, ...]:
    """Returns the visible credits of a story, in order."""
    return tuple(CreditLine(*row) for row in CREDITS_OF_STORY.rows(story_pk))


def load_credit_lines_by_story(story_pks: Iterable[int]) -> dict[int, tuple[CreditLine, ...]]:
    """Returns the visible credits of these stories, in order, with one query."""
    lines: dict[int, tuple[CreditLine, ...]] = dict.fromkeys(story_pks, ())
    for story, *columns in CREDITS_OF_STORIES.rows(list(lines)) if lines else ():
        lines[story] += (CreditLine(*columns),)
    return lines


def credited_name(story_pk: int, user_column: str) -> Subquery:
    """Returns an expression: the pen name that the user in this column has on the story, or None.

    Co-authors know each other by these names. They are not told each other's usernames.
    """
    credits = Credit.objects.filter(story=story_pk, pen_name__user=OuterRef(user_column))
    return Subquery(credits.visible().values("pen_name__name")[:1])


CREDITS_OF_STORY = CompiledTuples(
    lambda story: Credit.objects.filter(story=story).visible().values_list(*CREDIT_COLUMNS),
    Placeholder("story_id"),
)
CREDITS_OF_STORIES = CompiledTuples(
    lambda stories: (
        Credit.objects.filter(InIds("story", stories))
        .visible()
        .values_list("story_id", *CREDIT_COLUMNS)
    ),
    Placeholder("story_ids"),
)
