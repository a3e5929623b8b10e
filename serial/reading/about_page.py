from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString

from serial.markup.options import Options
from serial.markup.rendering import render
from serial.reading.responses import render_page


def show_about(request: HttpRequest) -> HttpResponse:
    """Shows the operator's description of the site (Markdown) and how to contact them."""
    context = {"about_html": _render_about, "contact": settings.SITE_CONTACT}
    values = (settings.SITE_ABOUT, settings.SITE_CONTACT)
    return render_page(request, "reading/about.html", context, values)


def _render_about() -> SafeString:
    return SafeString(render(settings.SITE_ABOUT, Options(id_prefix="about")).html)
