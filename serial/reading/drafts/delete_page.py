"""The holder of a draft link deletes a comment that was written with it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from serial.chapters.models import Chapter, DraftLink
from serial.comments.draft_comments.managing import delete_own
from serial.comments.draft_comments.rows import load_rows
from serial.reading.drafts.draft_page import draft_response, make_private


# As in write_page.py: the signed token in the URL is the right to delete.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def delete_draft_comment(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    links = DraftLink.objects.with_signed_token(token)
    link = links.active().first()
    drafts = Chapter.objects.for_draft_links(links).select_related("story")
    chapter = drafts.first()
    if link is None or chapter is None:
        return draft_response(request, token)
    comment = get_object_or_404(link.comments.filter(user=None), pk=pk)
    if request.method == "POST":
        delete_own(comment.pk, link)
        return make_private(redirect(f"{link.get_absolute_url()}#draft-comments"))
    context = {
        "link": link,
        "chapter": chapter,
        "story": chapter.story,
        "comment": load_rows(chapter, [comment])[0],
        "draft_url": link.get_absolute_url(),
    }
    return make_private(render(request, "reading/draft_comments/delete.html", context))
