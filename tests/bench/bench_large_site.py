"""The lists of stories on a large site: they should cost what they cost among 1,000 stories."""

from collections.abc import Iterator
from pathlib import Path

from serial.stories.models import Story
from tests.bench.bench_pages import LISTS, page_costs, page_loads
from tests.bench.figures import Measurement
from tests.bench.sample_site import fill_site, reader_session, update_statistics
from tests.bench.scale import Scale
from tests.bench.server import run_server_pair


def measurements(scale: Scale, folder: Path) -> Iterator[Measurement]:
    session = reader_session()
    fill_site(scale.many_stories)
    update_statistics()
    where = f"among {Story.objects.count():,} stories"
    yield from page_costs(scale, session, LISTS, where)
    with run_server_pair(folder) as servers:
        yield from page_loads(scale, servers, session, LISTS, f" {where}")
