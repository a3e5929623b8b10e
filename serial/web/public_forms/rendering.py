from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from serial.web.public_forms.public_form import PublicForm


def render_public_form(
    request: HttpRequest, template: str, form: PublicForm, **context: object
) -> HttpResponse:
    """Renders a page with a form: it has the form's own key, so no cache may share it."""
    response = render(request, template, {"form": form, **context}, status=form.status)
    if form.retry_after is not None:
        response.headers["Retry-After"] = str(form.retry_after)
    # Not no-store: Firefox would forget what was typed when somebody comes back to the form.
    patch_cache_control(response, private=True, no_cache=True)
    return response
