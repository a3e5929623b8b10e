"""Markers beside the paragraphs of a chapter that have comments."""

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from serial.chapters.models import Chapter
from serial.comments.summary import DiscussionSummary
from serial.markup.paragraphs.blocks import Block, split_into_blocks
from serial.reading.comments.context import comments_url
from serial.reading.comments.paragraphs import counts_by_position
from serial.web.icons import icon

# A marker goes inside these elements, after their text; for any other it goes after the element.
MARKER_INSIDE = {"p", "li", "h2", "h3", "h4", "h5", "h6", "dt", "dd"}


def add_comment_markers(
    chapter: Chapter, discussion: DiscussionSummary, consent: str
) -> SafeString:
    """Returns the chapter's HTML with a link at each paragraph that has comments."""
    html = chapter.body_html
    if not discussion.paragraph_counts or discussion.hides_feedback:
        return SafeString(html)
    blocks = split_into_blocks(html)
    by_id = {block.id: block for block in blocks if block.id}
    counts, orphan_counts = counts_by_position(discussion.paragraph_counts, by_id, chapter)
    base_url = f"{comments_url(chapter)}on/"
    first = _orphan_marker(base_url, 0, orphan_counts.get(0, 0), consent)
    pieces, copied_to = [f"<p>{first}</p>" if first else ""], 0
    for block in blocks:
        paragraph_id = block.id or 0
        markers = _marker(base_url, paragraph_id, counts.get(paragraph_id, 0), consent)
        markers += _orphan_marker(
            base_url, paragraph_id, orphan_counts.get(paragraph_id, 0), consent
        )
        if not paragraph_id or not markers:
            continue
        end = _marker_offset(block)
        pieces.append(
            html[copied_to:end] + (markers if end == block.inner_end else f"<p>{markers}</p>")
        )
        copied_to = end
    return SafeString("".join(pieces) + html[copied_to:])


def _marker_offset(block: Block) -> int:
    """Returns the offset in the chapter's HTML at which the block's markers are inserted."""
    return block.inner_end if block.name in MARKER_INSIDE else block.end


def _marker(base_url: str, paragraph_id: int, count: int, consent: str) -> str:
    if not count:
        return ""
    label = ngettext(
        "%(n)d comment on this paragraph", "%(n)d comments on this paragraph", count
    ) % {"n": count}
    return (
        f'<a class="comment-marker" data-marker="{paragraph_id}" rel="nofollow"'
        f' href="{escape(base_url)}{paragraph_id}/{escape(consent)}"'
        f' aria-label="{escape(label)}">{icon("comment")}{count}</a>'
    )


def _orphan_marker(base_url: str, paragraph_id: int, count: int, consent: str) -> str:
    """The marker of comments whose own paragraph, after this one, was removed."""
    if not count:
        return ""
    label = ngettext(
        "%(n)d comment on an earlier version of this text",
        "%(n)d comments on an earlier version of this text",
        count,
    ) % {"n": count}
    return (
        f'<a class="comment-marker orphaned" data-marker="{paragraph_id}" rel="nofollow"'
        f' href="{escape(base_url)}{paragraph_id}/{escape(consent)}"'
        f' aria-label="{escape(label)}">{icon("comment")}{count}</a>'
    )
