from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_GET

from serial.comments.posting_form import KEY_PURPOSE
from serial.moderation.raids.notice import raid_notice
from serial.params import parse_id
from serial.web.public_forms.form_key import new_form_key


@require_GET
def issue_form_token(request: HttpRequest) -> JsonResponse:
    """What a form on a shared page lacks; fetched when the form is first focused.

    With `?chapter`, also what limits comments there now.
    """
    chapter = parse_id(request.GET.get("chapter"))
    response = JsonResponse(
        {
            "csrf": get_token(request),
            "form_key": new_form_key(KEY_PURPOSE),
            "member": "1" if request.user.is_authenticated else "",
            "notice": raid_notice(chapter) if chapter else "",
        }
    )
    patch_cache_control(response, private=True, no_store=True)
    return response
