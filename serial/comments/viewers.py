"""What decides which actions on a comment a visitor is offered, loaded for many comments at once.

It only shows and hides buttons. The functions behind the buttons check permissions themselves.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import Visitor
from serial.comments.models import Comment, Like, MemberBlock
from serial.stories.models import Story


@dataclass(frozen=True)
class Viewer:
    """A visitor and their relation to one comment.

    is_moderator: whether they moderate it, as an author of its story or as a moderator.
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
    credited = Story.objects.credited_to(user).filter(pk__in=stories)
    authored = set(credited.values_list("pk", flat=True))
    # Moderating the authored stories needs no group.
    is_moderator = authored != stories and user.is_moderator()
    likes = Like.objects.filter(user=user, comment__in=[comment.pk for comment in comments])
    liked = set(likes.values_list("comment", flat=True))
    blocks = MemberBlock.objects.filter(
        owner=user, target__in={comment.user_id for comment in comments} - {None}
    )
    kinds: defaultdict[int | None, set[str]] = defaultdict(set)
    for target, kind in blocks.order_by().values_list("target", "kind"):
        kinds[target].add(kind)
    return {
        comment.pk: Viewer(
            is_member=True,
            is_commenter=is_own[comment.pk],
            is_moderator=is_moderator or comment.story_id in authored,
            is_author=comment.story_id in authored,
            has_liked=comment.pk in liked,
            block_kinds=frozenset(kinds[comment.user_id]),
        )
        for comment in comments
    }
