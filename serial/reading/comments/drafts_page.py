"""The page of half-written comments. They are in the browser, so a script lists them.

It asks the site where they belong (static/js/reading/comments/drafts_page.js).
"""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.http import AuthenticatedRequest
from serial.chapters.models import Chapter
from serial.params import parse_id

# As many as a browser stores drafts (MAX_DRAFTS in static/js/reading/comments/draft_store.js).
MAX_PLACES = 40


@login_required
def show_drafts(request: AuthenticatedRequest) -> HttpResponse:
    return render(request, "reading/comments/drafts.html")


@login_required
def describe_draft_places(request: AuthenticatedRequest) -> HttpResponse:
    """Returns {chapter's key: {story, chapter, url}} of those that the member can read.

    url: of the form for a comment on the chapter.
    """
    keys = [parse_id(text) for text in request.GET.getlist("chapter")[:MAX_PLACES]]
    chapters = Chapter.objects.visible_to(request.user).filter(pk__in=[k for k in keys if k])
    chapters = chapters.without_text().select_related("story")
    return JsonResponse({str(chapter.pk): _place(chapter) for chapter in chapters})


def _place(chapter: Chapter) -> dict[str, str]:
    return {
        "story": chapter.story.title,
        "chapter": chapter.label(),
        "url": reverse("write_comment", args=[chapter.story.slug, chapter.slug]),
    }
