"""What the button "Follow" of a page says to its reader."""

from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import PenName, User, Visitor
from serial.compiled_queries import CompiledTuples, Placeholder, UserPlaceholder
from serial.library.models import Follow
from serial.stories.models import Credit, Story

Columns = tuple[bool, bool]


class FollowState(NamedTuple):
    """is_offered: not to the authors themselves. follows: this member follows it."""

    is_offered: bool
    follows: bool


OFFERED = FollowState(is_offered=True, follows=False)
NOT_OFFERED = FollowState(is_offered=False, follows=False)


def story_follow_state(user: Visitor, story_pk: int) -> FollowState:
    """Asks nothing of guests, and one query of members."""
    return _state(OF_STORY, user, story_pk)


def author_follow_state(user: Visitor, author: PenName) -> FollowState:
    if author.user_id is None:
        return NOT_OFFERED
    return _state(OF_AUTHOR, user, author.pk)


def _state(query: CompiledTuples[Columns], user: Visitor, pk: int) -> FollowState:
    if not user.is_authenticated:
        return OFFERED
    for is_own, follows in query.rows(user, pk):
        return FollowState(is_offered=not is_own, follows=follows)
    return NOT_OFFERED


def _of_story(user: User, story_pk: int) -> "QuerySet[Story, tuple[bool, bool]]":
    own = Credit.objects.accepted().filter(story=OuterRef("pk"), pen_name__user=user)
    follows = Follow.objects.filter(story=OuterRef("pk"), user=user)
    stories = Story.objects.filter(pk=story_pk).order_by()
    return stories.values_list(Exists(own), Exists(follows))


def _of_author(user: User, pk: int) -> "QuerySet[PenName, tuple[bool, bool]]":
    own = PenName.objects.filter(pk=OuterRef("pk"), user=user)
    follows = Follow.objects.filter(pen_name=OuterRef("pk"), user=user)
    return PenName.objects.filter(pk=pk).order_by().values_list(Exists(own), Exists(follows))


OF_STORY = CompiledTuples(_of_story, UserPlaceholder("user"), Placeholder("story_id"))
OF_AUTHOR = CompiledTuples(_of_author, UserPlaceholder("user"), Placeholder("pen_name_id"))
