"""Muting a member (their comments are collapsed) and blocking one (they cannot reply)."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, QuerySet

from accounts.models import User, Visitor
from serial.chapters.models import Chapter
from serial.comments.choices import State
from serial.comments.models import Comment, MemberBlock
from serial.comments.permissions import authorize
from serial.compiled_queries import CompiledTuples, Placeholder, UserPlaceholder
from serial.stories.models import Story


def mute(owner: User, target: User, target_name: str) -> None:
    """`target_name` is the name that the owner saw: a pen name must not reveal its account."""
    _add(owner, target, MemberBlock.Kind.MUTE, target_name)


def block(owner: User, target: User, target_name: str) -> None:
    """`target_name` as for `mute`."""
    _add(owner, target, MemberBlock.Kind.BLOCK, target_name)


def unmute(owner: User, target: User) -> None:
    _remove(owner, target, MemberBlock.Kind.MUTE)


def unblock(owner: User, target: User) -> None:
    _remove(owner, target, MemberBlock.Kind.BLOCK)


def set_member_block(comment: Comment, kind: MemberBlock.Kind, by: Visitor, *, given: bool) -> None:
    """Mutes or blocks the commenter for `by`, or ends that. Nobody can mute or block guests.

    Raises PermissionDenied if `by` is a guest or the commenter.
    """
    owner, target = authorize(by, comment.accepts_reaction_of), comment.user
    if owner is None or target is None:
        return
    if given:
        _add(owner, target, kind, comment.display_name())
    else:
        _remove(owner, target, kind)


def muted_counts_by_chapter(user: User | AnonymousUser, story: Story) -> dict[int, int]:
    """Published comments by people whom this member muted: {chapter pk: count}."""
    return _counts(BY_CHAPTER, user, story.pk)


def muted_counts_by_paragraph(user: User | AnonymousUser, chapter: Chapter) -> dict[int, int]:
    """The same within one chapter: {paragraph id: count}."""
    return _counts(BY_PARAGRAPH, user, chapter.pk)


def _add(owner: User, target: User, kind: MemberBlock.Kind, target_name: str) -> None:
    if owner.pk != target.pk:
        row = MemberBlock(owner=owner, target=target, kind=kind, target_name=target_name)
        MemberBlock.objects.bulk_create([row], ignore_conflicts=True)
        owner.count_unread_again()


def _remove(owner: User, target: User, kind: MemberBlock.Kind) -> None:
    MemberBlock.objects.filter(owner=owner, target=target, kind=kind).delete()
    owner.count_unread_again()


def _counts(
    query: CompiledTuples[tuple[int, int]], user: User | AnonymousUser, pk: int
) -> dict[int, int]:
    return dict(query.rows(user, pk)) if user.is_authenticated else {}


def _muted_counts(
    user: User, column: str, **where: object
) -> "QuerySet[MemberBlock, tuple[int, int]]":
    # Starts from the few people this member muted. Starting from all comments would be slow.
    muted = MemberBlock.objects.filter(
        owner=user, kind=MemberBlock.Kind.MUTE, target__comments__state=State.PUBLISHED, **where
    )
    counts = muted.order_by().values_list(f"target__comments__{column}")
    return counts.annotate(n=Count("pk"))


def _by_chapter(user: User, story: int) -> "QuerySet[MemberBlock, tuple[int, int]]":
    return _muted_counts(user, "chapter", target__comments__story=story)


def _by_paragraph(user: User, chapter: int) -> "QuerySet[MemberBlock, tuple[int, int]]":
    on_paragraphs = {"target__comments__paragraph__isnull": False}
    return _muted_counts(user, "paragraph", target__comments__chapter=chapter, **on_paragraphs)


BY_CHAPTER = CompiledTuples(_by_chapter, UserPlaceholder("user"), Placeholder("story_id"))
BY_PARAGRAPH = CompiledTuples(_by_paragraph, UserPlaceholder("user"), Placeholder("chapter_id"))
