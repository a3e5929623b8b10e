"""What beta readers wrote about drafts, in the inbox. Authors reply to it beside the draft."""

from django.db.models import Prefetch

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.models import DraftComment
from serial.desk.comments.comment_filters import OPEN, CommentListQuery

# The newest; a chapter's page of draft links has all of its comments.
MAX_DRAFT_COMMENTS = 10


def unresolved_draft_comments(user: User, query: CommentListQuery) -> list[DraftComment]:
    """Of all stories, or of the chosen one; on the first page of what is open, and of all."""
    if query.page > 1 or query.q or query.state not in ("", OPEN):
        return []
    comments = DraftComment.objects.unresolved().on_stories_of(user)
    comments = comments.filter(chapter__deleted_at=None, chapter__story__deleted_at=None)
    if query.story is not None:
        comments = comments.filter(chapter__story=query.story)
    chapters = Prefetch("chapter", Chapter.objects.without_text().select_related("story"))
    newest = comments.order_by("-posted_at", "-pk")[:MAX_DRAFT_COMMENTS]
    return list(newest.prefetch_related(chapters))
