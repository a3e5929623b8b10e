"""Kudos for chapters and likes of comments: at most one per person, and removable.

An author who neither replies to a comment nor likes it can call it done.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext

from accounts.models import User, Visitor
from serial.chapters.models import Chapter
from serial.comments.changes.base import ActionRefused
from serial.comments.counters import lock_comment, lock_discussion, save_counters
from serial.comments.models import Comment, Kudos, Like
from serial.comments.models.guest_ip_hash import hash_guest_ip
from serial.comments.posting import guest_ip_hash


@transaction.atomic
def set_kudos(chapter: Chapter, user: User | None, ip: str, *, given: bool) -> None:
    """Gives or removes kudos. Does nothing if they are already given or removed."""
    ip_hash = None if user else guest_ip_hash(ip)
    discussion = lock_discussion(chapter.pk)
    kudos = Kudos.objects.filter(chapter=chapter, user=user, ip_hash=ip_hash)
    if kudos.exists() == given:
        return
    if given:
        Kudos.objects.create(chapter=chapter, user=user, ip_hash=ip_hash)
    else:
        kudos.delete()
    discussion.kudos_count += 1 if given else -1
    save_counters(discussion)


def has_given_kudos(chapter: Chapter, user: User | None, ip: str) -> bool:
    """Stores nothing about a guest."""
    kudos = Kudos.objects.filter(chapter=chapter)
    if user is not None:
        return kudos.filter(user=user).exists()
    return kudos.filter(user=None, ip_hash__hash=hash_guest_ip(ip)).exists()


@transaction.atomic
def set_like(comment: Comment, user: Visitor, *, given: bool) -> None:
    """Gives or removes a like of a published comment. Records if an author of the story gave it.

    Raises ActionRefused if it is not published, and PermissionDenied for guests and the commenter.
    """
    discussion, comment = lock_comment(comment.pk)
    if not isinstance(user, User) or not comment.accepts_reaction_of(user):
        raise PermissionDenied(gettext("You cannot like your own comment."))
    if not comment.is_published():
        message = gettext("Only published comments can be liked. Approve this comment first.")
        raise ActionRefused(message)
    like = Like.objects.filter(comment=comment, user=user)
    if like.exists() == given:
        return
    if given:
        as_author = comment.story.is_authored_by(user)
        Like.objects.create(comment=comment, user=user, as_author=as_author)
    else:
        like.delete()
    likes = Like.objects.filter(comment=comment)
    comment.like_count += 1 if given else -1
    comment.liked_by_author = likes.filter(as_author=True).exists()
    comment.save(update_fields=["like_count", "liked_by_author"])
    save_counters(discussion)


@transaction.atomic
def set_done(comment: Comment, user: Visitor, *, done: bool) -> None:
    """Takes a published comment out of the authors' open ones, or puts it back.

    Only the authors of the story see it. Raises ActionRefused if it is not published, and
    PermissionDenied unless the user is one of them.
    """
    _discussion, comment = lock_comment(comment.pk)
    if not comment.is_on_story_of(user):
        raise PermissionDenied(gettext("Only authors of the story can mark its comments as done."))
    if done and not comment.is_published():
        raise ActionRefused(gettext("This comment is not published. Approve it or reject it."))
    comment.is_done = done
    comment.save(update_fields=["is_done"])
