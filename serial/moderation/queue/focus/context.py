"""What a comment answers, and the policy of the story that it is on."""

import re
from dataclasses import dataclass
from html import escape
from typing import Final

from django.utils.safestring import SafeString

from serial.chapters.models import Chapter
from serial.comments.anchors import paragraph_history_of
from serial.comments.choices import READABLE_BY_MODERATORS
from serial.comments.models import Comment
from serial.comments.policy import CommentPolicy, make_policy
from serial.markup.paragraphs.anchors import locate_anchor
from serial.markup.paragraphs.blocks import split_into_blocks
from serial.markup.paragraphs.digests import normalize_text
from serial.moderation.models import ReviewItem

_TAG: Final = re.compile(r"(<[^>]+>)")


@dataclass(frozen=True)
class Answered:
    """A paragraph, or the comment to which this one is a reply (`parent`).

    html: with the passage that the comment quotes marked, if it stands in it.
    is_gone: the paragraph was changed or deleted; the one before it is shown.
    has_quote: whether the quoted passage stands in it, so that it needs no place of its own.
    """

    html: SafeString
    parent: Comment | None = None
    is_gone: bool = False
    has_quote: bool = False


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
    quote = item.comment.quote if item.comment else ""
    has_quote = bool(quote) and normalize_text(quote) in normalize_text(block.text)
    return Answered(
        SafeString(mark_passage(html, quote)),
        is_gone=position.is_orphaned,
        has_quote=has_quote,
    )


def mark_passage(html: str, passage: str) -> str:
    """Marks the first place of a passage in our own HTML, if no element begins or ends in it.

    Straight and curly quotation marks are the same, and so is all white space.
    """
    if not passage.strip():
        return html
    wanted, parts = _pattern_of(passage), _TAG.split(html)
    for index in range(0, len(parts), 2):
        marked, count = wanted.subn(r"<mark>\g<0></mark>", parts[index], count=1)
        if count:
            parts[index] = marked
            break
    return "".join(parts)


def _pattern_of(passage: str) -> re.Pattern[str]:
    pattern = re.escape(escape(" ".join(passage.split()), quote=False))
    for same in ("'‘’", '"“”'):
        pattern = re.sub(f"[{same}]", f"[{same}]", pattern)
    return re.compile(pattern.replace(r"\ ", r"\s+"))


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
        story_closed_at=settings and settings.closed_at,
        audience=discussion and discussion.audience,
        premoderation=discussion and discussion.premoderation,
        closed_at=discussion and discussion.closed_at,
        release_at=chapter.release_at,
    )
