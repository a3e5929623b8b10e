"""Renders one comment after another of a page. What goes into an f-string here is escaped."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from serial.comments.choices import State
from serial.reading.comments.context import CommentsContext
from serial.reading.comments.rows import Row
from serial.stories.choices import Role
from serial.web.icons import icon

BODY_START = '<div class="comment__body">'
ARTICLE_END = "</div></article>"


class CommentHtml(NamedTuple):
    """A comment's HTML in parts. A member's overlay goes between them."""

    pk: int
    number: int
    user: int | None
    is_published: bool
    like_count: int = 0
    # Of the commenter, escaped.
    name: str = ""
    # Of the lists around the comment.
    before: str = ""
    start: str = ""
    # Its element is still open: a member's badge goes to its end.
    head: str = ""
    body: str = ""
    likes: str = ""
    links: str = ""
    liked_by_author: str = ""
    end: str = ARTICLE_END
    after: str = ""


class CommentRenderer:
    """Renders the comments of one page; looks up once what they have in common."""

    def __init__(
        self, comments: CommentsContext, consent: str, own_urls: Mapping[int, str]
    ) -> None:
        self.own_urls = {number: escape(url) for number, url in own_urls.items()}
        self.url = escape(comments.url)
        self.consent = escape(consent)
        self.consent_parameter = escape(consent.replace("?", "&"))
        self.is_closed = comments.discussion.policy.is_closed
        # Filled while rendering: a reply always comes after its parent.
        self.names: dict[int, str] = {}
        self.date_html = cache(self._date_html)
        self.likes_html = cache(likes_html)
        self.roles = {value: escape(capfirst(str(label))) for value, label in Role.choices}
        self.icons = {"reply": icon("reply"), "more": icon("more"), "quote": icon("quote")}
        self.labels = {
            name: escape(text)
            for name, text in (
                ("reply", gettext("Reply")),
                ("reply-name", gettext("to %(name)s")),
                ("more", gettext("More actions for the comment by %(name)s")),
                ("guest", gettext("Guest")),
                ("edited", gettext("edited")),
                ("pinned", gettext("pinned by the author")),
                ("liked", gettext("Liked by the author")),
                ("reply-to", gettext("in reply to %(name)s")),
                ("paragraph", gettext("On a paragraph")),
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
        if not row.is_published():
            return self._unpublished(row)
        number = row.number
        name = self.names[number] = self._name(row)
        own_url = self.own_urls.get(number)
        url = own_url or f"{self.url}{number}/{self.consent}"
        author = " monogram--author" if row.pen_slug else ""
        return CommentHtml(
            *(row.pk, number, row.user, True, row.like_count, name),
            start=f'<article class="comment" id="c{number}" data-number="{number}"'
            f' aria-labelledby="c{number}-by">'
            f'<span class="monogram{author}" aria-hidden="true">{_initial(row, name)}</span>'
            + BODY_START,
            head=self._head(row, name, url),
            # Sanitised when it was stored.
            body=f'</header>{self._quote(row)}<div class="comment__text prose" dir="auto">'
            f"{row.html}</div>",
            likes="" if own_url else self.likes_html(row.like_count),
            links="" if own_url else self._links(row, name, url),
            liked_by_author=f'<span class="act act--by">{self.labels["liked"]}</span>'
            if row.liked_by_author
            else "",
        )

    def _unpublished(self, row: Row) -> CommentHtml:
        number, level = row.number, _heading_level(row)
        label = self.state_labels.get(State(row.state), self.hidden_label)
        return CommentHtml(
            *(row.pk, number, None, False),
            start=f'<article class="comment comment--gone" id="c{number}" data-number="{number}"'
            f' aria-labelledby="c{number}-by"><span class="monogram" aria-hidden="true"></span>'
            + BODY_START,
            body=f'<h{level} class="comment__gone" id="c{number}-by">{label}</h{level}>',
        )

    def _name(self, row: Row) -> str:
        name = escape(row.pen_name or row.username or row.guest_name)
        return name or self.labels["deleted-account"]

    def _head(self, row: Row, name: str, url: str) -> str:
        level = _heading_level(row)
        html = f'<span class="name" dir="auto">{name}</span>'
        badge = ""
        if row.pen_slug:
            author_url = escape(reverse("author", args=[row.pen_slug]))
            html = f'<a class="name" href="{author_url}" dir="auto">{name}</a>'
            role = self.roles.get(row.role or Role.AUTHOR, self.roles[Role.AUTHOR])
            badge = f'<span class="badge badge--author">{role}</span>'
        elif row.guest_name:
            # A guest may enter any name: the label keeps them from passing for a member.
            badge = f'<span class="badge badge--plain">{self.labels["guest"]}</span>'
        return (
            f'<header class="comment__head"><h{level} id="c{row.number}-by">{html}</h{level}>'
            f'{badge}<span class="facts"><span><a class="permalink" href="{url}">'
            f"{self._time(row.posted_at)}</a></span>{self._facts(row)}</span>"
        )

    def _facts(self, row: Row) -> str:
        facts = f"<span>{self.labels['edited']}</span>" if row.edited_at else ""
        if row.is_pinned:
            facts += f"<span>{self.labels['pinned']}</span>"
        # A reply to the first comment of a thread is below it; others say whom they answer.
        if row.parent is not None and row.parent != row.thread:
            name = self.names.get(row.parent, f"{row.parent}")
            label = self.labels["reply-to"] % {"name": name}
            facts += f'<span><a class="reply-to" href="#c{row.parent}">{label}</a></span>'
        return facts

    def _time(self, at: datetime) -> str:
        local = timezone.localtime(at)
        iso = local.isoformat(timespec="seconds")
        return f'<time datetime="{iso}" data-age>{self.date_html(local.date())}</time>'

    def _date_html(self, date: datetime) -> str:
        return escape(date_format(date, "SHORT_DATE_FORMAT"))

    def _quote(self, row: Row) -> str:
        """Returns the words that the comment quotes, as a link to their paragraph if it has one."""
        quote = self.labels["hidden-quote"] if row.quote_is_hidden else escape(row.quote)
        words = f'<q dir="auto">{quote}</q>' if quote else ""
        folded = ""
        if row.quote_is_folded and quote and not row.quote_is_hidden:
            summary = f"<summary>{self.labels['folded-quote']}</summary>"
            folded = f'<details class="comment__quote">{summary}{words}</details>'
            words = ""
        if row.paragraph is not None and not row.ordinal:
            return self._paragraph_link(row.paragraph, words) + folded
        return self._quoted(words) + folded

    def _paragraph_link(self, paragraph: int, words: str) -> str:
        label = self.labels["paragraph"]
        if words:
            words = f'<span class="visually-hidden">{label}: </span>{words}'
        return (
            f'<a class="comment__quote" href="{self.url}on/{paragraph}/{self.consent}">'
            f"{self.icons['quote']}{words or label}</a>"
        )

    def _quoted(self, words: str) -> str:
        return f'<p class="comment__quote">{self.icons["quote"]}{words}</p>' if words else ""

    def _links(self, row: Row, name: str, url: str) -> str:
        more = (
            f'<a class="act" data-more href="{url}" rel="nofollow">{self.icons["more"]}'
            f'<span class="visually-hidden">{self.labels["more"] % {"name": name}}</span></a>'
        )
        if self.is_closed or row.closed_at:
            return more
        to_name = self.labels["reply-name"] % {"name": name}
        return (
            f'<a class="act" data-reply rel="nofollow"'
            f' href="{self.url}write/?reply_to={row.number}{self.consent_parameter}">'
            f"{self.icons['reply']}{self.labels['reply']}"
            f'<span class="visually-hidden"> {to_name}</span></a>{more}'
        )


def likes_html(count: int) -> str:
    """Returns the number of likes, "" for none."""
    return f'<span class="act act--count">{like_count_html(count)}</span>' if count else ""


def like_count_html(count: int) -> str:
    """Returns a heart with the number of likes beside it, whose unit is for screen readers."""
    if not count:
        return icon("heart")
    unit = escape(ngettext("like", "likes", count))
    return f'{icon("heart")}{count}<span class="visually-hidden"> {unit}</span>'


def _heading_level(row: Row) -> int:
    """Threads are below the heading of the list, replies below their thread."""
    return 4 if row.ordinal else 3


def _initial(row: Row, name: str) -> str:
    text = row.pen_name or row.username or row.guest_name or name
    return escape(next((letter for letter in text if letter.isalnum()), text[:1]))
