"""Appeals for moderators: the list, and one in focus that is answered in words."""

from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Page
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import AuthenticatedRequest
from accounts.models import User
from serial.comments.changes.base import ActionRefused
from serial.moderation.access import moderator_required
from serial.moderation.appealing import answer_appeal
from serial.moderation.appeals.answer_form import REVERSE, AnswerForm
from serial.moderation.appeals.focus import AppealRow, focus_on, row_of, with_causes
from serial.moderation.choices import AppealStatus
from serial.moderation.models import Appeal
from serial.moderation.review.claims import CLAIM_PERIOD
from serial.params import get_page

APPEALS_PER_PAGE = 30
ANSWERED = "answered"


@require_safe
@moderator_required
def list_appeals(request: AuthenticatedRequest) -> HttpResponse:
    """The first that this moderator may answer is in focus."""
    page = _page(request)
    own_last = sorted(_rows(page, request.user), key=lambda row: bool(row.own))
    return _render(request, page, own_last[0].appeal if own_last else None, AnswerForm())


@require_http_methods(["GET", "HEAD", "POST"])
@moderator_required
def show_appeal(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    form = AnswerForm(request.POST if request.method == "POST" else None)
    error = ""
    if form.is_valid():
        values = form.cleaned_data
        try:
            reverse = values["verdict"] == REVERSE
            answer_appeal(pk, reverse=reverse, words=values["words"], by=request.user)
        except ActionRefused as refused:
            error = str(refused)
        else:
            messages.info(request, gettext("Answered. They read it in their account."))
            return redirect("moderation_appeals")
    # As it is now: its member may have withdrawn it, or a colleague may have answered meanwhile.
    appeal = with_causes(Appeal.objects.with_cause()).filter(pk=pk).first()
    if appeal is not None:
        return _render(request, _page(request), appeal, form, error)
    if request.method != "POST":
        raise Http404
    context = {"section": "appeals", "words": request.POST.get("words", "")}
    return render(request, "moderation/appeals/withdrawn.html", context, status=HTTPStatus.CONFLICT)


def _page(request: AuthenticatedRequest) -> Page[Appeal]:
    """Waiting ones, the oldest first; or the latest answers."""
    appeals = Appeal.objects.with_cause()
    waiting = appeals.waiting().order_by("made_at", "pk")
    answered = appeals.exclude(status=AppealStatus.WAITING).order_by("-answered_at", "-pk")
    shown = with_causes(answered if ANSWERED in request.GET else waiting)
    return get_page(request, shown, APPEALS_PER_PAGE)


def _rows(page: Page[Appeal], user: User) -> list[AppealRow]:
    return [row_of(appeal, user) for appeal in page]


def _render(
    request: AuthenticatedRequest,
    page: Page[Appeal],
    appeal: Appeal | None,
    form: AnswerForm,
    error: str = "",
) -> HttpResponse:
    focus = focus_on(appeal, request.user) if appeal else None
    if focus is not None and focus.is_answerable:
        _claim(focus.appeal, request.user)
    context = {
        "section": "appeals",
        "page": page,
        "rows": _rows(page, request.user),
        "focus": focus,
        "form": form,
        "error": error,
        "is_answered_list": ANSWERED in request.GET,
    }
    is_refused = bool(error or form.errors)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_refused else HTTPStatus.OK
    return render(request, "moderation/appeals/appeals.html", context, status=status)


def _claim(appeal: Appeal, by: User) -> None:
    """Others see who has it open. It keeps nobody from answering."""
    now = timezone.now()
    is_free = Q(claimed_until=None) | Q(claimed_until__lte=now) | Q(claimed_by=by)
    free = Appeal.objects.waiting().filter(is_free, pk=appeal.pk)
    if free.update(claimed_by=by, claimed_until=now + CLAIM_PERIOD):
        appeal.claimed_by, appeal.claimed_until = by, now + CLAIM_PERIOD
