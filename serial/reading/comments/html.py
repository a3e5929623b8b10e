"""Renders comments to HTML that all visitors share, with room for what one member sees.

It is written here and not in a template, which would be the largest cost of a page with two
hundred comments. The HTML of each comment is rendered once and cached (`cached_comment_html`).
"""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache
from itertools import groupby
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.translation import gettext, ngettext

from serial.comments.choices import State
from serial.comments.models.comment import MAX_DEPTH
from serial.reading.comments.context import CommentsContext
from serial.reading.comments.rows import Row
from serial.stories.choices import Role


class CommentHtml(NamedTuple):
    """A comment's HTML in four parts; a member's overlay goes between them."""

    pk: int
    number: int
    user: int | None
    is_published: bool
    start: str
    body: str
    links: str
    end: str


class MemberOverlay(NamedTuple):
    """What one member sees of a comment in addition to the shared HTML."""

    classes: str = ""
    is_collapsed: bool = False
    links: str = ""


def render_comments(
    comments: CommentsContext, rows: Iterable[Row], consent: str = ""
) -> list[CommentHtml]:
    """The rows must be grouped by thread, each thread in reading order."""
    rows = list(rows)
    renderer = _CommentRenderer(comments, rows, consent)
    rendered = []
    for _thread, group in groupby(rows, key=lambda row: row.thread):
        thread = list(group)
        thread_html = [renderer.render(row) for row in thread]
        last = thread_html[-1]
        thread_html[-1] = last._replace(end=last.end + renderer.more_replies_link(thread))
        rendered += thread_html
    return rendered


def join_html(
    rendered: Iterable[CommentHtml],
    overlay_of: Callable[[CommentHtml], MemberOverlay] | None = None,
) -> str:
    empty = MemberOverlay()
    return "".join(
        _with_overlay(comment_html, overlay_of(comment_html) if overlay_of else empty)
        for comment_html in rendered
    )


def _with_overlay(comment_html: CommentHtml, overlay: MemberOverlay) -> str:
    start, body = comment_html.start, comment_html.body
    if overlay.classes:
        start = start.replace('class="comment', f'class="comment {overlay.classes}', 1)
    links = comment_html.links + overlay.links
    if links:
        body += f'<p class="actions">{links}</p>'
    if overlay.is_collapsed:
        label = escape(gettext("Comment by a person you muted"))
        body = f"<details><summary>{label}</summary>{body}</details>"
    return f"{start}{body}{comment_html.end}"


class _CommentRenderer:
    """Renders the comments of one page; looks up once what they have in common."""

    def __init__(self, comments: CommentsContext, rows: list[Row], consent: str) -> None:
        self.url = escape(comments.url)
        self.consent = escape(consent)
        self.is_closed = comments.discussion.policy.is_closed
        # Filled while rendering: a reply always comes after its parent.
        self.names: dict[int, str] = {}
        self.listed_replies = Counter(
            row.thread for row in rows if row.is_published() and row.ordinal
        )
        self.time_html = cache(self._time_html)
        self.roles = {value: escape(str(label)) for value, label in Role.choices}
        self.labels = {
            name: escape(text)
            for name, text in (
                ("reply", gettext("Reply")),
                ("more", gettext("More")),
                ("guest", gettext("guest")),
                ("edited", gettext("edited")),
                ("pinned", gettext("pinned by the author")),
                ("liked", gettext("liked by the author")),
                ("reply-to", gettext("in reply to %(name)s")),
                ("paragraph", gettext("On a paragraph:")),
                ("hidden-quote", gettext("quote hidden by the author")),
                ("deleted-account", gettext("Deleted account")),
            )
        }
        self.state_labels = {
            State.DELETED: escape(gettext("Comment deleted by its author.")),
            State.ERASED: escape(gettext("Comment permanently erased.")),
            State.HELD: escape(gettext("Comment awaiting moderation.")),
        }
        self.hidden_label = escape(gettext("Comment hidden."))

    def render(self, row: Row) -> CommentHtml:
        depth = min(row.depth, MAX_DEPTH + 1)
        start = (
            f'<article class="comment depth-{depth}" id="c{row.number}" data-number="{row.number}">'
        )
        if not row.is_published():
            label = self.state_labels.get(State(row.state), self.hidden_label)
            body = f'<p class="removed">{label}</p>'
            return CommentHtml(row.pk, row.number, None, False, start, body, "", "</article>")
        body = f'{self._header(row)}{self._anchor(row)}<div class="comment-body">{row.html}</div>'
        links = self._likes(row) + self._links(row)
        return CommentHtml(row.pk, row.number, row.user, True, start, body, links, "</article>")

    def more_replies_link(self, thread: list[Row]) -> str:
        """Returns a link to the thread's own page if some replies are not in this list."""
        first = thread[0]
        missing = first.reply_count - self.listed_replies[first.thread]
        if first.ordinal or missing <= 0:
            return ""
        label = ngettext("Show %(n)d more reply", "Show %(n)d more replies", missing)
        url = f"{self.url}{first.number}/{self.consent}"
        return (
            f'<p class="more-replies"><a data-more-replies href="{url}">'
            f"{escape(label % {'n': missing})}</a></p>"
        )

    def _header(self, row: Row) -> str:
        commenter = self._commenter(row)
        notes = f" · {self.labels['edited']}" if row.edited_at else ""
        notes += f" · {self.labels['pinned']}" if row.is_pinned else ""
        url = f"{self.url}{row.number}/{self.consent}"
        return (
            f'<p class="comment-header">{commenter} <a class="permalink" href="{url}">'
            f"{self.time_html(row.posted_at)}</a>{notes}{self._reply_to(row)}</p>"
        )

    def _commenter(self, row: Row) -> str:
        name = escape(row.pen_name or row.username or row.guest_name)
        name = name or self.labels["deleted-account"]
        self.names[row.number] = name
        if row.pen_slug:
            url = escape(reverse("author", args=[row.pen_slug]))
            role = self.roles.get(row.role or Role.AUTHOR, self.roles[Role.AUTHOR])
            return (
                f'<a class="name" href="{url}" dir="auto">{name}</a>'
                f' <span class="badge">{role}</span>'
            )
        commenter = f'<b class="name" dir="auto">{name}</b>'
        if row.guest_name:
            # A guest may enter any name: the label keeps them from passing for a member.
            commenter += f' <span class="guest">{self.labels["guest"]}</span>'
        return commenter

    def _reply_to(self, row: Row) -> str:
        if row.parent is None:
            return ""
        label = self.labels["reply-to"] % {"name": self.names.get(row.parent, f"{row.parent}")}
        return f' <a class="reply-to" href="#c{row.parent}">{label}</a>'

    def _time_html(self, at: datetime) -> str:
        local = timezone.localtime(at)
        label = escape(date_format(local, "DATETIME_FORMAT"))
        return f'<time datetime="{local.isoformat(timespec="seconds")}">{label}</time>'

    def _anchor(self, row: Row) -> str:
        quote = self.labels["hidden-quote"] if row.quote_is_hidden else escape(row.quote)
        quote_html = f"<q dir=auto>{quote}</q>" if quote else ""
        if row.paragraph is None or row.ordinal:
            return f'<p class="comment-anchor">{quote_html}</p>' if quote_html else ""
        url = f"{self.url}on/{row.paragraph}/{self.consent}"
        return (
            f'<p class="comment-anchor"><a href="{url}">{self.labels["paragraph"]}</a>'
            f" {quote_html}</p>"
        )

    def _likes(self, row: Row) -> str:
        if not row.like_count:
            return ""
        label = ngettext("%(n)d like", "%(n)d likes", row.like_count) % {"n": row.like_count}
        by_author = f" · {self.labels['liked']}" if row.liked_by_author else ""
        return f'<span class="likes">{escape(label)}{by_author}</span>'

    def _links(self, row: Row) -> str:
        url = f"{self.url}{row.number}/{self.consent}"
        more = f'<a href="{url}" rel="nofollow">{self.labels["more"]}</a>'
        if self.is_closed or row.closed_at:
            return more
        consent_parameter = self.consent.replace("?", "&amp;")
        reply_url = f"{self.url}write/?reply_to={row.number}{consent_parameter}"
        return f'<a data-reply href="{reply_url}" rel="nofollow">{self.labels["reply"]}</a>{more}'
