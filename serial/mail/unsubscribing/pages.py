"""The page of an unsubscribe link. Mail programs send a POST to it (RFC 8058).

It needs no cookie, no CSRF token and no sign-in: having the link is enough.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from serial.mail.models import UnsubscribeToken
from serial.mail.unsubscribing.ending import choices_of, end_choice
from serial.mail.unsubscribing.scopes import Choice, scope_kind


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """POST ends it at once. GET only asks: programs that look for bad links open all links."""
    row = get_object_or_404(UnsubscribeToken.objects.select_related("user"), token=token)
    try:
        choices = choices_of(row)
    except LookupError as error:
        raise Http404 from error
    ended = None
    if request.method == "POST":
        ended = end_choice(row, request.POST.get("choice", ""))
        choices = choices_of(row)
    return render(request, "mail/unsubscribe.html", _context(row, choices, ended))


def _context(
    row: UnsubscribeToken, choices: list[Choice], ended: Choice | None
) -> dict[str, object]:
    remaining = [choice for choice in choices if ended is None or choice.name != ended.name]
    is_asked = ended is None and bool(remaining)
    return {
        "ended": ended,
        "first": remaining[0] if is_asked else None,
        "others": remaining[1:] if is_asked else remaining,
        "settings_url": scope_kind(row).settings_url if row.user_id else "",
    }
