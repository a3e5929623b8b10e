"""The queue, a decision, the log and the figures among very many review items."""

import itertools
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from serial.moderation.choices import DecisionKind
from serial.moderation.deciding import Ruling, Seen, decide
from serial.moderation.figures.counting import count_month
from serial.moderation.log.csv_page import csv_lines
from serial.moderation.log.query import LogQuery
from serial.moderation.models import Decision, ReviewItem
from tests.bench.cpu_time import count_queries, measure_function, measure_functions
from tests.bench.figures import Measurement, Values
from tests.bench.moderated_site import ModeratedSite, make_moderated_site
from tests.bench.scale import Scale
from tests.conftest import client_of

CSV_LINES = 10_000
PAGES = {
    "queue, held": "/moderation/",
    "queue, reported": "/moderation/?tab=reported",
    "queue, decided": "/moderation/?tab=decided",
    "count of the queue": "/moderation/count/",
    "log": "/moderation/log/",
    "log, by authors": "/moderation/log/?by=authors",
    "log, a person's": "/moderation/log/?person=bench-member7",
    "log, a kind that is rare": "/moderation/log/?kind=warn",
    "figures of a quarter": "/transparency/",
}


def measurements(scale: Scale, folder: Path) -> Iterator[Measurement]:
    site = make_moderated_site(scale)
    client = client_of(site.moderator)
    for name, url in PAGES.items():
        yield name, partial(measure_page, scale, client, url)
    yield from measure_functions(scale, _functions(site, client))
    yield "figures of a month", partial(measure_once, _count_month)


def measure_page(scale: Scale, client: Client, url: str) -> Values:
    values = measure_function(scale, lambda: client.get(url))
    return {**values, "queries": count_queries(client, url)}


def measure_once(function: Callable[[], object]) -> Values:
    started, cpu_started = time.monotonic(), time.process_time()
    function()
    return {"s": time.monotonic() - started, "CPU s": time.process_time() - cpu_started}


def _functions(site: ModeratedSite, client: Client) -> Iterator[tuple[str, Callable[[], object]]]:
    waiting = ReviewItem.objects.held().most_urgent_first().values_list("pk", flat=True)
    pks = iter(list(waiting[:500]))
    yield "decide: approve", lambda: _decide(next(pks), DecisionKind.APPROVE, site)
    yield "decide: reject", lambda: _decide(next(pks), DecisionKind.REJECT, site)
    yield "press Reject, see the next item", lambda: _press(client, next(pks), site)
    yield (
        f"CSV, {CSV_LINES:,} lines",
        lambda: list(itertools.islice(csv_lines(LogQuery()), CSV_LINES)),
    )


def _decide(pk: int, kind: DecisionKind, site: ModeratedSite) -> Decision:
    rule = site.rule if kind == DecisionKind.REJECT else None
    item = ReviewItem.objects.get(pk=pk)
    seen = Seen(item.version, item.revision)
    return decide(pk, Ruling(kind=kind, rule=rule, words="No."), site.moderator, seen)


def _press(client: Client, pk: int, site: ModeratedSite) -> None:
    item = ReviewItem.objects.get(pk=pk)
    typed = {"do": "reject", "rule": site.rule.pk, "words": "No."}
    sent = {**typed, "version": item.version, "revision": item.revision}
    url = reverse("moderation_decide", args=[pk])
    response = client.post(url, sent, headers={"X-Fragment": "item"})
    if response.status_code != 200:
        raise ValueError(f"{url} responds with {response.status_code}")


def _count_month() -> object:
    return count_month(timezone.localdate().replace(day=1))
