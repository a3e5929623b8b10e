"""Comments as HTML that all visitors share, with room for what one member sees.

It is put together here and not in a template: 200 comments take 34 ms by template, 17 ms by
`format_html`, and 6 ms by comment_renderer.py, which escapes each text once.
tests/reading/comments/test_structure.py tests the structure. The HTML of each comment is rendered
once and cached (`cached_comment_html`).
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from serial.reading.comments.comment_renderer import CommentHtml, CommentRenderer
from serial.reading.comments.context import CommentsContext
from serial.reading.comments.rows import Row


class MemberOverlay(NamedTuple):
    """What one member sees of a comment in addition to the shared HTML. All of it is HTML."""

    classes: str = ""
    is_collapsed: bool = False
    badge: str = ""
    # Instead of the number of likes.
    likes: str | None = None
    actions: str = ""


def render_comments(
    comments: CommentsContext,
    rows: Iterable[Row],
    consent: str = "",
    own_urls: Mapping[int, str] | None = None,
    *,
    is_thread_page: bool = False,
) -> list[CommentHtml]:
    """Renders each thread as an item of a list, with its replies in a list of their own.

    The rows must be grouped by thread, each thread in reading order.

    own_urls: {number: URL} of comments that only the guest who wrote them can open, there. Nobody
        can reply to them.
    is_thread_page: the page of one thread has pages of replies, and needs no link to more of them.
    """
    renderer = CommentRenderer(comments, consent, own_urls or {})
    rendered = []
    for _thread, group in groupby(rows, key=lambda row: row.thread):
        thread = list(group)
        more = "" if is_thread_page else _more_replies_link(comments, thread, consent)
        rendered += _in_lists([renderer.render(row) for row in thread], more)
    return rendered


def _in_lists(thread: list[CommentHtml], more_replies: str) -> list[CommentHtml]:
    """Adds the tags of the lists around a comment and the replies to it."""
    first, *replies = thread
    if not replies:
        return [first._replace(before="<li>", after=f"{more_replies}</li>")]
    if first.is_published:
        label = escape(gettext("Replies to %(name)s")) % {"name": first.name}
    else:
        label = escape(gettext("Replies to a deleted comment"))
    replies = [reply._replace(before="<li>", after="</li>") for reply in replies]
    opening = f'<ol class="replies" role="list" aria-label="{label}"><li>'
    replies[0] = replies[0]._replace(before=opening)
    replies[-1] = replies[-1]._replace(after=f"</li></ol>{more_replies}</li>")
    return [first._replace(before="<li>"), *replies]


def _more_replies_link(comments: CommentsContext, thread: list[Row], consent: str) -> str:
    """Returns a link to the thread's own page if some replies are not in this list."""
    first = thread[0]
    listed = sum(row.is_published() for row in thread if row.ordinal)
    missing = first.reply_count - listed
    if first.ordinal or missing <= 0:
        return ""
    label = ngettext("Show %(n)d more reply", "Show %(n)d more replies", missing) % {"n": missing}
    return (
        '<p class="more-replies"><a class="button button--quiet" data-more-replies'
        f' href="{escape(comments.url)}{first.number}/{escape(consent)}">{escape(label)}</a></p>'
    )


def join_html(
    rendered: Iterable[CommentHtml],
    overlay_of: Callable[[CommentHtml], MemberOverlay] | None = None,
) -> SafeString:
    """Returns the list of comments, "" if there are none."""
    empty = MemberOverlay()
    items = "".join(
        _with_overlay(comment_html, overlay_of(comment_html) if overlay_of else empty)
        for comment_html in rendered
    )
    return SafeString(f'<ol class="threads" role="list">{items}</ol>' if items else "")


def _with_overlay(html: CommentHtml, overlay: MemberOverlay) -> str:
    start = html.start
    if overlay.classes:
        start = start.replace('class="comment', f'class="comment {overlay.classes}', 1)
    likes = html.likes if overlay.likes is None else overlay.likes
    actions = f"{likes}{html.links}{overlay.actions}{html.liked_by_author}"
    body = html.head + overlay.badge + html.body
    if actions:
        body += f'<div class="comment__actions">{actions}</div>'
    if overlay.is_collapsed:
        label = escape(gettext("Comment by a person you muted"))
        body = f"<details><summary>{label}</summary>{body}</details>"
    return f"{html.before}{start}{body}{html.end}{html.after}"
