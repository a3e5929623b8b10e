from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString

from serial.markup.options import Options
from serial.markup.rendering import render
from serial.reading.responses import render_page
from serial.web.page_cache import fingerprint


def show_about(request: HttpRequest) -> HttpResponse:
    """What the operator says of the site, in Markdown, and how to reach them."""
    said = (settings.SITE_ABOUT, settings.SITE_CONTACT)
    context = {"about": _rendered, "contact": settings.SITE_CONTACT}
    return render_page(request, "reading/about.html", context, fingerprint(*said))


def _rendered() -> SafeString:
    return SafeString(render(settings.SITE_ABOUT, Options(id_prefix="about")).html)
