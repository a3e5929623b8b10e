"""The editor's endpoint that converts HTML of the clipboard to Markdown."""

from dataclasses import asdict

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import AuthenticatedRequest
from serial.desk.editor.conversion_warnings import describe_conversion
from serial.desk.editor.markdownx_views import for_authors
from serial.desk.editor.preview_limits import CONVERSIONS, count_text
from serial.markup.converting.conversion import convert, is_too_long
from serial.web.rate_limits import TooManyRequests


def _error(message: str, status: int) -> HttpResponse:
    return JsonResponse({"error": message}, status=status)


@require_POST
@for_authors(_error)
def convert_html(request: AuthenticatedRequest) -> HttpResponse:
    """Takes the field "html"; responds with JSON: "markdown", "report" and "warnings".

    If it is refused, "error" is the message for the author.
    """
    html = request.POST.get("html")
    if html is None:
        return _error(_("There is no text to convert."), 400)
    if is_too_long(html):
        return _error(_("This text is too long to keep its formatting. Paste it in parts."), 413)
    try:
        count_text(CONVERSIONS, request.user, len(html))
    except TooManyRequests as error:
        message = _("You have pasted a lot of text in a short time. Try again in a minute.")
        return error.refuse(_error(message, 429))
    conversion = convert(html, settings.MEDIA_URL)
    report = conversion.report
    return JsonResponse(
        {
            "markdown": conversion.markdown,
            "report": asdict(report),
            "warnings": list(describe_conversion(report)),
        }
    )
