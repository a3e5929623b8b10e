"""The HTML checker finds nothing in the pages of downloads, in each of their states, and in the web
page that is one of them, with everything that authors can write.
"""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from serial.editions import store
from serial.editions.typst_pdf.writer import MAX_WORDS
from serial.stories.models import Part, Story
from tests.conftest import MakeChapter, MakeStory
from tests.editions.reading import download
from tests.editions.test_pictures import store as store_picture
from tests.editions.texts import EVERYTHING, HOSTILE_LINES
from tests.html import find_html_errors

PAGE, FILE = "/downloads/the-lamp/", "/downloads/the-lamp.zip"
# What an author wrote: a cell that spans more rows than there are.
OF_AUTHOR = re.compile(r"web-page\.html: .*row group")


def web_page_of_everything(
    client: Client, make_story: MakeStory, make_chapter: MakeChapter
) -> bytes:
    story = make_story("Other & <b>", summary=EVERYTHING)
    text = EVERYTHING.replace("a.png", store_picture("a.png"))
    make_chapter(text, story=story, note_before=text, note_after=text)
    for line in HOSTILE_LINES:
        make_chapter(line, story=story, title=line, content_note=line)
    return download(client, f"/downloads/{story.slug}.html")


@pytest.mark.extended
def test_pages_of_downloads_are_valid(
    guest_client: Client,
    reader_client: Client,
    story: Story,
    make_story: MakeStory,
    make_chapter: MakeChapter,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(store, "MAX_WAIT_SECONDS", 0.1)
    for title in ('A "quoted" <b>title</b>', "Two"):
        make_chapter("Words.", title=title)
    story.chapters.update(part=Part.objects.create(story=story, title="Flood & <i>fire</i>"))
    (tmp_path / "pages").mkdir()
    web_page = web_page_of_everything(reader_client, make_story, make_chapter)
    (tmp_path / "pages/web-page.html").write_bytes(web_page)

    def save(name: str, response: Any, status: int = 200) -> None:
        assert response.status_code == status
        (tmp_path / f"pages/{name}.html").write_bytes(response.content)

    save("for-members", guest_client.get(PAGE))
    save("offered", reader_client.get(PAGE))
    save("menu", reader_client.get("/stories/the-lamp/"))
    with store.one_at_a_time(str(story.pk % store._LOCKS)):
        save("busy", reader_client.get(FILE), 503)
    story.chapters.update(words=MAX_WORDS)
    Story.objects.update(words=2 * MAX_WORDS)
    save("too-long", reader_client.get(FILE), 400)
    save("some-formats-too-long", reader_client.get(PAGE))
    Story.objects.update(downloads="followers")
    save("for-followers", reader_client.get(PAGE))
    errors = find_html_errors(tmp_path / "pages")
    assert {error for error in errors if not OF_AUTHOR.match(error)} == set()
