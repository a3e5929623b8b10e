from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from serial.comments.models.comment import BODY_MAX_LENGTH
from serial.reading.comments.preview import comment_preview


@require_POST
def preview_comment(request: HttpRequest) -> HttpResponse:
    """Returns the HTML of an unsaved comment, cut to the longest that may be posted."""
    return HttpResponse(comment_preview(request.POST.get("text", "")[:BODY_MAX_LENGTH]))
