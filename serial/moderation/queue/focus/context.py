"""What a comment answers, and the policy of the story that it is on."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from serial.chapters.models import Chapter
from serial.comments.anchors import paragraph_history_of
from serial.comments.choices import READABLE_BY_MODERATORS
from serial.comments.models import Comment
from serial.comments.policy import CommentPolicy, make_policy
from serial.markup.paragraphs.anchors import locate_anchor
from serial.markup.paragraphs.blocks import split_into_blocks
from serial.moderation.models import ReviewItem


@dataclass(frozen=True)
class Answered:
    """A paragraph, or the comment to which this one is a reply (`parent`).

    is_gone: the paragraph was changed or deleted; the one before it is shown.
    """

    html: SafeString
    parent: Comment | None = None
    is_gone: bool = False


def answered_by(item: ReviewItem) -> Answered | None:
    """Returns None for a comment on the chapter as a whole."""
    comment = item.comment
    if comment is None:
        return None
    if comment.parent is not None:
        is_readable = comment.parent.state in READABLE_BY_MODERATORS
        # Sanitised when it was stored.
        html = SafeString(comment.parent.body_html if is_readable else "")
        return Answered(html, comment.parent)
    if comment.paragraph is None:
        return None
    return _paragraph(item, comment.paragraph)


def _paragraph(item: ReviewItem, number: int) -> Answered | None:
    body_html = getattr(item, "paragraph_html", None) or ""
    blocks = {block.id: block for block in split_into_blocks(body_html) if block.id}
    history = Chapter(paragraph_history=getattr(item, "paragraph_history", None))
    position = locate_anchor(number, blocks, paragraph_history_of(history))
    block = blocks.get(position.paragraph_id)
    if block is None:
        return None
    html = block.html
    if block.name in {"li", "dt", "dd"}:
        html = f"<p>{html[html.index('>') + 1 : html.rindex('<')]}</p>"
    return Answered(SafeString(html), is_gone=position.is_orphaned)


def policy_of_item(item: ReviewItem) -> CommentPolicy | None:
    """Returns the policy of the chapter of a comment; None for other things."""
    if item.comment is None:
        return None
    chapter = item.comment.chapter
    discussion = getattr(chapter, "discussion", None)
    settings = getattr(item.on_story, "comment_settings", None)
    return make_policy(
        story_audience=settings and settings.audience,
        story_premoderation=settings and settings.premoderation,
        closes_after_days=settings and settings.closes_after_days,
        audience=discussion and discussion.audience,
        premoderation=discussion and discussion.premoderation,
        closed_at=discussion and discussion.closed_at,
        release_at=chapter.release_at,
    )
