"""The page on which an author sees what was taken down, and objects to it."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.http import AuthenticatedRequest
from serial.after_response import run_after_response
from serial.moderation.copyright.choices import DOWN_STATES
from serial.moderation.copyright.deadlines import PUT_BACK_FROM_DAYS, PUT_BACK_UNTIL_DAYS
from serial.moderation.copyright.emails.mailing import send, tell_operator
from serial.moderation.copyright.emails.recipients import sender_of
from serial.moderation.copyright.forms.counter_form import CounterNoticeForm
from serial.moderation.copyright.models import CopyrightNotice, CounterNotice
from serial.web.public_forms.rendering import render_public_form


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def counter_notice(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    notice = _get_notice(request, reference)
    data = request.POST if request.method == "POST" else None
    form = CounterNoticeForm(data, initial={"email": request.user.email})
    if not notice.accepts_counter_notice_of(request.user):
        stored_before = getattr(notice, "counter_notice", None)
        if data is None or form.is_same_as(stored_before):
            return _show_state(request, notice)
        # A co-author, or the same author in another tab, was faster.
        form.refuse_as_late()
    elif form.is_valid():
        stored = form.save(request, notice)
        if stored is not None:
            run_after_response(request, partial(_tell, stored[0]))
            return redirect("copyright_counter", notice.reference)
    template = "moderation/copyright/counter.html"
    return render_public_form(request, template, form, **_context(notice))


def _get_notice(request: AuthenticatedRequest, reference: str) -> CopyrightNotice:
    """Returns a notice whose targets are down. Raises Http404 for all but the story's authors."""
    notices = CopyrightNotice.objects.select_related("story", "counter_notice")
    notice = get_object_or_404(notices, reference=reference, state__in=DOWN_STATES)
    if notice.story is None or not notice.story.is_authored_by(request.user):
        raise Http404
    return notice


def _context(notice: CopyrightNotice) -> dict[str, object]:
    return {
        "notice": notice,
        "targets": notice.targets.select_related("chapter__story"),
        "decision": notice.decisions.last(),
        "put_back_from": PUT_BACK_FROM_DAYS,
        "put_back_until": PUT_BACK_UNTIL_DAYS,
    }


def _show_state(request: HttpRequest, notice: CopyrightNotice) -> HttpResponse:
    context = _context(notice) | {"counter_notice": getattr(notice, "counter_notice", None)}
    response = render(request, "moderation/copyright/countered.html", context)
    patch_cache_control(response, private=True, no_store=True)
    return response


def _tell(counter: CounterNotice) -> None:
    """Sends the counter-notice to the sender of the notice (17 USC 512(g)(2)(B)), and a receipt."""
    notice = counter.notice
    subject = _("Counter-notice to your copyright notice %(reference)s")
    send(notice, sender_of(notice), subject, "counter_copy", counter=counter)
    subject = _("We received your counter-notice %(reference)s")
    send(notice, sender_of(counter), subject, "counter_received", counter=counter)
    tell_operator(notice)
