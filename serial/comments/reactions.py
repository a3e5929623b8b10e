"""Kudos on a chapter and likes on comments: one of each person, and can be taken back."""

from django.db import transaction

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.counters import lock_discussion, save_counters
from serial.comments.models import Comment, Kudos, Like
from serial.comments.models.guest_ip_hash import hash_ip
from serial.comments.posting import guest_ip_hash, lock_comment


@transaction.atomic
def set_kudos(chapter: Chapter, user: User | None, ip: str, *, given: bool) -> None:
    """Gives or takes back; a second time changes nothing."""
    address = None if user else guest_ip_hash(ip)
    discussion = lock_discussion(chapter.pk)
    mine = Kudos.objects.filter(chapter=chapter, user=user, ip_hash=address)
    had = mine.exists()
    if had == given:
        return
    if given:
        Kudos.objects.create(chapter=chapter, user=user, ip_hash=address)
    else:
        mine.delete()
    discussion.kudos_count += 1 if given else -1
    save_counters(discussion)


def has_given_kudos(chapter: Chapter, user: User | None, ip: str) -> bool:
    """For a guest without a trace: asking leaves none."""
    given = Kudos.objects.filter(chapter=chapter)
    if user is not None:
        return given.filter(user=user).exists()
    return given.filter(user=None, ip_hash__key=hash_ip(ip)).exists()


@transaction.atomic
def set_like(comment: Comment, user: User, *, given: bool) -> None:
    """Gives or takes back; one of the story's own people likes it as its author."""
    discussion, comment = lock_comment(comment.pk)
    if not comment.is_published():
        return
    mine = Like.objects.filter(comment=comment, user=user)
    if mine.exists() == given:
        return
    if given:
        as_author = comment.story.is_authored_by(user)
        Like.objects.create(comment=comment, user=user, as_author=as_author)
    else:
        mine.delete()
    likes = Like.objects.filter(comment=comment)
    comment.like_count += 1 if given else -1
    comment.liked_by_author = likes.filter(as_author=True).exists()
    comment.save(update_fields=["like_count", "liked_by_author"])
    save_counters(discussion)
