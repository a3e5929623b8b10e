"""Renders comments to HTML that all visitors share, with room for what one member sees.

It is put together here and not in a template: 200 comments take 34 ms by template and 12 ms by
`format_html`, one function per part. tests/reading/comments/test_structure.py tests the structure.
The HTML of each comment is rendered once and cached (`cached_comment_html`).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cache
from itertools import groupby
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from serial.comments.choices import State
from serial.comments.models.comment import MAX_DEPTH
from serial.reading.comments.context import CommentsContext
from serial.reading.comments.rows import Row
from serial.stories.choices import Role

EMPTY = SafeString("")
ARTICLE_END = SafeString("</article>")


class CommentHtml(NamedTuple):
    """A comment's HTML in four parts; a member's overlay goes between them."""

    pk: int
    number: int
    user: int | None
    is_published: bool
    start: SafeString
    body: SafeString
    links: SafeString
    end: SafeString


class MemberOverlay(NamedTuple):
    """What one member sees of a comment in addition to the shared HTML."""

    classes: str = ""
    is_collapsed: bool = False
    links: SafeString = EMPTY


def render_comments(
    comments: CommentsContext,
    rows: Iterable[Row],
    consent: str = "",
    own_urls: Mapping[int, str] | None = None,
) -> list[CommentHtml]:
    """The rows must be grouped by thread, each thread in reading order.

    own_urls: {number: URL} of comments that only the guest who wrote them can open, there. Nobody
        can reply to them.
    """
    rows = list(rows)
    renderer = _CommentRenderer(comments, rows, consent, own_urls or {})
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
) -> SafeString:
    empty = MemberOverlay()
    parts = (
        _with_overlay(comment_html, overlay_of(comment_html) if overlay_of else empty)
        for comment_html in rendered
    )
    return SafeString("".join(parts))


def _with_overlay(comment_html: CommentHtml, overlay: MemberOverlay) -> SafeString:
    start, body = comment_html.start, comment_html.body
    if overlay.classes:
        classes = format_html('class="comment {}', overlay.classes)
        start = SafeString(start.replace('class="comment', classes, 1))
    links = comment_html.links + overlay.links
    if links:
        body += format_html('<p class="actions">{}</p>', links)
    if overlay.is_collapsed:
        label = gettext("Comment by a person you muted")
        body = format_html("<details><summary>{}</summary>{}</details>", label, body)
    return start + body + comment_html.end


class _CommentRenderer:
    """Renders the comments of one page; looks up once what they have in common."""

    def __init__(
        self,
        comments: CommentsContext,
        rows: list[Row],
        consent: str,
        own_urls: Mapping[int, str],
    ) -> None:
        self.own_urls = {number: escape(url) for number, url in own_urls.items()}
        # These texts are escaped here once, and not for each comment.
        self.url = escape(comments.url)
        self.consent = escape(consent)
        self.consent_parameter = escape(consent.replace("?", "&"))
        self.depths = [SafeString(depth) for depth in range(MAX_DEPTH + 2)]
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
                ("folded-quote", gettext("Quote from a folded passage")),
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
        number = SafeString(row.number)
        start = format_html(
            '<article class="comment depth-{}" id="c{}" data-number="{}">',
            *(self.depths[min(row.depth, MAX_DEPTH + 1)], number, number),
        )
        if not row.is_published():
            label = self.state_labels.get(State(row.state), self.hidden_label)
            body = format_html('<p class="removed">{}</p>', label)
            return CommentHtml(row.pk, row.number, None, False, start, body, EMPTY, ARTICLE_END)
        # Sanitised when it was stored.
        text = SafeString(row.html)
        own_url = self.own_urls.get(row.number)
        url = own_url or SafeString(f"{self.url}{number}/{self.consent}")
        body = format_html(
            '{}{}<div class="comment-body" dir="auto">{}</div>',
            *(self._header(row, url), self._anchor(row), text),
        )
        links = EMPTY if own_url else self._likes(row) + self._links(row, number, url)
        return CommentHtml(row.pk, row.number, row.user, True, start, body, links, ARTICLE_END)

    def more_replies_link(self, thread: list[Row]) -> SafeString:
        """Returns a link to the thread's own page if some replies are not in this list."""
        first = thread[0]
        missing = first.reply_count - self.listed_replies[first.thread]
        if first.ordinal or missing <= 0:
            return EMPTY
        label = ngettext("Show %(n)d more reply", "Show %(n)d more replies", missing)
        return format_html(
            '<p class="more-replies"><a data-more-replies href="{}{}/{}">{}</a></p>',
            *(self.url, first.number, self.consent, label % {"n": missing}),
        )

    def _header(self, row: Row, url: SafeString) -> SafeString:
        return format_html(
            '<p class="comment-header">{} <a class="permalink" href="{}">{}</a>{}{}</p>',
            self._commenter(row),
            url,
            self.time_html(row.posted_at),
            self._notes(row),
            self._reply_to(row),
        )

    def _notes(self, row: Row) -> SafeString:
        notes = self._after_dot("edited") if row.edited_at else EMPTY
        return notes + self._after_dot("pinned") if row.is_pinned else notes

    def _commenter(self, row: Row) -> SafeString:
        name = escape(row.pen_name or row.username or row.guest_name)
        name = name or self.labels["deleted-account"]
        self.names[row.number] = name
        if row.pen_slug:
            return format_html(
                '<a class="name" href="{}" dir="auto">{}</a> <span class="badge">{}</span>',
                reverse("author", args=[row.pen_slug]),
                name,
                self.roles.get(row.role or Role.AUTHOR, self.roles[Role.AUTHOR]),
            )
        commenter = format_html('<b class="name" dir="auto">{}</b>', name)
        if row.guest_name:
            # A guest may enter any name: the label keeps them from passing for a member.
            commenter += format_html(' <span class="guest">{}</span>', self.labels["guest"])
        return commenter

    def _reply_to(self, row: Row) -> SafeString:
        if row.parent is None:
            return EMPTY
        name = self.names.get(row.parent, f"{row.parent}")
        label = SafeString(self.labels["reply-to"] % {"name": name})
        return format_html(' <a class="reply-to" href="#c{}">{}</a>', row.parent, label)

    def _time_html(self, at: datetime) -> SafeString:
        local = timezone.localtime(at)
        return format_html(
            '<time datetime="{}">{}</time>',
            local.isoformat(timespec="seconds"),
            date_format(local, "DATETIME_FORMAT"),
        )

    def _anchor(self, row: Row) -> SafeString:
        quote = self.labels["hidden-quote"] if row.quote_is_hidden else row.quote
        quote_html = format_html("<q dir=auto>{}</q>", quote) if quote else EMPTY
        link = EMPTY
        if row.paragraph is not None and not row.ordinal:
            link = format_html(
                '<a href="{}on/{}/{}">{}</a> ',
                *(self.url, row.paragraph, self.consent, self.labels["paragraph"]),
            )
        if row.quote_is_folded and quote and not row.quote_is_hidden:
            return self._paragraph(link) + format_html(
                '<details class="comment-anchor"><summary>{}</summary>{}</details>',
                *(self.labels["folded-quote"], quote_html),
            )
        return self._paragraph(link + quote_html)

    def _paragraph(self, anchor: SafeString) -> SafeString:
        return format_html('<p class="comment-anchor">{}</p>', anchor) if anchor else EMPTY

    def _likes(self, row: Row) -> SafeString:
        if not row.like_count:
            return EMPTY
        label = ngettext("%(n)d like", "%(n)d likes", row.like_count) % {"n": row.like_count}
        by_author = self._after_dot("liked") if row.liked_by_author else EMPTY
        return format_html('<span class="likes">{}{}</span>', label, by_author)

    def _links(self, row: Row, number: SafeString, url: SafeString) -> SafeString:
        more = format_html('<a href="{}" rel="nofollow">{}</a>', url, self.labels["more"])
        if self.is_closed or row.closed_at:
            return more
        return format_html(
            '<a data-reply href="{}write/?reply_to={}{}" rel="nofollow">{}</a>{}',
            *(self.url, number, self.consent_parameter, self.labels["reply"], more),
        )

    def _after_dot(self, label: str) -> SafeString:
        return SafeString(f" · {self.labels[label]}")
