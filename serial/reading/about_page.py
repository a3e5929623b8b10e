from typing import NamedTuple

from django.conf import settings
from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString

from serial.chapters.totals import refresh_due_totals
from serial.markup.options import Options
from serial.markup.rendering import render
from serial.reading.responses import render_page
from serial.stories.models import Credit, Story
from serial.web.contact_points import contact_points
from serial.web.crawlers import REQUEST_NOTE, ai_policy, search_policy


class Figures(NamedTuple):
    """How much this visitor can find in the lists."""

    stories: int
    chapters: int
    authors: int


def show_about(request: HttpRequest) -> HttpResponse:
    """Shows the operator's description of the site (Markdown) and how to contact them."""
    refresh_due_totals()
    figures, points = _count(request), contact_points()
    context = {
        "about_html": _render_about,
        "contact_points": points,
        "who_may_write": settings.WHO_MAY_WRITE,
        "figures": figures,
        "crawler_policies": (search_policy(), ai_policy(), REQUEST_NOTE),
    }
    values = (
        *(settings.SITE_ABOUT, points, settings.WHO_MAY_WRITE, figures),
        *(settings.SEARCH_ENGINES, settings.AI_CRAWLERS),
    )
    return render_page(request, "reading/about.html", context, values)


def _count(request: HttpRequest) -> Figures:
    listed = Story.objects.listed_for(request.user)
    totals = listed.aggregate(stories=Count("pk"), chapters=Sum("chapter_count"))
    credits = Credit.objects.filter(story__in=listed.values("pk")).visible()
    authors = credits.aggregate(authors=Count("pen_name", distinct=True))["authors"]
    return Figures(totals["stories"], totals["chapters"] or 0, authors)


def _render_about() -> SafeString:
    return SafeString(render(settings.SITE_ABOUT, Options(id_prefix="about")).html)
