from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from serial.comments.models.comment import BODY_MAX_LENGTH
from serial.reading.comments.preview import comment_preview
from serial.web.rate_limits import TooManyRequests


@require_POST
def preview_comment(request: HttpRequest) -> HttpResponse:
    """Returns the HTML of an unsaved comment, cut to the longest that may be posted."""
    text = request.POST.get("text", "")[:BODY_MAX_LENGTH]
    try:
        return HttpResponse(comment_preview(request, text))
    except TooManyRequests as error:
        message = error.message_for_preview()
        return error.refuse(HttpResponse(message, content_type="text/plain; charset=utf-8"))
