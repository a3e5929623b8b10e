"""The author's inbox: the comments that await them, then all other comments on their stories."""

from dataclasses import dataclass

from django.contrib.admin import AdminSite
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import AuthenticatedRequest
from accounts.models import User
from serial.comments.actions import Action
from serial.comments.choices import State
from serial.comments.feedback_pause import feedback_paused_since
from serial.comments.models import Comment, CommentAction
from serial.comments.undoing import can_be_undone
from serial.comments.viewers import load_viewers
from serial.desk.comments.action_descriptions import describe_action
from serial.desk.comments.comment_actions import ACTION_HELP, INBOX_ACTIONS, fits_state
from serial.desk.comments.comment_filters import (
    OPEN,
    PER_PAGE,
    WORDS_MAX_LENGTH,
    CommentListQuery,
)
from serial.desk.comments.comment_inbox import (
    MAX_COUNTED,
    held_first,
    load_sections,
    posted_before,
    with_section_bounds,
)
from serial.desk.comments.comment_views import (
    act_on_comment,
    pause_feedback,
    resume_feedback,
    undo_comment_action,
)
from serial.desk.comments.draft_comment_rows import unresolved_draft_comments
from serial.desk.comments.inbox_sections import InboxSection, describe_posted, section_of
from serial.desk.comments.inbox_segments import count_comments, inbox_segments
from serial.desk.comments.reply_form import ReplyForm
from serial.desk.comments.reply_page import reply_to_comment
from serial.desk.comments.row_details import first_comments, last_author_replies
from serial.desk.models import SavedReply
from serial.moderation.acting import offered_actions
from serial.moderation.decisions.standing import standing_decisions
from serial.moderation.past_actions import explain_to_author
from serial.params import parse_id
from serial.stories.models import Story


@dataclass(frozen=True)
class InboxRow:
    """reason: why a moderator of the site approved, held, rejected or hid it; empty otherwise.

    last_reply: the latest of the authors to it. is_first: of this member on the story.
    needs_approval: it is held, and this author may approve it. posted: how the row names the time
    beside its section.
    """

    comment: Comment
    section: InboxSection
    posted: str
    awaits_reply: bool
    actions: list[Action]
    reply_form: ReplyForm | None
    reason: str
    last_reply: Comment | None
    is_first: bool
    needs_approval: bool


@dataclass(frozen=True)
class LastAction:
    """The action that was just done, and the URL that undoes it."""

    description: str
    undo_url: str
    undo_action: str = "unlike"


def comment_urls(site: AdminSite) -> list[URLPattern]:
    """The desk's URLs of the inbox and of its buttons."""
    wrap = site.admin_view

    def show_inbox(request: AuthenticatedRequest) -> HttpResponse:
        context = site.each_context(request) | _inbox_context(request)
        return TemplateResponse(request, "desk/comments.html", context)

    def reply(request: AuthenticatedRequest, pk: int) -> HttpResponse:
        return reply_to_comment(request, site, pk)

    return [
        path("comments/", wrap(require_GET(show_inbox)), name="comments"),
        path(
            "comments/<int:pk>/action/", wrap(require_POST(act_on_comment)), name="comment_action"
        ),
        path(
            "comments/actions/<int:pk>/undo/",
            wrap(require_POST(undo_comment_action)),
            name="comment_undo",
        ),
        path(
            "comments/<int:pk>/reply/",
            wrap(require_http_methods(["GET", "HEAD", "POST"])(reply)),
            name="comment_reply",
        ),
        path("comments/pause/", wrap(require_POST(pause_feedback)), name="pause_feedback"),
        path("comments/resume/", wrap(require_POST(resume_feedback)), name="resume_feedback"),
    ]


def _inbox_context(request: AuthenticatedRequest) -> dict[str, object]:
    user = request.user
    query, paused_since = CommentListQuery.from_request(request), feedback_paused_since(user)
    comments = query.filter(posted_before(paused_since), user)
    sections = held_first(user, comments, only_awaiting=query.state == OPEN)
    own_stories = Story.objects.credited_to(user).not_deleted().only("title", "slug")
    stories = list(with_section_bounds(own_stories.order_by("title", "pk"), sections, query.stop))
    selected = [story for story in stories if query.story in (None, story.pk)]
    loaded = load_sections(selected, sections, query.start, query.stop)
    prefetch_related_objects(loaded[:PER_PAGE], "findings")
    has_next = len(loaded) > PER_PAGE
    counts = count_comments(user, query.story, paused_since)
    draft_comments = unresolved_draft_comments(user, query) if paused_since is None else []
    return {
        "title": gettext("Comments"),
        "draft_comments": draft_comments,
        "rows": _inbox_rows(loaded[:PER_PAGE], user),
        "query": query,
        "stories": stories,
        "segments": inbox_segments(query, counts),
        "words_max_length": WORDS_MAX_LENGTH,
        "previous_page": query.page_query_string(query.page - 1) if query.page > 1 else "",
        "next_page": query.page_query_string(query.page + 1) if has_next else "",
        "awaiting_reply_count": counts[OPEN],
        "max_counted": MAX_COUNTED,
        "feedback_paused_since": paused_since,
        "last_action": _last_action(request, query.query_string()),
        "posted_reply": _posted_reply(request),
        "action_help": ACTION_HELP,
        "saved_replies": SavedReply.objects.by(user),
    }


def _inbox_rows(comments: list[Comment], user: User) -> list[InboxRow]:
    viewers = load_viewers(comments, user)
    decisions = standing_decisions({comment.pk: comment.state for comment in comments})
    moderates_site = user.is_moderator()
    replies, first = last_author_replies(comments), first_comments(comments)
    rows = []
    for comment in comments:
        decision = decisions.get(comment.pk)
        viewer = viewers[comment.pk]
        actions = offered_actions(
            INBOX_ACTIONS, comment, viewer, user, decision, moderates_site=moderates_site
        )
        section = section_of(comment, user)
        is_held = comment.state == State.HELD
        needs_approval = is_held and any(action.name == "approve" for action in actions)
        rows.append(
            InboxRow(
                comment,
                section,
                describe_posted(comment.posted_at, section),
                comment.awaits_reply_from(user),
                [action for action in actions if fits_state(action.name, comment)],
                ReplyForm(comment) if comment.is_published() or needs_approval else None,
                explain_to_author(decision) if decision else "",
                replies.get(comment.pk),
                comment.pk in first,
                needs_approval,
            )
        )
    return rows


def _last_action(request: AuthenticatedRequest, query_string: str) -> LastAction | None:
    """The action or like that the query string names; None if it cannot be undone."""
    if action_pk := parse_id(request.GET.get("action")):
        stories = Story.objects.credited_to(request.user)
        actions = CommentAction.objects.filter(story__in=stories, pk=action_pk)
        action = actions.select_related("undone_by", "comment__user", "comment__pen_name").first()
        if action and action.comment and can_be_undone(action):
            url = reverse("desk:comment_undo", args=[action.pk])
            return LastAction(describe_action(action, {}), url + query_string)
    if comment_pk := parse_id(request.GET.get("done")):
        comments = Comment.objects.not_deleted().on_stories_of(request.user).with_names()
        if comment := comments.filter(pk=comment_pk, is_done=True).first():
            text = gettext("Done: the comment by %(name)s needs no reply.")
            url = reverse("desk:comment_action", args=[comment.pk])
            description = text % {"name": comment.display_name()}
            return LastAction(description, url + query_string, "not-done")
    if comment_pk := parse_id(request.GET.get("liked")):
        comments = Comment.objects.not_deleted().on_stories_of(request.user).with_names()
        comment = comments.filter(pk=comment_pk, likes__user=request.user).first()
        if comment:
            text = gettext("You liked the comment by %(name)s.")
            url = reverse("desk:comment_action", args=[comment.pk])
            return LastAction(text % {"name": comment.display_name()}, url + query_string)
    return None


def _posted_reply(request: AuthenticatedRequest) -> Comment | None:
    """The author's own reply that the query string names."""
    pk = parse_id(request.GET.get("replied"))
    own = Comment.objects.not_deleted().by(request.user).select_related("parent", "chapter__story")
    return own.filter(pk=pk, parent__isnull=False).first() if pk else None
