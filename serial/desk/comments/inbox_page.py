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
from serial.comments.feedback_pause import feedback_paused_since
from serial.comments.models import Comment, CommentAction
from serial.comments.undoing import can_be_undone
from serial.desk.comments.action_descriptions import describe_action
from serial.desk.comments.comment_actions import DeskAction, actions_for
from serial.desk.comments.comment_filters import PER_PAGE, STATE_LABELS, CommentListQuery
from serial.desk.comments.comment_inbox import (
    MAX_COUNTED,
    awaiting_reply,
    inbox_sections,
    load_sections,
    posted_before,
    with_section_bounds,
)
from serial.desk.comments.comment_views import (
    act_on_comment,
    begin_feedback_pause,
    end_feedback_pause,
    undo_comment_action,
)
from serial.desk.params import parse_int
from serial.stories.models import Story


@dataclass(frozen=True)
class InboxRow:
    comment: Comment
    is_waiting: bool
    deeds: list[DeskAction]


@dataclass(frozen=True)
class LastAction:
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
        path(
            "comments/acts/<int:pk>/undo/",
            wrap(require_POST(undo_comment_action)),
            name="comment_undo",
        ),
        path("comments/writing/", wrap(require_POST(begin_feedback_pause)), name="begin_writing"),
        path("comments/reading/", wrap(require_POST(end_feedback_pause)), name="end_writing"),
    ]


def _context(request: Any) -> dict[str, Any]:
    user: User = request.user
    asked, since = CommentListQuery.of(request), feedback_paused_since(user)
    piles = inbox_sections(user, asked.of_state(posted_before(since)))
    mine = (
        Story.objects.credited_to(user).not_deleted().only("title", "slug").order_by("title", "pk")
    )
    stories = list(with_section_bounds(mine, piles, asked.stop))
    chosen = [story for story in stories if asked.story in (None, story.pk)]
    comments = load_sections(chosen, piles, asked.start, asked.stop)
    prefetch_related_objects(comments[:PER_PAGE], "findings")
    return {
        "title": gettext("Comments"),
        "rows": [_inbox_row(comment, user) for comment in comments[:PER_PAGE]],
        "asked": asked,
        "stories": stories,
        "states": STATE_LABELS.items(),
        "newer": asked.to_page(asked.page - 1) if asked.page > 1 else "",
        "older": asked.to_page(asked.page + 1) if len(comments) > PER_PAGE else "",
        "awaiting_reply_count": awaiting_reply(user, since).count(),
        "max_counted": MAX_COUNTED,
        "feedback_paused_since": since,
        "last_deed": _last_action(request),
    }


def _inbox_row(comment: Comment, user: User) -> InboxRow:
    return InboxRow(comment, comment.awaits_reply_from(user), actions_for(comment, user))


def _last_action(request: Any) -> LastAction | None:
    """As the address names it; whatever it names, only a button comes of it."""
    query = CommentListQuery.of(request).query()
    if done := parse_int(request.GET.get("done")):
        acts = CommentAction.objects.filter(
            story__in=Story.objects.credited_to(request.user), pk=done
        )
        act = acts.select_related("undone_by", "comment__user", "comment__pen_name").first()
        if act and act.comment and can_be_undone(act):
            return LastAction(
                describe_action(act, {}), reverse("desk:comment_undo", args=[act.pk]) + query
            )
    if thanked := parse_int(request.GET.get("thanked")):
        comments = Comment.objects.not_deleted().on_stories_of(request.user).with_names()
        comment = comments.filter(pk=thanked, likes__user=request.user).first()
        if comment:
            words = gettext("You thanked %(name)s.") % {"name": comment.display_name()}
            return LastAction(words, reverse("desk:comment_act", args=[comment.pk]) + query)
    return None
