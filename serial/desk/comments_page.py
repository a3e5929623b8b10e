"""What readers say, at the author's desk: what waits for them first, then the rest."""

from dataclasses import dataclass
from typing import Any

from django.contrib.admin import AdminSite
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from serial.comments.models import Act, Comment
from serial.comments.undoing import can_be_undone
from serial.comments.writing_days import writing_since
from serial.desk.acts_in_words import words_of
from serial.desk.comment_acts import (
    act_on_comment,
    begin_writing,
    end_writing,
    undo_act,
)
from serial.desk.comment_deeds import Deed, deeds_for
from serial.desk.comments_asked import PER_PAGE, STATES, Asked
from serial.desk.finding import whole_number
from serial.desk.readers_say import (
    MOST_COUNTED,
    piles_for,
    read_piles,
    said_before,
    unanswered,
    with_piles,
)
from serial.stories.models import Story


@dataclass(frozen=True)
class ShownComment:
    comment: Comment
    is_waiting: bool
    deeds: list[Deed]


@dataclass(frozen=True)
class LastDeed:
    """What was just done, and where a button undoes it."""

    words: str
    undo_address: str


def comment_urls(site: AdminSite) -> list[URLPattern]:
    """The addresses of the desk at which an author deals with comments."""
    wrap = site.admin_view

    def show(request: Any) -> HttpResponse:
        return TemplateResponse(
            request, "desk/comments.html", site.each_context(request) | _context(request)
        )

    return [
        path("comments/", wrap(require_GET(show)), name="comments"),
        path("comments/<int:pk>/act/", wrap(require_POST(act_on_comment)), name="comment_act"),
        path("comments/acts/<int:pk>/undo/", wrap(require_POST(undo_act)), name="comment_undo"),
        path("comments/writing/", wrap(require_POST(begin_writing)), name="begin_writing"),
        path("comments/reading/", wrap(require_POST(end_writing)), name="end_writing"),
    ]


def _context(request: Any) -> dict[str, Any]:
    user: User = request.user
    asked, since = Asked.of(request), writing_since(user)
    piles = piles_for(user, asked.of_state(said_before(since)))
    mine = Story.objects.of(user).kept().only("title", "slug").order_by("title", "pk")
    stories = list(with_piles(mine, piles, asked.stop))
    chosen = [story for story in stories if asked.story in (None, story.pk)]
    comments = read_piles(chosen, piles, asked.start, asked.stop)
    prefetch_related_objects(comments[:PER_PAGE], "reasons")
    return {
        "title": gettext("Comments"),
        "rows": [_shown(comment, user) for comment in comments[:PER_PAGE]],
        "asked": asked,
        "stories": stories,
        "states": STATES.items(),
        "newer": asked.to_page(asked.page - 1) if asked.page > 1 else "",
        "older": asked.to_page(asked.page + 1) if len(comments) > PER_PAGE else "",
        "unanswered": unanswered(user, since).count(),
        "most_counted": MOST_COUNTED,
        "writing_since": since,
        "last_deed": _last_deed(request),
    }


def _shown(comment: Comment, user: User) -> ShownComment:
    return ShownComment(comment, comment.is_waiting_for(user), deeds_for(comment, user))


def _last_deed(request: Any) -> LastDeed | None:
    """As the address names it; whatever it names, only a button comes of it."""
    query = Asked.of(request).query()
    if done := whole_number(request.GET.get("done")):
        acts = Act.objects.filter(story__in=Story.objects.of(request.user), pk=done)
        act = acts.select_related("undone_by", "comment__writer", "comment__pen_name").first()
        if act and act.comment and can_be_undone(act):
            return LastDeed(words_of(act, {}), reverse("desk:comment_undo", args=[act.pk]) + query)
    if thanked := whole_number(request.GET.get("thanked")):
        comments = Comment.objects.kept().of_stories_of(request.user).with_names()
        comment = comments.filter(pk=thanked, likes__user=request.user).first()
        if comment:
            words = gettext("You thanked %(name)s.") % {"name": comment.shown_name()}
            return LastDeed(words, reverse("desk:comment_act", args=[comment.pk]) + query)
    return None
