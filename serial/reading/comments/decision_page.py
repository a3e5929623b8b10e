"""Why a comment is not public, for who wrote it: guests read it here, members in the account."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from serial.moderation.models import Decision
from serial.moderation.statements.showing import show_statement
from serial.reading.age_gate import consent_query
from serial.reading.comments.comment_page import find_comment
from serial.reading.comments.context import get_comments_context
from serial.reading.comments.decisions import find_cause
from serial.reading.comments.slug_redirects import redirect_changed_slug
from serial.reading.comments.tokens import comment_url, read_owner_token


@require_http_methods(["GET", "HEAD", "POST"])
@redirect_changed_slug
def show_comment_decision(
    request: HttpRequest, story_slug: str, chapter_slug: str, number: int
) -> HttpResponse:
    """Raises Http404 for all others, and if there is nothing to explain."""
    comments = get_comments_context(request, story_slug, chapter_slug)
    comment = find_comment(comments, number)
    owner_token = read_owner_token(request, comments.chapter, number)
    cause = find_cause(comment) if comment.is_by(request.user, owner_token) else None
    if cause is None:
        raise Http404
    if request.user.is_authenticated:
        is_decision = isinstance(cause, Decision)
        return redirect("own_decision" if is_decision else "own_act", cause.pk)
    back_url = comment_url(comments, number, consent_query(request), is_own=True)
    return show_statement(request, cause, owner_token=owner_token, back_url=back_url)
