"""A chapter before its release, for whoever has a link to it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from serial.chapters.models import Chapter, DraftLink
from serial.reading.chapter_reading import ChapterOnPage, read_draft
from serial.reading.responses import robots_words, say_to_crawlers
from serial.stories.models import Story


@require_safe
def show_draft(request: HttpRequest, token: str) -> HttpResponse:
    links = DraftLink.objects.with_address(token)
    link = get_object_or_404(links.filter(chapter__in=Chapter.objects.kept()))
    if link.withdrawn_at is None:
        # By now it may be there for all; its own address is then the one to keep.
        released = Chapter.objects.visible_to(request.user).released().select_related("story")
        chapter = released.filter(pk=link.chapter_id).first()
        if chapter:
            return keep_private(redirect(chapter))
    shown = read_draft(request.user, Chapter.objects.shown_by(links))
    if shown is None:
        gone = render(request, "reading/draft_gone.html", {"link": link}, status=410)
        return keep_private(gone)
    return keep_private(show_lent(request, shown, link))


def show_lent(request: HttpRequest, shown: ChapterOnPage, link: DraftLink) -> HttpResponse:
    story = shown.chapter.story
    context = shown.context() | {
        "link": link,
        "robots": join_words(robots_words(story), "noindex"),
        "story_is_open": Story.objects.visible_to(request.user).filter(pk=story.pk).exists(),
    }
    return say_to_crawlers(render(request, "reading/draft.html", context), story)


def keep_private(response: HttpResponse) -> HttpResponse:
    """Keeps the page out of caches and indexes, and its address from the sites it links to."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    said = response.headers.get("X-Robots-Tag", "")
    response.headers["X-Robots-Tag"] = join_words(said, "noindex")
    return response


def join_words(words: str, another: str) -> str:
    """The words for crawlers and another, once."""
    kept = [word for word in words.split(", ") if word and word != another]
    return ", ".join([*kept, another])
