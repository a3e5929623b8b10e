"""The same text gives the same file: in another process, with other hash seeds, on another day."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from serial.editions.formats import formats_of
from serial.stories.choices import TagKind
from serial.stories.covers import draw_cover
from serial.stories.models import Part, Story
from serial.stories.tagging import set_tags
from tests.conftest import MakeChapter
from tests.editions.made_files import Made, made_files
from tests.editions.test_pictures import store
from tests.editions.texts import EVERYTHING, HOSTILE_LINES


@pytest.mark.extended
@pytest.mark.django_db(transaction=True)
def test_other_processes_on_other_days_make_the_same_files(
    story: Story, make_chapter: MakeChapter, tmp_path: Path, editions: Path
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("What is compared does not depend on the database")
    set_tags(story, {TagKind.GENRE: ["Gothic", "Sea", "Letters"]})
    Story.objects.update(downloads="everyone", warnings=["death", "violence"])
    part = Part.objects.create(story=story, title="Flood")
    picture = store("a.png")
    for line in HOSTILE_LINES[:3]:
        make_chapter(EVERYTHING.replace("a.png", picture), title=line, content_note=line)
    story.chapters.update(part=part)
    draw_cover(story)
    story.refresh_from_db()
    names = [made.suffix[1:] for made in formats_of(story)]
    first = made_files("2027-01-01T23:59+14:00", names)
    assert len({digest for _etag, digest in first}) == len(names)
    assert made_in_another_process("2031-08-09T12:00-11:00", names, tmp_path) == first


def made_in_another_process(day: str, names: list[str], folder: Path) -> Made:
    run = subprocess.run(  # noqa: S603 - fixed arguments
        [sys.executable, "-m", "tests.editions.made_files", day, *names],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}",
            "MEDIA": str(folder / "media"),
            "EDITIONS": str(folder / "other-editions"),
            # Sets and dictionaries have another order.
            "PYTHONHASHSEED": "2",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2_000:]
    made: Made = json.loads(run.stdout)
    return made
