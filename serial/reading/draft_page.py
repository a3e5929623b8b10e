"""A chapter before its release, for whoever has a link to it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from serial.chapters.models import Chapter, DraftLink
from serial.reading.chapter_data import ChapterPageData, load_draft
from serial.reading.responses import robots_directives, set_crawler_headers
from serial.stories.models import Story


@require_safe
def show_draft(request: HttpRequest, token: str) -> HttpResponse:
    links = DraftLink.objects.with_signed_token(token)
    link = get_object_or_404(links.filter(chapter__in=Chapter.objects.not_deleted()))
    if link.revoked_at is None:
        # By now it may be there for all; its own address is then the one to keep.
        released = Chapter.objects.visible_to(request.user).released().select_related("story")
        chapter = released.filter(pk=link.chapter_id).first()
        if chapter:
            return make_private(redirect(chapter))
    shown = load_draft(request.user, Chapter.objects.for_draft_links(links))
    if shown is None:
        gone = render(request, "reading/draft_gone.html", {"link": link}, status=410)
        return make_private(gone)
    return make_private(show_draft_chapter(request, shown, link))


def show_draft_chapter(
    request: HttpRequest, shown: ChapterPageData, link: DraftLink
) -> HttpResponse:
    story = shown.chapter.story
    context = shown.context() | {
        "link": link,
        "robots": add_directive(robots_directives(story), "noindex"),
        "story_is_open": Story.objects.visible_to(request.user).filter(pk=story.pk).exists(),
    }
    return set_crawler_headers(render(request, "reading/draft.html", context), story)


def make_private(response: HttpResponse) -> HttpResponse:
    """Keeps the page out of caches and indexes, and its address from the sites it links to."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    said = response.headers.get("X-Robots-Tag", "")
    response.headers["X-Robots-Tag"] = add_directive(said, "noindex")
    return response


def add_directive(words: str, another: str) -> str:
    """The words for crawlers and another, once."""
    kept = [word for word in words.split(", ") if word and word != another]
    return ", ".join([*kept, another])
