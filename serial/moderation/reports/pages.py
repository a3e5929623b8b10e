"""The form for reports, for everybody, and what came of a report, for who sent it."""

from functools import partial
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import AuthenticatedRequest
from serial.after_response import run_after_response
from serial.moderation.models import Report
from serial.moderation.reports.mailing import send_receipt
from serial.moderation.reports.pictures import find_picture_thing, pictures_of
from serial.moderation.reports.report_form import ReportForm
from serial.moderation.reports.things import Thing, find_thing
from serial.params import get_page, parse_id
from serial.stories.models import Story
from serial.web.crawlers import add_directive
from serial.web.public_forms.rendering import render_public_form

REPORTS_PER_PAGE = 20
ADDED = "added"


# As the contact form: serial/reading/contact_page.py.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def report_thing(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    return _show_form(request, find_thing(kind, pk, request.user))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def report_picture(request: HttpRequest, name: str) -> HttpResponse:
    """?chapter= is the id of the chapter that shows it, for pictures in texts."""
    chapter_pk = parse_id(request.GET.get("chapter"))
    return _show_form(request, find_picture_thing(name, chapter_pk, request.user))


def _show_form(request: HttpRequest, thing: Thing) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = ReportForm(data, thing=thing, visitor=request.user)
    if form.is_valid():
        if form.asks_for_copyright_notice():
            return redirect(_copyright_url(thing))
        stored = form.save(request)
        if stored is not None:
            report, is_added = stored
            if is_added and report.reporter_id is None:
                return _say_added(request, thing)
            if report.email and not is_added:
                run_after_response(request, partial(send_receipt, report))
            return redirect(f"{state_path(report)}{f'?{ADDED}=yes' if is_added else ''}")
    context = {
        "thing": thing,
        "reasons": form.reasons(),
        "pictures": _picture_urls(thing),
        "copyright_url": _copyright_url(thing) if thing.has_copyright_form else "",
    }
    response = render_public_form(request, "moderation/reports/report.html", form, **context)
    add_directive(response, "noindex")
    return response


def _say_added(request: HttpRequest, thing: Thing) -> HttpResponse:
    """To a guest: who sent the report may be another one on the same network, and its page is
    theirs.
    """
    response = render(request, "moderation/reports/added.html", {"thing": thing})
    patch_cache_control(response, private=True, no_store=True)
    add_directive(response, "noindex")
    return response


def state_path(report: Report) -> str:
    return reverse("report_state", args=[report.uid])


def _copyright_url(thing: Thing) -> str:
    return f"{reverse('report_copyright')}?{urlencode({'url': f'{settings.SITE_URL}{thing.url}'})}"


def _picture_urls(thing: Thing) -> list[str]:
    chapter = getattr(thing.subject, "chapter", None)
    query = f"?chapter={chapter.pk}" if chapter else ""
    return [f"{reverse('report_picture', args=[name])}{query}" for name in pictures_of(thing)]


@require_safe
def show_report_state(request: HttpRequest, uid: str) -> HttpResponse:
    report = get_object_or_404(Report.objects.select_related("judged_by", "item"), uid=uid)
    # People are not on a story: no story has the id 0.
    story_pk = report.item.on_story_id or 0
    story = Story.objects.visible_to(request.user).filter(pk=story_pk).first()
    # Of guests on one network, each may have written a part of it.
    is_by_one = report.reporter_id is not None or report.added_at is None
    context = {
        "report": report,
        "story": story,
        "words": report.words if is_by_one else "",
        "is_added": ADDED in request.GET,
    }
    response = render(request, "moderation/reports/state.html", context)
    patch_cache_control(response, private=True, no_store=True)
    # The URL is the key to the page.
    response.headers["Referrer-Policy"] = "no-referrer"
    add_directive(response, "noindex")
    return response


@login_required
def list_own_reports(request: AuthenticatedRequest) -> HttpResponse:
    story = Story.objects.visible_to(request.user).filter(pk=OuterRef("item__on_story"))
    reports = Report.objects.filter(reporter=request.user).select_related("item")
    reports = reports.annotate(story_title=Subquery(story.values("title")[:1]))
    page = get_page(request, reports.order_by("-received_at", "-pk"), REPORTS_PER_PAGE)
    return render(request, "moderation/reports/own_reports.html", {"page": page})
