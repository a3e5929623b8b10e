"""Renders the queue: the whole page, or only what changes when another item comes into focus."""

import time
from dataclasses import dataclass, replace
from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from accounts.http import AuthenticatedRequest
from serial.moderation.queue.actions import actions_for
from serial.moderation.queue.clashes import Clashed
from serial.moderation.queue.finding_labels import finding_label
from serial.moderation.queue.focus.changes import Edit
from serial.moderation.queue.focus.item import Focus, load_focus
from serial.moderation.queue.focus.loading import load_belongings
from serial.moderation.queue.frame import frame_of
from serial.moderation.queue.outcome import Outcome
from serial.moderation.queue.own_day import summary_of_day
from serial.moderation.queue.panels import open_panel, panels_of
from serial.moderation.queue.query import AGES, QueueQuery
from serial.moderation.queue.rows import Rows, load_rows
from serial.moderation.queue.ruling_form import SANCTION_DAYS, SANCTIONS, TypedRuling
from serial.moderation.queue.tabs import WAITING_TABS
from serial.moderation.review.claims import claim_only
from serial.stories.choices import Rating, Warning
from serial.web.ip_hash import IP_HASH_PERIOD

FRAGMENT_HEADER = "X-Fragment"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What is shown beside the item.

    panel: the action whose form is open. typed: what was sent and not saved. problem: why not.
    """

    outcome: Outcome | None = None
    panel: str = ""
    typed: TypedRuling | None = None
    problem: str = ""
    clash: Clashed | None = None
    status: HTTPStatus = HTTPStatus.OK


def is_fragment(request: AuthenticatedRequest) -> bool:
    """Whether a script asks for what changes with the item, which it puts into the page."""
    return request.headers.get(FRAGMENT_HEADER) == "item" or _is_ahead(request)


def _is_ahead(request: AuthenticatedRequest) -> bool:
    """Whether it asks for the item that comes next, before the moderator opens it."""
    return request.headers.get(FRAGMENT_HEADER) == "ahead"


def is_rows_fragment(request: AuthenticatedRequest) -> bool:
    """Whether a script is at the end of the list, and asks for the rows that are there now."""
    return request.headers.get(FRAGMENT_HEADER) == "rows"


def render_rows(request: AuthenticatedRequest, query: QueueQuery) -> HttpResponse:
    """The list alone. Claims nothing."""
    rows = load_rows(query, request.user)
    context = {"query": query, "rows": rows, "count_query": _count_query(query)}
    response = render(request, "moderation/queue/_rows.html", context)
    patch_vary_headers(response, [FRAGMENT_HEADER])
    return response


def render_queue(
    request: AuthenticatedRequest, query: QueueQuery, pk: int | None, shown: Shown
) -> HttpResponse:
    """Shows an item, or the first that no colleague has open, and claims it unless it is ahead."""
    rows = Rows([], False) if is_fragment(request) and pk else load_rows(query, request.user)
    first = rows.first_free()
    shown_pk = pk or (first.pk if first else None)
    focus = None
    if shown_pk is not None and not _is_ahead(request):
        claim_only(shown_pk, request.user)
    belongings = load_belongings(request.user, shown_pk or 0)
    if shown_pk is not None:
        focus = load_focus(shown_pk, request.user, belongings)
        if focus is None:
            raise Http404
    context = _context(request, query, rows, focus, shown) | {"frame": frame_of(belongings)}
    template = "_parts.html" if is_fragment(request) else "queue.html"
    response = render(request, f"moderation/queue/{template}", context, status=shown.status)
    # Going back must not show a fragment as a page.
    patch_vary_headers(response, [FRAGMENT_HEADER])
    return response


def _context(
    request: AuthenticatedRequest, query: QueueQuery, rows: Rows, focus: Focus | None, shown: Shown
) -> dict[str, object]:
    before, after = rows.around(focus.item.pk if focus else 0)
    is_decidable = focus is not None and not focus.is_for_colleague
    actions = actions_for(focus, query) if focus and is_decidable else None
    panel_form = open_panel(shown.panel, actions) if actions else None
    if shown.problem and panel_form is None:
        # Of an action without a form.
        shown = replace(shown, outcome=Outcome(shown.problem, is_problem=True))
    return {
        "section": query.tab,
        "query": query,
        "shows_decisions": query.tab not in WAITING_TABS,
        "rows": rows,
        "before": before,
        "after": after,
        "finding_choices": _finding_choices(rows, query),
        "focus": focus,
        "actions": actions,
        "panels": panels_of(actions) if actions else [],
        "ages": AGES,
        "sanctions": SANCTIONS,
        "sanction_days": SANCTION_DAYS,
        "guest_days": IP_HASH_PERIOD.days,
        "ratings": Rating.choices,
        "warnings": Warning.choices,
        "shown": shown,
        "panel_form": panel_form,
        "new_edits": _edits_since(shown.clash, focus),
        "count_query": _count_query(query),
        "day": "" if focus else summary_of_day(request.user),
    }


def _count_query(query: QueueQuery) -> str:
    """For the live count, which says what is new since now."""
    return query.encode(since=int(time.time() * 1_000))


def _finding_choices(rows: Rows, query: QueueQuery) -> list[tuple[str, str]]:
    """The findings in this list, and the chosen one."""
    codes = {code for row in rows.rows for code in row.codes} | ({query.finding} - {""})
    return sorted(((code, finding_label(code)) for code in codes), key=lambda pair: pair[1])


def _edits_since(clash: Clashed | None, focus: Focus | None) -> list[Edit]:
    """What changed in the text after the moderator saw it."""
    if clash is None or focus is None or clash.typed.revision is None:
        return []
    # The first text has the number 1 and the revision 0.
    return [edit for edit in focus.edits if edit.number > clash.typed.revision + 1]
