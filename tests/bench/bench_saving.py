"""Saving a chapter, by a function call and through the form of the desk."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from accounts.authorship import make_author
from serial.chapters.comparing.diffing import diff_texts
from serial.chapters.models import Chapter
from serial.chapters.saving import SaveInfo, create_chapter, save_text
from serial.chapters.texts import ChapterText
from serial.stories.crediting import add_first_credit
from serial.stories.models import Story
from tests.bench.bench_rendering import generate_prose
from tests.bench.cpu_time import measure_functions
from tests.bench.figures import Measurement
from tests.bench.scale import Scale
from tests.conftest import make_user

WORDS = 5_000


def measurements(scale: Scale, _folder: Path) -> Iterator[Measurement]:
    author = make_user(f"bench{Story.objects.count()}")
    make_author(author)
    story = Story(title="Bench")
    story.save_with_slug()
    add_first_credit(story, author.pen_names.get())
    text = generate_prose(WORDS)
    chapter = create_chapter(story, ChapterText(body=text), SaveInfo(by=author))
    counter = count()
    client = Client()
    client.force_login(author)
    url = reverse("desk:chapters_chapter_change", args=[chapter.pk])

    def save() -> None:
        revision = Chapter.objects.only("revision").get(pk=chapter.pk).revision
        changed_text = ChapterText(body=f"{text}\n\nSave {next(counter)}.")
        save_text(chapter, changed_text, SaveInfo(by=author), based_on=revision)

    def save_form() -> None:
        data = {
            "story": story.pk,
            "body": f"{text}\n\nSave {next(counter)}.",
            "release": "draft",
            "copy_key": uuid4(),
            "based_on": Chapter.objects.only("revision").get(pk=chapter.pk).revision,
        }
        response = client.post(url, data)
        assert response.status_code == 302, response.content  # noqa: S101

    def compare() -> object:
        return diff_texts(text, generate_prose(WORDS, seed=2))

    functions: list[tuple[str, Callable[[], object]]] = [
        ("save a chapter of 5,000 words", save),
        ("save it through the desk's form", save_form),
        ("compare it with a chapter of other words", compare),
    ]
    yield from measure_functions(scale, functions)
