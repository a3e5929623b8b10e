from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from serial.comments.models.comment import BODY_MAX_LENGTH
from serial.comments.rendering import preview_comment_html


@require_POST
def preview_comment(request: HttpRequest) -> HttpResponse:
    """Returns the HTML of an unsaved comment, cut to the longest that may be posted."""
    return HttpResponse(preview_comment_html(request.POST.get("text", "")[:BODY_MAX_LENGTH]))
