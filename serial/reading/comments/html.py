"""The HTML of comments, each a piece with room for what is one reader's own.

Written here and not in a template: the loop over two hundred comments would be most of what
their page costs. Each piece is made once for everyone, and kept (`kept_pieces`).
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
    """A comment's HTML, in the parts between which goes what is one reader's own."""

    pk: int
    number: int
    user: int | None
    is_published: bool
    start: str
    body: str
    links: str
    end: str


class MemberOverlay(NamedTuple):
    """What one reader sees of a comment beyond what everyone does."""

    classes: str = ""
    is_folded: bool = False
    links: str = ""


def render_comments(
    place: CommentsContext, rows: Iterable[Row], consent: str = ""
) -> list[CommentHtml]:
    """The rows come thread by thread."""
    rows = list(rows)
    writer = _CommentRenderer(place, rows, consent)
    pieces = []
    for _thread, run in groupby(rows, key=lambda row: row.thread):
        of_thread = list(run)
        shown = [writer.piece(row) for row in of_thread]
        shown[-1] = shown[-1]._replace(end=shown[-1].end + writer.rest(of_thread))
        pieces += shown
    return pieces


def join_html(
    pieces: Iterable[CommentHtml], own: Callable[[CommentHtml], MemberOverlay] | None = None
) -> str:
    nothing = MemberOverlay()
    return "".join(_with_overlay(piece, own(piece) if own else nothing) for piece in pieces)


def _with_overlay(piece: CommentHtml, own: MemberOverlay) -> str:
    start, body = piece.start, piece.body
    if own.classes:
        start = start.replace('class="comment', f'class="comment {own.classes}', 1)
    links = piece.links + own.links
    if links:
        body += f'<p class="actions">{links}</p>'
    if own.is_folded:
        said = escape(gettext("Somebody whom you muted"))
        body = f"<details><summary>{said}</summary>{body}</details>"
    return f"{start}{body}{piece.end}"


class _CommentRenderer:
    """What all comments have in common is looked up once."""

    def __init__(self, place: CommentsContext, rows: list[Row], consent: str) -> None:
        self.base = escape(place.address)
        self.consent = escape(consent)
        self.closed = place.discussion.policy.is_closed
        # A reply always comes after what it answers.
        self.names: dict[int, str] = {}
        self.shown = Counter(row.thread for row in rows if row.is_published() and row.ordinal)
        self.moment = cache(self._moment)
        self.roles = {value: escape(str(label)) for value, label in Role.choices}
        self.words = {
            name: escape(text)
            for name, text in (
                ("reply", gettext("Reply")),
                ("more", gettext("More")),
                ("guest", gettext("guest")),
                ("edited", gettext("edited")),
                ("pinned", gettext("pinned by the author")),
                ("liked", gettext("the author likes this")),
                ("to", gettext("in answer to %(name)s")),
                ("passage", gettext("On a paragraph:")),
                ("hidden", gettext("a passage that the author took out")),
                ("left", gettext("Deleted account")),
            )
        }
        self.markers = {
            State.DELETED: escape(gettext("Its writer took this comment back.")),
            State.ERASED: escape(gettext("This comment was erased.")),
            State.HELD: escape(gettext("This comment waits to be looked at.")),
        }

    def piece(self, row: Row) -> CommentHtml:
        depth = min(row.depth, MAX_DEPTH + 1)
        start = (
            f'<article class="comment depth-{depth}" id="c{row.number}" data-number="{row.number}">'
        )
        if not row.is_published():
            body = f'<p class="removed">{self._marker(row.state)}</p>'
            return CommentHtml(row.pk, row.number, None, False, start, body, "", "</article>")
        body = f'{self._head(row)}{self._passage(row)}<div class="comment-body">{row.html}</div>'
        links = self._likes(row) + self._links(row)
        return CommentHtml(row.pk, row.number, row.user, True, start, body, links, "</article>")

    def rest(self, thread: list[Row]) -> str:
        """Leads to where the rest of a thread is, where more was said than is shown."""
        more = thread[0].reply_count - self.shown[thread[0].thread]
        if thread[0].ordinal or more <= 0:
            return ""
        said = ngettext("Show %(n)d more reply", "Show %(n)d more replies", more) % {"n": more}
        address = f"{self.base}{thread[0].number}/{self.consent}"
        return f'<p class="more-replies"><a data-rest href="{address}">{escape(said)}</a></p>'

    def _name(self, row: Row) -> str:
        return escape(row.pen_name or row.username or row.guest_name) or self.words["left"]

    def _marker(self, state: str) -> str:
        hidden = escape(gettext("This comment was hidden."))
        return self.markers.get(State(state), hidden)

    def _head(self, row: Row) -> str:
        name = self._name(row)
        self.names[row.number] = name
        shown = f'<b class="name" dir="auto">{name}</b>'
        if row.pen_slug:
            address = escape(reverse("author", args=[row.pen_slug]))
            role = self.roles.get(row.role or Role.AUTHOR, self.roles[Role.AUTHOR])
            shown = (
                f'<a class="name" href="{address}" dir="auto">{name}</a>'
                f' <span class="badge">{role}</span>'
            )
        elif row.guest_name:
            # Anybody may give any name: nobody is to be taken for a member.
            shown += f' <span class="guest">{self.words["guest"]}</span>'
        notes = f" · {self.words['edited']}" if row.edited_at else ""
        notes += f" · {self.words['pinned']}" if row.is_pinned else ""
        to = ""
        if row.parent is not None:
            said = self.words["to"] % {"name": self.names.get(row.parent, f"{row.parent}")}
            to = f' <a class="reply-to" href="#c{row.parent}">{said}</a>'
        return (
            f'<p class="comment-header">{shown}'
            f' <a class="permalink" href="{self.base}{row.number}/{self.consent}">'
            f"{self.moment(row.posted_at)}</a>{notes}{to}</p>"
        )

    def _moment(self, at: datetime) -> str:
        local = timezone.localtime(at)
        machine = local.isoformat(timespec="seconds")
        said = escape(date_format(local, "DATETIME_FORMAT"))
        return f'<time datetime="{machine}">{said}</time>'

    def _passage(self, row: Row) -> str:
        said = self.words["hidden"] if row.quote_is_hidden else escape(row.quote)
        quoted = f"<q dir=auto>{said}</q>" if said else ""
        if row.paragraph is None or row.ordinal:
            return f'<p class="comment-anchor">{quoted}</p>' if quoted else ""
        address = f"{self.base}on/{row.paragraph}/{self.consent}"
        link = f'<a href="{address}">{self.words["passage"]}</a>'
        return f'<p class="comment-anchor">{link} {quoted}</p>'

    def _likes(self, row: Row) -> str:
        if not row.like_count:
            return ""
        said = ngettext("%(n)d like", "%(n)d likes", row.like_count) % {"n": row.like_count}
        author = f" · {self.words['liked']}" if row.liked_by_author else ""
        return f'<span class="likes">{escape(said)}{author}</span>'

    def _links(self, row: Row) -> str:
        page = f"{self.base}{row.number}/{self.consent}"
        more = f'<a href="{page}" rel="nofollow">{self.words["more"]}</a>'
        if self.closed or row.closed_at:
            return more
        also = self.consent.replace("?", "&amp;")
        reply = f"{self.base}write/?reply_to={row.number}{also}"
        return f'<a data-reply href="{reply}" rel="nofollow">{self.words["reply"]}</a>{more}'
