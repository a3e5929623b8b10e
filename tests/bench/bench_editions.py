"""Editions: made anew and kept. A story of 300 chapters with 900,000 words, one of 100,000 words.

CPU time is that of this process, and of the child process that sets a PDF.
"""

import resource
import shutil
import statistics
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from accounts.authorship import make_author
from serial.chapters.html.rendering import render_chapter
from serial.chapters.models import Chapter
from serial.chapters.totals import update_totals
from serial.editions.store import edition_folder
from serial.editions.typst_pdf.available import is_available
from serial.stories.choices import Downloads, Visibility
from serial.stories.covers import draw_cover
from serial.stories.crediting import add_first_credit
from serial.stories.models import Story
from tests.bench.bench_rendering import generate_prose
from tests.bench.figures import Measurement, Skipped, Values
from tests.bench.scale import Scale
from tests.conftest import make_user

WORDS = 3_000


def measurements(scale: Scale, _folder: Path) -> Iterator[Measurement]:
    large, novel = make_story("Bench Editions", 300), make_story("Bench Novel", 33)
    for suffix, name in (("epub", "EPUB"), ("html", "web page"), ("txt", "text")):
        full_name = f"{name} of 300 chapters, 900,000 words"
        yield full_name, partial(measure_edition, scale, large, suffix)
    yield "EPUB of 100,000 words", partial(measure_edition, scale, novel, "epub")
    yield "Markdown of 100,000 words", partial(measure_edition, scale, novel, "zip")
    yield "PDF of 100,000 words", partial(measure_pdf, scale, novel)


def make_story(title: str, chapters: int) -> Story:
    user = make_user(f"bench{uuid4().hex[:8]}")
    make_author(user)
    story = Story(title=title, visibility=Visibility.PUBLIC, downloads=Downloads.EVERYONE)
    story.save_with_slug()
    add_first_credit(story, user.pen_names.get())
    now = timezone.now()
    rows = []
    for number in range(1, chapters + 1):
        body = generate_prose(WORDS, seed=number % 20)
        chapter = Chapter(
            *(),
            story=story,
            slug=f"c{number}",
            title=f"Chapter the {number}th",
            position=number,
            number=number,
            body=body,
            release_at=now,
            revision=1,
            note_after="Thank *you*.",
        )
        render_chapter(chapter)
        rows.append(chapter)
    Chapter.objects.bulk_create(rows, batch_size=50)
    update_totals(story.pk)
    draw_cover(story)
    story.refresh_from_db()
    return story


def measure_edition(scale: Scale, story: Story, suffix: str) -> Values:
    url, client = f"/downloads/{story.slug}.{suffix}", Client()
    fetch(client, url)
    anew, kept = [], []
    for _run in range(min(scale.max_runs, 5)):
        shutil.rmtree(edition_folder(story.pk))
        anew.append(fetch(client, url))
        kept.append(fetch(client, url))
    return {
        "anew, CPU ms": statistics.median(anew),
        "kept, CPU ms": statistics.median(kept),
        "most memory of the process, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "kB": size(client, url),
    }


def measure_pdf(scale: Scale, story: Story) -> Values:
    if not is_available():
        raise Skipped("typst is not installed")
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    values = measure_edition(scale, story, "pdf")
    seconds = time.monotonic() - started
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    runs = min(scale.max_runs, 5) + 1
    used = now.ru_utime + now.ru_stime - children.ru_utime - children.ru_stime
    return values | {
        "of the child, CPU ms": used / runs * 1_000,
        "elapsed ms": seconds / runs * 1_000,
        "most memory of the child, MB": now.ru_maxrss / 1024,
    }


def fetch(client: Client, url: str) -> float:
    start = time.process_time()
    response: Any = client.get(url)
    if response.status_code != 200:
        raise ValueError(f"{url} responds with {response.status_code}")
    for _piece in response.streaming_content:
        pass
    return (time.process_time() - start) * 1_000


def size(client: Client, url: str) -> float:
    return int(client.get(url).headers["Content-Length"]) / 1_000
