from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from accounts.client_ip import client_ip
from accounts.models import User
from serial.comments.rate_limits import count_preview
from serial.comments.rendering import comment_options, preview_comment_html
from serial.web.markup_limit import too_much_markup


def comment_preview(request: HttpRequest, body: str) -> SafeString:
    """Returns the HTML of an unsaved comment, and a note if its formatting is not shown.

    Raises TooManyRequests if this visitor has asked for too many previews.
    """
    user = request.user if isinstance(request.user, User) else None
    count_preview(user, client_ip(request))
    context = {
        "too_much_markup": too_much_markup(body, comment_options([])),
        "body_html": SafeString(preview_comment_html(body)),
    }
    return render_to_string("reading/comments/_preview.html", context)
