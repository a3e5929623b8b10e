"""The desk: a preview, a working copy, and the pages of an author with 1,000 chapters."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from uuid import uuid4

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.authorship import make_author
from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.saving import SaveInfo, create_chapter
from serial.chapters.texts import ChapterText
from serial.chapters.totals import update_totals
from serial.stories.crediting import add_first_credit
from serial.stories.models import Part, Story
from tests.bench.bench_rendering import generate_prose
from tests.conftest import make_user

WORDS, CHAPTERS = 5_000, 1_000
PAGES = {
    "the dashboard": "/desk/",
    "the list of chapters": "/desk/chapters/chapter/",
    "the list of one story's drafts": "/desk/chapters/chapter/?state=draft&story__id__exact={pk}",
    "the calendar": "/desk/chapters/chapter/calendar/",
    "the page to arrange chapters": "/desk/stories/story/{pk}/arrange/",
}


def benches() -> list[tuple[str, Callable[[], object]]]:
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

    def open_page(url: str) -> Callable[[], object]:
        return lambda: client.get(url)

    return [
        ("preview a chapter of 5,000 words", lambda: client.post(preview, {"content": text})),
        ("store a working copy of 5,000 words", store_working_copy),
        ("open the form of 5,000 words", open_page(f"/desk/chapters/chapter/{chapter.pk}/change/")),
        *(
            (f"{name}, {_count_queries(client, url)} queries", open_page(url))
            for name, url in ((name, url.format(pk=story.pk)) for name, url in PAGES.items())
        ),
    ]


def _count_queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200, url  # noqa: S101
    return len(captured)


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
