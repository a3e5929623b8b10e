"""The desk: a preview, a working copy, the pages of an author with 1,000 chapters, and replacing
words in 200 chapters."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path
from uuid import uuid4

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.authorship import make_author
from accounts.models import User
from serial.chapters.models import Chapter, Replacement
from serial.chapters.replacing.running import run_chapters
from serial.chapters.replacing.starting import (
    ChosenChapter,
    start_replacement,
    undo_replacement,
)
from serial.chapters.saving import SaveInfo, create_chapter
from serial.chapters.texts import ChapterText
from serial.chapters.totals import update_totals
from serial.stories.crediting import add_first_credit
from serial.stories.models import Part, Story
from tests.bench.bench_rendering import generate_prose
from tests.bench.cpu_time import count_queries, measure_function, measure_functions
from tests.bench.figures import Measurement, Values
from tests.bench.scale import Scale
from tests.conftest import make_user

WORDS, LONG_CHAPTER_WORDS, CHAPTERS = 5_000, 20_000, 1_000
PAGES = {
    "the dashboard": "/desk/",
    "the page of a story": "/desk/stories/story/{pk}/change/",
    "the drafts of a story": "/desk/stories/story/{pk}/change/?state=draft",
    "the calendar": "/desk/chapters/chapter/calendar/",
    "the page to arrange chapters": "/desk/stories/story/{pk}/arrange/",
}
# 200 chapters of 3,000 words. The name stands in each of them five times.
WRITTEN_CHAPTERS, WORDS_OF_CHAPTER, NAME = 200, 3_000, "Ilmarinen"
SEARCHES = {
    "search a name in 200 chapters, 1,000 places": f"/desk/stories/story/{{pk}}/search/?q={NAME}",
    "search what is nowhere": "/desk/stories/story/{pk}/search/?q=zzzz",
    "search a word of which 1,000 places are listed": "/desk/stories/story/{pk}/search/?q=door",
    "preview of replacing the name": (
        f"/desk/stories/story/{{pk}}/search/?q={NAME}&replace=Joukahainen&notes=on&preview=1"
    ),
}


def measurements(scale: Scale, _folder: Path) -> Iterator[Measurement]:
    author = make_user(f"desk{Story.objects.count()}")
    make_author(author)
    story = _make_long_story(author)
    text = generate_prose(WORDS)
    chapter = create_chapter(story, ChapterText(body=text), SaveInfo(by=author))
    client = Client()
    client.force_login(author)
    preview = f"{reverse('markdownx_markdownify')}?story={story.pk}"
    working_copy = reverse("desk:chapters_chapter_working_copy", args=[uuid4()])
    counter = count(1)

    def store_working_copy() -> None:
        sequence = next(counter)
        data = {
            "body": f"{text}\n\n{sequence}",
            "chapter": chapter.pk,
            "based_on": 1,
            "sequence": sequence,
        }
        response = client.post(working_copy, data, headers={"accept": "application/json"})
        assert response.status_code == 200  # noqa: S101

    functions: list[tuple[str, Callable[[], object]]] = [
        ("preview a chapter of 5,000 words", lambda: client.post(preview, {"content": text})),
        ("store a working copy of 5,000 words", store_working_copy),
    ]
    yield from measure_functions(scale, functions)
    long_chapter = create_chapter(
        story, ChapterText(body=generate_prose(LONG_CHAPTER_WORDS)), SaveInfo(by=author)
    )
    for name, url in {
        "open the form of 5,000 words": f"/desk/chapters/chapter/{chapter.pk}/change/",
        "open the form of 20,000 words": f"/desk/chapters/chapter/{long_chapter.pk}/change/",
        "the revisions of 20,000 words": f"/desk/chapters/chapter/{long_chapter.pk}/revisions/",
    }.items():
        yield name, partial(_measure_desk_page, scale, client, url)
    for name, url in PAGES.items():
        yield name, partial(_measure_desk_page, scale, client, url.format(pk=story.pk))
    searched = _make_written_story(author)
    for name, url in SEARCHES.items():
        yield name, partial(_measure_desk_page, scale, client, url.format(pk=searched.pk))
    yield "replace in 200 chapters, per chapter", partial(_measure_replacing, searched, author)


def _measure_desk_page(scale: Scale, client: Client, url: str) -> Values:
    queries = count_queries(client, url)
    return {**measure_function(scale, lambda: client.get(url)), "queries": queries}


def _make_long_story(author: User) -> Story:
    story = Story(title="A long one", visibility="public")
    story.save_with_slug()
    add_first_credit(story, author.pen_names.get())
    parts = [Part.objects.create(story=story, title=f"Part {n}", position=n) for n in range(1, 11)]
    Chapter.objects.bulk_create(
        Chapter(
            story=story,
            part=parts[n * 10 // CHAPTERS],
            title=f"Of the {n}th day",
            slug=f"day-{n}",
            position=n + 1,
            number=n + 1,
            words=3_000,
            # 100 drafts, 100 scheduled, 800 released; one per day.
            release_at=None if n >= 900 else timezone.now() + timedelta(days=n - 800),
        )
        for n in range(CHAPTERS)
    )
    update_totals(story.pk)
    return story


def _make_written_story(author: User) -> Story:
    story = Story(title="A written one", visibility="public")
    story.save_with_slug()
    add_first_credit(story, author.pen_names.get())
    for number in range(WRITTEN_CHAPTERS):
        paragraphs = generate_prose(WORDS_OF_CHAPTER, seed=number).split("\n\n")
        for place in range(5):
            paragraphs[place * len(paragraphs) // 5] += f" It was *{NAME}*."
        text = ChapterText(title=f"Day {number}", body="\n\n".join(paragraphs))
        create_chapter(story, text, SaveInfo(by=author))
    story.chapters.update(release_at=timezone.now())
    return story


def _measure_replacing(story: Story, author: User) -> Values:
    """The job, as a worker runs it, and its undo."""
    replacement = Replacement(story=story, by=author, searched=NAME, replacement="Joukahainen")
    replacement.fields = ["body"]
    chosen = [ChosenChapter(*row) for row in story.chapters.values_list("pk", "revision")]
    start_replacement(replacement, chosen)
    replacing = _cpu_of_job(replacement)
    undo_replacement(replacement.pk, author)
    undoing = _cpu_of_job(replacement)
    states = set(replacement.chapters.values_list("progress", flat=True))
    assert states == {"undone"}, states  # noqa: S101
    return {
        "replacing, CPU ms": replacing / WRITTEN_CHAPTERS,
        "undoing, CPU ms": undoing / WRITTEN_CHAPTERS,
        "chapters": WRITTEN_CHAPTERS,
    }


def _cpu_of_job(replacement: Replacement) -> float:
    started = time.process_time()
    while run_chapters({"replacement": replacement.pk}) is not None:
        pass
    return (time.process_time() - started) * 1_000
