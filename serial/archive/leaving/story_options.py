"""What can become of each story of a member who leaves.

Nobody destroys the work of others: a story with another person's accepted credit is handed over or
kept, never deleted.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import PenName, User
from serial.erasure import StoryChoice, StoryDecision
from serial.stories.models import Credit, Story
from serial.stories.models.story import StoryQuerySet


@dataclass(frozen=True)
class StoryOptions:
    """`others`: the pen names of others on the story, in the order of their credits."""

    story: Story
    others: list[PenName]

    @property
    def co_authors(self) -> list[PenName]:
        """Those who can take it over: not "Anonymous", who has left."""
        return [pen_name for pen_name in self.others if pen_name.user_id is not None]

    def decisions(self) -> list[StoryDecision]:
        """Returns all decisions that are possible, the best default first."""
        keep = StoryDecision(StoryChoice.KEEP)
        delete = StoryDecision(StoryChoice.DELETE)
        if self.others:
            return [*map(_hand_over, self.co_authors), keep]
        return [keep, delete] if self._is_public() else [delete, keep]

    def resolve(self, decision: StoryDecision | None) -> StoryDecision:
        """Returns the decision if it is possible now, otherwise the best one that is.

        Since it was made, a co-author may have accepted or left, or deleted the story.
        """
        possible = self.decisions()
        return decision if decision in possible else possible[0]

    def _is_public(self) -> bool:
        """Nobody could ever read what a story without its author has not released."""
        return self.story.last_release_at is not None and self.story.deleted_at is None


def _hand_over(pen_name: PenName) -> StoryDecision:
    return StoryDecision(StoryChoice.HAND_OVER, pen_name.pk)


def options_of(user: User, stories: StoryQuerySet) -> list[StoryOptions]:
    """Returns the options of these stories, on all of which the user has an accepted credit."""
    rows = list(stories.order_by("title", "pk"))
    others = _others(user, rows)
    return [StoryOptions(story, others.get(story.pk, [])) for story in rows]


def _others(user: User, stories: Iterable[Story]) -> dict[int, list[PenName]]:
    credits = Credit.objects.filter(story__in=[story.pk for story in stories]).visible()
    names: dict[int, list[PenName]] = {}
    for credit in credits.exclude(pen_name__user=user).select_related("pen_name"):
        of_story = names.setdefault(credit.story_id, [])
        if credit.pen_name not in of_story:
            of_story.append(credit.pen_name)
    return names
