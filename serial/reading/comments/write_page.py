"""Writing a comment. Every response to a refused comment has its text and says what to do."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods

from accounts.client_ip import client_ip
from serial.comments.models import Comment
from serial.comments.posting_form import KEY_PURPOSE
from serial.moderation.raids.notice import raid_notice
from serial.params import parse_id
from serial.reading.age_gate import consent_query, needs_consent, show_age_gate
from serial.reading.comments.comment_form import CommentForm
from serial.reading.comments.context import CommentsContext, get_comments_context
from serial.reading.comments.paragraphs import get_paragraph
from serial.reading.comments.slug_redirects import redirect_changed_slug
from serial.reading.comments.tokens import comment_url, redirect_to_own_page
from serial.web.middleware.gone import Gone
from serial.web.policy_acceptance import acceptance_required
from serial.web.public_forms.form_key import new_form_key
from serial.web.submitted_fields import submitted_fields

# The form cuts a quote to its real limit; this keeps a URL from filling the page.
MAX_QUOTE_IN_URL = 1_000


@require_http_methods(["GET", "HEAD", "POST"])
@acceptance_required
@redirect_changed_slug
def write_comment(request: HttpRequest, story_slug: str, chapter_slug: str) -> HttpResponse:
    try:
        comments = get_comments_context(request, story_slug, chapter_slug)
    except (Gone, Http404):
        if request.method != "POST":
            raise
        return _return_text(request)
    if request.method != "POST" and needs_consent(request, comments.story):
        # The form would show a paragraph of the story, or the comment it replies to.
        return show_age_gate(request, comments.story)

    data = request.POST if request.method == "POST" else None
    form = CommentForm(data, comments=comments, initial=_initial_values(request))
    if form.is_valid() and not form.is_preview:
        comment = form.save(client_ip(request))
        if comment is not None:
            return _redirect_to_comment(request, comments, comment)
    return _render_form(request, comments, form)


def _return_text(request: HttpRequest) -> HttpResponse:
    """Shows the submitted text again: the chapter was removed while it was written."""
    context = {"submitted": submitted_fields(request)}
    return render(request, "reading/comments/chapter_gone.html", context, status=HTTPStatus.GONE)


def _initial_values(request: HttpRequest) -> dict[str, object]:
    return {
        "form_key": new_form_key(KEY_PURPOSE),
        "reply_to": request.GET.get("reply_to"),
        "paragraph": request.GET.get("paragraph"),
        "quote": request.GET.get("quote", "")[:MAX_QUOTE_IN_URL],
        "member": "1" if request.user.is_authenticated else "",
    }


def _redirect_to_comment(
    request: HttpRequest, comments: CommentsContext, comment: Comment
) -> HttpResponse:
    if comment.user_id is None:
        return redirect_to_own_page(request, comments, comment)
    url = comment_url(comments, comment.number, consent_query(request), is_own=False)
    response = redirect(f"{url}#c{comment.number}")
    patch_cache_control(response, private=True, no_store=True)
    return response


def _render_form(
    request: HttpRequest, comments: CommentsContext, form: CommentForm
) -> HttpResponse:
    preview = form.preview(request) if form.is_preview and form.is_valid() else ""
    context = comments.template_context(consent_query(request)) | {
        "form": form,
        "preview": preview,
        "parent": _readable_parent(request, comments, form["reply_to"].value()),
        "paragraph": get_paragraph(comments, form["paragraph"].value()),
        "quote": form["quote"].value() or "",
        "raid_notice": raid_notice(comments.chapter.pk),
    }
    response = render(request, "reading/comments/write.html", context, status=form.status)
    if form.retry_after is not None:
        response.headers["Retry-After"] = str(form.retry_after)
    # Not no-store: Firefox would forget what was typed when somebody comes back to the form.
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _readable_parent(
    request: HttpRequest, comments: CommentsContext, number: object
) -> Comment | None:
    """The comment to show above a reply's form; None if this visitor may not read it."""
    parsed = parse_id(str(number or ""))
    if parsed is None:
        return None
    readable = Comment.objects.readable_by(request.user).with_names()
    return readable.filter(chapter=comments.chapter, number=parsed).first()
