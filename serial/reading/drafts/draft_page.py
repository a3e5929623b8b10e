"""The page that a draft link opens: a chapter before its release."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from serial.chapters.models import Chapter, DraftLink
from serial.reading.chapter_data import ChapterPageData, load_draft
from serial.reading.drafts.section import section_context
from serial.reading.responses import robots_directives, set_crawler_headers
from serial.stories.models import Story
from serial.web.crawlers import add_directive


@require_safe
def show_draft(request: HttpRequest, token: str) -> HttpResponse:
    return draft_response(request, token)


def draft_response(request: HttpRequest, token: str) -> HttpResponse:
    """The draft, or what became of it. Raises Http404."""
    links = DraftLink.objects.with_signed_token(token)
    link = get_object_or_404(links.filter(chapter__in=Chapter.objects.not_deleted()))
    if link.revoked_at is None:
        # Once the visitor can read the released chapter, its own URL is the one to bookmark.
        released = Chapter.objects.visible_to(request.user).released().select_related("story")
        chapter = released.filter(pk=link.chapter_id).first()
        if chapter:
            return make_private(redirect(chapter))
    data = load_draft(request.user, Chapter.objects.for_draft_links(links))
    if data is None:
        response = render(request, "reading/draft_gone.html", {"link": link}, status=410)
        return make_private(response)
    return make_private(_render_draft(request, data, link))


def _render_draft(request: HttpRequest, data: ChapterPageData, link: DraftLink) -> HttpResponse:
    story = data.chapter.story
    context = data.context() | section_context(request, link, data.chapter)
    context |= {
        "link": link,
        "robots": robots_directives(story, is_listed=False),
        "is_story_hidden": not Story.objects.visible_to(request.user).filter(pk=story.pk).exists(),
    }
    return set_crawler_headers(render(request, "reading/draft.html", context), story)


def make_private(response: HttpResponse) -> HttpResponse:
    """Keeps the page out of caches and search engines, and its URL out of Referer headers."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    add_directive(response, "noindex")
    return response
