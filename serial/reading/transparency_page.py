"""The public figures of moderation, for a quarter of a year."""

from django.http import Http404, HttpRequest, HttpResponse

from serial.moderation.figures.period import Period
from serial.moderation.figures.showing import load_period
from serial.reading.responses import render_page

TEMPLATE = "reading/transparency.html"


def show_transparency(request: HttpRequest) -> HttpResponse:
    """The latest period; if nothing was counted yet, a page that says so."""
    figures = load_period(None)
    return render_page(request, TEMPLATE, {"figures": figures}, (figures,))


def show_transparency_of(request: HttpRequest, year: int, quarter: int) -> HttpResponse:
    figures = load_period(Period(year, quarter))
    if figures is None:
        raise Http404
    return render_page(request, TEMPLATE, {"figures": figures}, (figures,))
