"""A member's notifications: new chapters of what they follow, and what happened to them."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import AuthenticatedRequest
from serial.chapters.totals import refresh_due_totals
from serial.library.models import Follow
from serial.notifications.kinds import CHAPTER
from serial.notifications.marking import mark_all_read, mark_read, mark_story_seen
from serial.notifications.models import Notification
from serial.params import get_page, parse_id
from serial.reading.notifications.chapter_groups import (
    ChapterGroup,
    chapter_groups,
    chapter_of,
)
from serial.reading.notifications.entries import Entry, make_entries, with_subjects
from serial.reading.notifications.filters import filter_links, filter_named, page_url

ROWS_PER_PAGE = 30
Item = Entry | ChapterGroup


@require_safe
@login_required
def list_notifications(request: AuthenticatedRequest) -> HttpResponse:
    """?show= is the name of a filter. Groups of chapters stand on the first page."""
    refresh_due_totals()
    user, chosen = request.user, filter_named(request.GET.get("show", ""))
    shown = Notification.objects.shown_to(user)
    rows = with_subjects(shown.of_kinds(chosen.kinds), user)
    page = get_page(request, rows.order_by("-created_at", "-pk"), ROWS_PER_PAGE)
    groups = chapter_groups(user)
    new_stories = sum(group.is_unread for group in groups)
    items: list[Item] = [*make_entries(page.object_list, user)]
    if page.number == 1 and CHAPTER in chosen.kinds:
        items += groups
    links = filter_links(chosen, shown.unread(), new_stories)
    context = {
        "page": page,
        "days": list(_by_day(items)),
        "filters": links,
        "chosen": chosen,
        "page_url": page_url(chosen),
        "unread": links[0].unread,
        # What comes after it is not on the page, and stays unread.
        "until": timezone.now(),
        "follows": Follow.objects.filter(user=user).exists(),
    }
    response = render(request, "reading/notifications/notifications.html", context)
    patch_cache_control(response, private=True, no_store=True)
    return response


def _by_day(items: list[Item]) -> Iterator[tuple[str, Sequence[Item]]]:
    """Yields the items of today, of yesterday and of all days before, latest first."""
    today = timezone.localdate()
    names = {today: _("Today"), today - timedelta(days=1): _("Yesterday")}

    def name_of(item: Item) -> str:
        day = timezone.localdate(item.created_at)
        return names.get(min(day, today), _("Earlier"))

    ordered = sorted(items, key=lambda item: item.created_at, reverse=True)
    for name, of_day in groupby(ordered, name_of):
        yield name, list(of_day)


@require_safe
@login_required
def open_notification(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Leads to what it is about, and marks it as read, with those that stand together with it."""
    rows = with_subjects(Notification.objects.shown_to(request.user), request.user)
    row = get_object_or_404(rows, pk=pk)
    (entry,) = make_entries([row], request.user)
    if _is_opened(request):
        mark_read(request.user, [pk, *_ids(request, "with")])
    return HttpResponseRedirect(entry.url)


@require_safe
@login_required
def open_chapter(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Leads to a new chapter, and marks it and those before it as seen."""
    chapter = chapter_of(request.user, pk)
    if chapter is None:
        raise Http404
    if _is_opened(request):
        mark_story_seen(request.user, chapter.story_id, chapter.last_announcement())
    return redirect(chapter)


@require_POST
@login_required
def mark_notifications(request: AuthenticatedRequest) -> HttpResponse:
    """Marks rows, the new chapters of a story, or everything that the page could show."""
    until = _moment(request.POST.get("until", ""))
    mark_read(request.user, _ids(request, "row"))
    story_pk = parse_id(request.POST.get("story"))
    if story_pk is not None:
        mark_story_seen(request.user, story_pk, until)
    if "all" in request.POST:
        mark_all_read(request.user, until)
    return redirect(page_url(filter_named(request.POST.get("show", ""))))


def _is_opened(request: HttpRequest) -> bool:
    """Not by a browser that fetches ahead what somebody may open."""
    return request.method == "GET" and "Sec-Purpose" not in request.headers


def _ids(request: HttpRequest, name: str) -> list[int]:
    values = request.POST if request.method == "POST" else request.GET
    ids = (parse_id(text) for text in values.getlist(name)[:ROWS_PER_PAGE])
    return [pk for pk in ids if pk is not None]


def _moment(text: str) -> datetime:
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    return moment if moment is not None and timezone.is_aware(moment) else timezone.now()
