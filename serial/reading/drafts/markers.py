"""A link beside each paragraph of a draft, with which the reader of a draft link comments on it."""

from collections import Counter

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from serial.chapters.models import Chapter
from serial.markup.paragraphs.blocks import split_into_blocks
from serial.reading.comment_markers import MARKER_INSIDE
from serial.web.icons import icon

SCENE_BREAK = "hr"


def add_draft_markers(
    chapter: Chapter, comments_url: str, counts: Counter[int], sent: int | None
) -> SafeString:
    """Returns the chapter's HTML with a link at each paragraph.

    counts: the number of comments by the id of the paragraph where they are now.
    sent: the id of the paragraph that was commented on just now.
    """
    html = chapter.body_html
    pieces, copied_to = [], 0
    for block in split_into_blocks(html):
        if not block.id or block.name == SCENE_BREAK:
            continue
        marker = _marker(comments_url, block.id, counts[block.id], is_sent=block.id == sent)
        is_inside = block.name in MARKER_INSIDE
        end = block.inner_end if is_inside else block.end
        pieces.append(html[copied_to:end] + (marker if is_inside else f"<p>{marker}</p>"))
        copied_to = end
    return SafeString("".join(pieces) + html[copied_to:])


def _marker(comments_url: str, paragraph: int, count: int, *, is_sent: bool) -> SafeString:
    label = gettext("Comment on this paragraph")
    if count:
        label = ngettext(
            "%(n)d comment on this paragraph", "%(n)d comments on this paragraph", count
        ) % {"n": count}
    sent = gettext("Comment sent") if is_sent else ""
    return format_html(
        '<a class="comment-marker" rel="nofollow" href="{}?paragraph={}" aria-label="{}">'
        "{}{}{}</a>",
        *(comments_url, paragraph, f"{sent}. {label}" if sent else label),
        *(icon("comment"), count or "", f" · {sent}" if sent else ""),
    )
