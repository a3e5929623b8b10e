from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from serial.comments.models.comment import BODY_MAX_LENGTH
from serial.comments.rendering import preview_comment_html


@require_POST
def preview_comment(request: HttpRequest) -> HttpResponse:
    """The HTML of a comment as it is typed; what is too long is shown as far as it may go."""
    return HttpResponse(preview_comment_html(request.POST.get("text", "")[:BODY_MAX_LENGTH]))
