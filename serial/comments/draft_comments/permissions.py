"""Until when the holder of a draft link can comment, and who may not."""

from django.db.models import Q
from django.utils.translation import gettext

from serial.chapters.models import Chapter, DraftLink
from serial.comments.draft_comments.submission import DraftCommentSubmission
from serial.comments.models import DraftComment, GuestIpHash, StoryBan
from serial.comments.models.draft_comment import manages_draft_comments
from serial.comments.permissions import PostingRefused


class DraftClosed(Exception):
    """Raised when a link opens no draft any more: it ended, or the chapter was released."""


def open_draft(link: DraftLink) -> Chapter:
    """Returns the chapter on which the holder of this link can comment. Raises DraftClosed."""
    drafts = Chapter.objects.for_draft_links(DraftLink.objects.filter(pk=link.pk))
    chapter = drafts.select_related("story").first()
    if chapter is None or Chapter.objects.released().filter(pk=chapter.pk).exists():
        raise DraftClosed
    return chapter


def check_may_comment(
    submission: DraftCommentSubmission, chapter: Chapter, ip_hash: GuestIpHash
) -> DraftComment | None:
    """Returns the comment that it answers, if it answers one. Raises PostingRefused."""
    user = submission.user
    if user is not None and manages_draft_comments(chapter, user):
        message = gettext("You are an author of this story. Reply to its comments at the desk.")
        raise PostingRefused("author", message)
    is_commenter = Q(ip_hash=ip_hash) if submission.ip else Q(pk=None)
    if user is not None:
        is_commenter |= Q(user=user)
    if StoryBan.objects.filter(is_commenter, story=chapter.story_id).exists():
        message = gettext("The author of this story banned you from commenting on it.")
        raise PostingRefused("banned", message)
    if submission.parent is None:
        return None
    threads = DraftComment.objects.threads().filter(link=submission.link, chapter=chapter)
    parent = threads.filter(pk=submission.parent).first()
    if parent is None:
        message = gettext(
            "The comment you reply to was deleted. You can post yours as a new comment."
        )
        raise PostingRefused("parent-unavailable", message)
    return parent
