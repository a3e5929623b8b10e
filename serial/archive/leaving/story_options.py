"""What can become of each story of a member who leaves.

Nobody destroys the work of others: a story with another person's accepted credit is handed over or
kept, never deleted.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import PenName, User
from serial.erasure import StoryChoice, StoryDecision
from serial.stories.choices import Role
from serial.stories.models import Credit, Story
from serial.stories.models.story import StoryQuerySet

WRITING_ROLES = frozenset({Role.AUTHOR, Role.CO_AUTHOR})


@dataclass(frozen=True)
class StoryOptions:
    """`others`: the credits of others on the story, in the order that readers see."""

    story: Story
    others: list[Credit]

    @property
    def successors(self) -> list[PenName]:
        """Those who can take it over, co-authors first: not "Anonymous", who has left."""
        credits = sorted(self.others, key=lambda credit: credit.role not in WRITING_ROLES)
        pen_names = [credit.pen_name for credit in credits if credit.pen_name.user_id is not None]
        return list(dict.fromkeys(pen_names))

    def roles_of(self, pen_name: PenName) -> str:
        roles = [credit.get_role_display() for credit in self.others if credit.pen_name == pen_name]
        return ", ".join(roles)

    def decisions(self) -> list[StoryDecision]:
        """Returns all decisions that are possible, the best default first."""
        keep = StoryDecision(StoryChoice.KEEP)
        delete = StoryDecision(StoryChoice.DELETE)
        if self.others:
            hand_over = list(map(_hand_over, self.successors))
            return [*hand_over, keep] if self._has_co_author() else [keep, *hand_over]
        return [keep, delete] if self._is_public() else [delete, keep]

    def preselected(self) -> StoryDecision | None:
        """Nothing if only a translator or an illustrator could take the story over."""
        is_open = self.successors and not self._has_co_author()
        return None if is_open else self.decisions()[0]

    def resolve(self, decision: StoryDecision | None) -> StoryDecision:
        """Returns the decision if it is possible now, otherwise the best one that is.

        Since it was made, a co-author may have accepted or left, or deleted the story.
        """
        possible = self.decisions()
        return decision if decision in possible else possible[0]

    def _has_co_author(self) -> bool:
        owned = [credit.role for credit in self.others if credit.pen_name.user_id is not None]
        return not WRITING_ROLES.isdisjoint(owned)

    def _is_public(self) -> bool:
        """Nobody could release or read an unreleased story without an author."""
        return self.story.last_release_at is not None and self.story.deleted_at is None


def _hand_over(pen_name: PenName) -> StoryDecision:
    return StoryDecision(StoryChoice.HAND_OVER, pen_name.pk)


def options_of(user: User, stories: StoryQuerySet) -> list[StoryOptions]:
    """Returns the options of these stories, on all of which the user has an accepted credit."""
    rows = list(stories.order_by("title", "pk"))
    others = _others(user, rows)
    return [StoryOptions(story, others.get(story.pk, [])) for story in rows]


def _others(user: User, stories: Iterable[Story]) -> dict[int, list[Credit]]:
    credits = Credit.objects.filter(story__in=[story.pk for story in stories]).visible()
    others: dict[int, list[Credit]] = {}
    for credit in credits.exclude(pen_name__user=user).select_related("pen_name"):
        others.setdefault(credit.story_id, []).append(credit)
    return others
