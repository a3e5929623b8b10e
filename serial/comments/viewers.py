"""What decides which actions on a comment a visitor is offered, loaded for many comments at once.

It only shows and hides buttons. The functions behind the buttons check permissions themselves.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User, Visitor
from serial.comments.models import Comment, Like, MemberBlock, StoryModerator
from serial.compiled_queries import CompiledTuples, Ids, InIds, Placeholder, UserPlaceholder
from serial.stories.models import Story


@dataclass(frozen=True)
class Viewer:
    """A visitor and their relation to one comment.

    is_moderator: whether they moderate it: as an author of its story, as a moderator whom one
    appointed, or as a moderator of the site.
    block_kinds: the kinds of MemberBlock that they set on its commenter.
    """

    is_member: bool
    is_commenter: bool
    is_moderator: bool = False
    is_author: bool = False
    has_liked: bool = False
    block_kinds: frozenset[str] = frozenset()

    @property
    def is_other_member(self) -> bool:
        return self.is_member and not self.is_commenter


def load_viewer(comment: Comment, user: Visitor, owner_token: str = "") -> Viewer:
    return load_viewers([comment], user, owner_token)[comment.pk]


def load_viewers(
    comments: Sequence[Comment], user: Visitor, owner_token: str = ""
) -> dict[int, Viewer]:
    """Returns {comment pk: Viewer}. Makes at most four queries, none for guests."""
    is_own = {comment.pk: comment.is_by(user, owner_token) for comment in comments}
    if not user.is_authenticated:
        return {pk: Viewer(is_member=False, is_commenter=own) for pk, own in is_own.items()}
    stories = {comment.story_id for comment in comments}
    authored, appointed = _own_stories(user, stories)
    # Moderating one's own stories needs no group.
    is_moderator = authored != stories and user.is_moderator()
    liked = {pk for (pk,) in _LIKES.rows(user, [comment.pk for comment in comments])}
    commenters = {comment.user_id for comment in comments} - {None}
    kinds: defaultdict[int | None, set[str]] = defaultdict(set)
    for target, kind in _BLOCKS.rows(user, list(commenters)) if commenters else ():
        kinds[target].add(kind)
    return {
        comment.pk: Viewer(
            is_member=True,
            is_commenter=is_own[comment.pk],
            is_moderator=is_moderator
            or comment.story_id in authored
            or (comment.story_id in appointed and not is_own[comment.pk]),
            is_author=comment.story_id in authored,
            has_liked=comment.pk in liked,
            block_kinds=frozenset(kinds[comment.user_id]),
        )
        for comment in comments
    }


def _own_stories(user: User, stories: Collection[int]) -> tuple[set[int], set[int]]:
    """Returns which of these stories they wrote, and for which an author appointed them."""
    found = _RELATIONS.rows(user, list(stories))
    authored = {pk for pk, is_authored, _ in found if is_authored}
    return authored, {pk for pk, _, is_appointed in found if is_appointed}


def _relations(user: Visitor, story_ids: Ids) -> QuerySet[Story, tuple[int, bool, bool]]:
    credited = Story.objects.credited_to(user).filter(pk=OuterRef("pk"))
    appointed = StoryModerator.objects.of(user).filter(story=OuterRef("pk"))
    rows = Story.objects.filter(InIds("pk", story_ids)).annotate(
        is_authored=Exists(credited), is_appointed=Exists(appointed)
    )
    return rows.order_by().values_list("pk", "is_authored", "is_appointed")


# Every page with comments asks.
_RELATIONS = CompiledTuples(_relations, UserPlaceholder("user"), Placeholder("story_ids"))
_LIKES = CompiledTuples(
    lambda user, comment_ids: (
        Like.objects.filter(InIds("comment", comment_ids), user=user)
        .order_by()
        .values_list("comment")
    ),
    *(UserPlaceholder("user"), Placeholder("comment_ids")),
)
_BLOCKS = CompiledTuples(
    lambda user, user_ids: (
        MemberBlock.objects.filter(InIds("target", user_ids), owner=user)
        .order_by()
        .values_list("target", "kind")
    ),
    *(UserPlaceholder("user"), Placeholder("user_ids")),
)
