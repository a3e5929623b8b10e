"""The page on which the holder of a draft link comments on the draft, or on one paragraph of it.

Every response to a refused comment has its text, also if the link ended while it was typed.
"""

from collections import Counter
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.client_ip import client_ip
from serial.chapters.models import Chapter, DraftLink
from serial.comments.anchors import has_had_paragraph
from serial.comments.draft_comments.permissions import DraftClosed, open_draft
from serial.comments.draft_comments.rows import DraftCommentRow, load_rows
from serial.comments.form_fields import shorten_quote
from serial.comments.models import DraftComment
from serial.comments.models.draft_comment import manages_draft_comments
from serial.params import parse_id
from serial.reading.comments.paragraphs import ChapterParagraphs, CommentedParagraph
from serial.reading.drafts.comment_form import KEY_PURPOSE, DraftCommentForm
from serial.reading.drafts.draft_page import draft_response, make_private
from serial.reading.drafts.section import comments_url_of, latest_threads
from serial.web.public_forms.form_key import new_form_key
from serial.web.submitted_fields import SubmittedField


# A CSRF token would need a cookie, and this page sends no Referer or Origin. Another site cannot
# send the form: the right to comment is the signed token in the URL.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def write_draft_comment(request: HttpRequest, token: str) -> HttpResponse:
    link = DraftLink.objects.with_signed_token(token).first()
    try:
        if link is None:
            raise DraftClosed
        chapter = open_draft(link)
        return make_private(_write(request, link, chapter))
    except DraftClosed:
        if request.method == "POST":
            return _return_text(request, link)
        return draft_response(request, token)


def _write(request: HttpRequest, link: DraftLink, chapter: Chapter) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = DraftCommentForm(data, initial=_initial_values(request))
    paragraph = _get_paragraph(chapter, form["paragraph"].value())
    if data is None and paragraph and paragraph.block:
        form.initial["quote"] = shorten_quote(paragraph.block.text)
    if form.is_valid():
        comment = form.save(link, request.user, client_ip(request))
        if comment is not None:
            return redirect(_url_after(link, comment, paragraph))
    threads = load_rows(chapter, latest_threads(link))
    context = {
        "form": form,
        "link": link,
        "chapter": chapter,
        "story": chapter.story,
        "draft_url": link.get_absolute_url(),
        "comments_url": comments_url_of(link),
        "paragraph": paragraph,
        "parent": _find(threads, form["reply_to"].value()),
        "threads": [each for each in threads if paragraph and _is_at(each, paragraph)],
        "is_author": manages_draft_comments(chapter, request.user),
    }
    response = render(request, "reading/draft_comments/write.html", context, status=form.status)
    if form.retry_after is not None:
        response.headers["Retry-After"] = str(form.retry_after)
    return response


def _initial_values(request: HttpRequest) -> dict[str, object]:
    return {
        "form_key": new_form_key(KEY_PURPOSE),
        "reply_to": request.GET.get("reply_to"),
        "paragraph": request.GET.get("paragraph"),
    }


def _get_paragraph(chapter: Chapter, number: object) -> CommentedParagraph | None:
    """Takes an unvalidated number. Returns None if it names no paragraph of the chapter."""
    paragraph_id = parse_id(str(number or ""))
    if not paragraph_id or not has_had_paragraph(chapter, paragraph_id):
        return None
    return ChapterParagraphs(chapter.pk, Counter()).get(paragraph_id)


def _is_at(thread: DraftCommentRow, paragraph: CommentedParagraph) -> bool:
    here = paragraph.block.id if paragraph.block else 0
    return thread.anchor is not None and thread.anchor.paragraph_id == here


def _find(threads: list[DraftCommentRow], number: object) -> DraftCommentRow | None:
    pk = parse_id(str(number or ""))
    return next((thread for thread in threads if thread.pk == pk), None)


def _url_after(link: DraftLink, comment: DraftComment, paragraph: CommentedParagraph | None) -> str:
    """Back to where the reader was in the text, or to the comment in the list below it."""
    url = link.get_absolute_url()
    if paragraph and paragraph.block and comment.parent_id is None:
        return f"{url}?sent={comment.pk}#c{comment.chapter_id}-b{paragraph.block.id}"
    return f"{url}#comment-{comment.pk}"


def _return_text(request: HttpRequest, link: DraftLink | None) -> HttpResponse:
    """Shows the submitted text again: the link ended, or the chapter was released, meanwhile."""
    released = None
    if link is not None:
        visible = Chapter.objects.visible_to(request.user).released().select_related("story")
        released = visible.filter(pk=link.chapter_id).first()
    # Not submitted_fields(), which needs an Origin. This page offers nothing to send.
    typed = SubmittedField("text", request.POST.get("text", ""))
    context = {"submitted": [typed], "released": released}
    response = render(
        request, "reading/draft_comments/closed.html", context, status=HTTPStatus.GONE
    )
    return make_private(response)
