"""The pages of downloads, in each of their states, and the web page that is one of them, with
everything that authors can write.
"""

import re
from typing import Any

from django.test import Client

from accounts.models import User
from serial.editions import store
from serial.editions.typst_pdf.writer import MAX_WORDS
from serial.stories.models import Part, Story
from tests.conftest import add_chapter, client_of, create_story
from tests.editions.reading import download
from tests.editions.test_pictures import store as store_picture
from tests.editions.texts import EVERYTHING, HOSTILE_LINES

PAGE, FILE = "/downloads/the-lamp/", "/downloads/the-lamp.zip"
# What an author wrote: a cell that spans more rows than there are.
OF_AUTHOR = re.compile(r"downloads web-page: .*row group")


def web_page_of_everything(client: Client, author: User) -> bytes:
    story = create_story("Other & <b>", by=author, summary=EVERYTHING)
    text = EVERYTHING.replace("a.png", store_picture("a.png"))
    add_chapter(story, text, by=author, note_before=text, note_after=text)
    for line in HOSTILE_LINES:
        add_chapter(story, line, by=author, title=line, content_note=line)
    return download(client, f"/downloads/{story.slug}.html")


def download_pages(author: User, reader: User) -> dict[str, bytes]:
    """Returns the content of each page by its name."""
    guest_client, reader_client = Client(), client_of(reader)
    story = create_story("The Lamp", by=author)
    for title in ('A "quoted" <b>title</b>', "Two"):
        add_chapter(story, "Words.", by=author, title=title)
    story.chapters.update(part=Part.objects.create(story=story, title="Flood & <i>fire</i>"))
    pages = {"web-page": web_page_of_everything(reader_client, author)}

    def save(name: str, response: Any, status: int = 200) -> None:
        assert response.status_code == status
        pages[name] = response.content

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
    return pages
