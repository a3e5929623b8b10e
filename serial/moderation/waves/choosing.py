"""Which comments a wave would decide on: the preview, and what is chosen when it starts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from django.db.models import F, Value

from serial.comments.choices import State
from serial.comments.models import Comment
from serial.comments.models.comment import CommentQuerySet
from serial.moderation.decisions.many.outcomes import STATES_BEFORE
from serial.moderation.waves.criteria import Criteria
from serial.moderation.waves.likeness import Example
from serial.moderation.waves.standing import members_in_good_standing
from serial.stories.models import Story

# The newest of those that the database finds. Comparing the texts of all of them takes 2 s at most.
MAX_READ = 20_000
SAMPLES = 5


class Found(NamedTuple):
    """likeness: in percent; 100 if texts are not compared."""

    pk: int
    state: str
    revision: int
    posted_at: datetime
    story: int
    user: int | None
    ip_hash: int | None
    guest_name: str
    is_by_author: bool
    has_reactions: bool
    likeness: int

    @property
    def person(self) -> tuple[int | None, int | str | None]:
        """Guests without an IP hash are told apart by their names."""
        return (self.user, None) if self.user else (None, self.ip_hash or self.guest_name)


@dataclass(frozen=True)
class Selection:
    """chosen and left_out: from the most to the least alike, then the newest first.

    is_cut: there were more than MAX_READ; the older ones were not looked at.
    """

    chosen: Sequence[Found]
    left_out: Sequence[Found]
    is_cut: bool
    newcomers: set[int] = field(default_factory=set)

    @cached_property
    def people(self) -> int:
        return len({found.person for found in self.chosen})

    @cached_property
    def stories(self) -> int:
        return len({found.story for found in self.chosen})

    @cached_property
    def people_left_out(self) -> int:
        return len({found.person for found in self.left_out})

    @cached_property
    def held(self) -> int:
        return sum(found.state == State.HELD for found in self.chosen)

    @cached_property
    def published(self) -> int:
        return len(self.chosen) - self.held

    @cached_property
    def with_reactions(self) -> int:
        return sum(found.has_reactions for found in self.chosen)

    @cached_property
    def new_people(self) -> int:
        """How many of the commenters are no members in good standing."""
        return len({found.person for found in self.chosen if found.pk in self.newcomers})

    def samples(self) -> list[Found]:
        """Some of all, the left out ones included, spread evenly: mistakes hide at the end."""
        everything = sorted([*self.chosen, *self.left_out], key=_by_likeness)
        if len(everything) <= SAMPLES:
            return everything
        last = len(everything) - 1
        return [everything[round(last * number / (SAMPLES - 1))] for number in range(SAMPLES)]


def choose(criteria: Criteria, kind: str, story: Story | None = None) -> Selection:
    """Returns the comments that a decision of this kind would be made on.

    story: the only one whose comments may be chosen.
    """
    found, is_cut = _matching(criteria, kind, story)
    found.sort(key=_by_likeness)
    members = {each.user for each in found if each.user is not None}
    trusted = members_in_good_standing(members, [each.pk for each in found])
    is_good = {each.pk: each.is_by_author or each.user in trusted for each in found}
    newcomers = {pk for pk, good in is_good.items() if not good}
    if criteria.with_good_standing:
        return Selection(found, [], is_cut, newcomers)
    chosen = [each for each in found if not is_good[each.pk]]
    left_out = [each for each in found if is_good[each.pk]]
    return Selection(chosen, left_out, is_cut, newcomers)


def _by_likeness(found: Found) -> tuple[int, int]:
    return (-found.likeness, -found.pk)


def _matching(criteria: Criteria, kind: str, story: Story | None) -> tuple[list[Found], bool]:
    if criteria.is_empty():
        return [], False
    comments: CommentQuerySet = Comment.objects.filter(state__in=STATES_BEFORE[kind])
    comments = criteria.narrow(comments.filter(story=story) if story else comments)
    text = F("body") if criteria.needs_text() else Value("")
    columns = (
        *("pk", "state", "edit_count", "posted_at", "story", "user", "ip_hash", "guest_name"),
        *("pen_name", "visible_reply_count", "like_count", "text"),
    )
    rows = comments.order_by("-posted_at", "-pk").annotate(text=text).values_list(*columns)
    example, matching, count = _example(criteria), [], 0
    for row in rows[: MAX_READ + 1].iterator():
        count += 1
        body = row[-1]
        likeness = example.percent_alike(body) if example else 100
        if likeness >= (criteria.likeness or 0) and criteria.has_link(body):
            matching.append(_found(row, likeness))
    is_cut = count > MAX_READ
    return (matching[:MAX_READ] if is_cut else matching), is_cut


def _found(row: tuple[object, ...], likeness: int) -> Found:
    *_others, pen_name, replies, likes, _text = row
    has_reactions = bool(replies or likes)
    return Found._make((*row[:8], pen_name is not None, has_reactions, likeness))


def _example(criteria: Criteria) -> Example | None:
    if not criteria.likeness:
        return None
    bodies = Comment.objects.filter(pk=criteria.example or 0).values_list("body", flat=True)
    return Example(bodies.first() or "")
