"""The quiet marks beside paragraphs that somebody commented on."""

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from serial.chapters.models import Chapter
from serial.comments.summary import DiscussionSummary
from serial.markup.paragraphs.blocks import Block, split_into_blocks
from serial.reading.comments.context import comments_url
from serial.reading.comments.paragraphs import counts_by_position

# A mark is inside of these, at the end of their words; beside any other block, after it.
MARKER_INSIDE = {"p", "li", "h2", "h3", "h4", "h5", "h6", "dt", "dd"}


def add_comment_markers(chapter: Chapter, talk: DiscussionSummary, consent: str) -> SafeString:
    """The chapter's HTML with a link at each paragraph that has comments."""
    html = chapter.body_html
    if not talk.paragraph_counts or talk.hides_feedback:
        return SafeString(html)
    blocks = split_into_blocks(html)
    by_id = {block.id: block for block in blocks if block.id}
    here, lost = counts_by_position(talk.paragraph_counts, by_id, chapter)
    base = f"{comments_url(chapter)}on/"
    first = _orphan_marker(base, 0, lost.get(0, 0), consent)
    out, done = [f"<p>{first}</p>" if first else ""], 0
    for block in blocks:
        number = block.id or 0
        mark = _marker(base, number, here.get(number, 0), consent)
        mark += _orphan_marker(base, number, lost.get(number, 0), consent)
        if not number or not mark:
            continue
        at = _end_of(block)
        out.append(html[done:at] + (mark if at == block.inner_end else f"<p>{mark}</p>"))
        done = at
    return SafeString("".join(out) + html[done:])


def _end_of(block: Block) -> int:
    return block.inner_end if block.name in MARKER_INSIDE else block.end


def _marker(base: str, number: int, count: int, consent: str) -> str:
    if not count:
        return ""
    said = ngettext("%(n)d comment on this paragraph", "%(n)d comments on this paragraph", count)
    return (
        f'<a class="comment-marker" data-mark="{number}" rel="nofollow"'
        f' href="{escape(base)}{number}/{escape(consent)}"'
        f' aria-label="{escape(said % {"n": count})}">{count}</a>'
    )


def _orphan_marker(base: str, number: int, count: int, consent: str) -> str:
    if not count:
        return ""
    said = gettext("%(n)d comments on an earlier version of this text") % {"n": count}
    return (
        f'<a class="comment-marker orphaned" data-mark="{number}" rel="nofollow"'
        f' href="{escape(base)}{number}/{escape(consent)}"'
        f' aria-label="{escape(said)}">{count}</a>'
    )
