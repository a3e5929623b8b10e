from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from serial.comments.rendering import comment_options, preview_comment_html
from serial.web.markup_limit import too_much_markup


def comment_preview(body: str) -> SafeString:
    """Returns the HTML of an unsaved comment, and a note if its formatting is not shown."""
    context = {
        "too_much_markup": too_much_markup(body, comment_options([])),
        "body_html": SafeString(preview_comment_html(body)),
    }
    return render_to_string("reading/comments/_preview.html", context)
