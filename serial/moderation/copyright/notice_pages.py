"""The form for copyright notices, for everybody, and the state of a notice for its sender."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts.client_ip import client_ip
from serial.after_response import run_after_response
from serial.moderation.copyright.emails.mailing import send_receipt, tell_operator
from serial.moderation.copyright.forms.notice_form import NoticeForm, initial_values
from serial.moderation.copyright.links import notice_with_token, state_path
from serial.web.crawlers import add_directive
from serial.web.public_forms.rendering import render_public_form


# As the contact form: serial/reading/contact_page.py.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def report_copyright(request: HttpRequest) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = NoticeForm(
        data,
        visitor=request.user,
        ip=client_ip(request),
        initial=initial_values(request),
    )
    if form.is_valid():
        stored = form.save(request)
        if stored is not None:
            notice, is_new = stored
            if is_new:
                run_after_response(request, partial(send_receipt, notice))
                run_after_response(request, partial(tell_operator, notice))
            return redirect(state_path(notice))
    return render_public_form(request, "moderation/copyright/notice.html", form)


@require_safe
def show_copyright_state(request: HttpRequest, token: str) -> HttpResponse:
    notice = notice_with_token(token)
    if notice is None:
        raise Http404
    context = {
        "notice": notice,
        "targets": notice.targets.all(),
        "decisions": notice.decisions.all(),
        "counter_notice": getattr(notice, "counter_notice", None),
    }
    response = render(request, "moderation/copyright/state.html", context)
    patch_cache_control(response, private=True, no_store=True)
    # The URL is the key to the page.
    response.headers["Referrer-Policy"] = "no-referrer"
    add_directive(response, "noindex")
    return response
