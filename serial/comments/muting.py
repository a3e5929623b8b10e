"""Muting a member (their comments are collapsed) and blocking one (they cannot reply)."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.choices import State
from serial.comments.models import MemberBlock
from serial.stories.models import Story


def mute(owner: User, person: User, known_as: str) -> None:
    """`known_as` is the name that the owner saw: a pen name must not reveal its account."""
    _add(owner, person, MemberBlock.Kind.MUTE, known_as)


def block(owner: User, person: User, known_as: str) -> None:
    """`known_as` as for `mute`."""
    _add(owner, person, MemberBlock.Kind.BLOCK, known_as)


def unmute(owner: User, person: User) -> None:
    _remove(owner, person, MemberBlock.Kind.MUTE)


def unblock(owner: User, person: User) -> None:
    _remove(owner, person, MemberBlock.Kind.BLOCK)


def muted_counts_by_chapter(user: User | AnonymousUser, story: Story) -> dict[int, int]:
    """Published comments by people whom this member muted: {chapter pk: count}."""
    return _muted_counts(user, "chapter", person__comments__story=story)


def muted_counts_by_paragraph(user: User | AnonymousUser, chapter: Chapter) -> dict[int, int]:
    """The same within one chapter: {paragraph id: count}."""
    on_paragraphs = {"person__comments__paragraph__isnull": False}
    return _muted_counts(user, "paragraph", person__comments__chapter=chapter, **on_paragraphs)


def _add(owner: User, person: User, kind: MemberBlock.Kind, known_as: str) -> None:
    if owner.pk != person.pk:
        row = MemberBlock(owner=owner, person=person, kind=kind, known_as=known_as)
        MemberBlock.objects.bulk_create([row], ignore_conflicts=True)


def _remove(owner: User, person: User, kind: MemberBlock.Kind) -> None:
    MemberBlock.objects.filter(owner=owner, person=person, kind=kind).delete()


def _muted_counts(user: User | AnonymousUser, column: str, **where: object) -> dict[int, int]:
    if not user.is_authenticated:
        return {}
    # Starts from the few people this member muted. Starting from all comments would be slow.
    muted = MemberBlock.objects.filter(
        owner=user, kind=MemberBlock.Kind.MUTE, person__comments__state=State.PUBLISHED, **where
    )
    counts = muted.order_by().values_list(f"person__comments__{column}")
    return dict(counts.annotate(n=Count("pk")))
