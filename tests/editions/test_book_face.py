"""The EPUB that brings the site's book face is the same book with the files of the face."""

import re

from django.test import Client

from serial.stories.models import Story
from tests.conftest import MakeChapter
from tests.editions.reading import open_epub

PLAIN, WITH_FACE = "/downloads/the-lamp.epub", "/downloads/the-lamp.literata.epub"


def test_face_its_rules_and_its_licence_are_in_the_file(
    reader_client: Client, make_chapter: MakeChapter
) -> None:
    make_chapter("Words.")
    epub = open_epub(reader_client, WITH_FACE)
    styles = epub.text("styles.css")
    urls = re.findall(r'url\("([^"]+)"\)', styles)
    assert "fonts/literata-english.woff2" in urls and "fonts/literata-italic-greek.woff2" in urls
    assert all(epub.files[f"EPUB/{url}"].startswith(b"wOF2") for url in urls)
    assert set(urls) == {
        path.removeprefix("EPUB/") for path in epub.files if path.endswith(".woff2")
    }
    assert 'font-family: "Literata", serif' in styles and "Georgia" not in styles
    assert "SIL OPEN FONT LICENSE" in epub.text("fonts/literata-license.txt")
    assert "Literata" in epub.text("colophon.xhtml")


def test_it_is_the_same_book(
    reader_client: Client, story: Story, make_chapter: MakeChapter
) -> None:
    make_chapter("Words.")
    plain, with_face = open_epub(reader_client, PLAIN), open_epub(reader_client, WITH_FACE)
    assert with_face.meta("identifier") == plain.meta("identifier") == [f"urn:uuid:{story.uid}"]
    assert with_face.spine() == plain.spine()
    assert with_face.meta("schema:accessibilityFeature") == plain.meta(
        "schema:accessibilityFeature"
    )
    # Readers keep their own face if they want it.
    assert "font" not in plain.text("package.opf")
    assert "font-family" not in plain.text("styles.css")


def test_reader_chooses_it(reader_client: Client, make_chapter: MakeChapter) -> None:
    make_chapter("Words.")
    for page in ("/stories/the-lamp/", "/downloads/the-lamp/"):
        html = reader_client.get(page).content.decode()
        assert f'href="{WITH_FACE}"' in html and "EPUB with typeface" in html
    Story.objects.update(download_formats=["html"])
    assert reader_client.get(WITH_FACE).status_code == 404
