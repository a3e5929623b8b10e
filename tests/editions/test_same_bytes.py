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
from tests.editions.test_pictures import store
from tests.editions.texts import EVERYTHING, HOSTILE_LINES

# Prints the ETag and the hash of each format as JSON.
PROGRAM = """
import hashlib, json, sys, time_machine
from django.test import Client
with time_machine.travel(sys.argv[1]):
    made = [Client().get(f"/downloads/the-lamp.{name}") for name in sys.argv[2:]]
contents = [b"".join(response.streaming_content) for response in made]
etags = [response.headers["ETag"] for response in made]
hashes = [hashlib.sha256(content).hexdigest() for content in contents]
print(json.dumps([*zip(etags, hashes)]))
"""


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
    first = make_files(tmp_path, names, "2027-01-01T23:59+14:00", seed="1")
    assert len({digest for _etag, digest in first}) == len(names)
    assert make_files(tmp_path, names, "2031-08-09T12:00-11:00", seed="2") == first


def make_files(folder: Path, names: list[str], day: str, seed: str) -> list[list[str]]:
    """Returns the ETag and the hash of the file in each format, made anew."""
    run = subprocess.run(  # noqa: S603 - fixed arguments
        [sys.executable, "-c", f"import django; django.setup(){PROGRAM}", day, *names],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}",
            "MEDIA": str(folder / "media"),
            "EDITIONS": str(folder / f"editions-{seed}"),
            "PYTHONHASHSEED": seed,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2_000:]
    result: list[list[str]] = json.loads(run.stdout)
    return result
