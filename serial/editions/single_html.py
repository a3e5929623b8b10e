"""Writes an edition as one web page with its styles and pictures in it."""

from base64 import b64encode
from functools import partial
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.files.storage import default_storage
from django.template.loader import get_template
from django.utils.safestring import SafeString

from serial.editions.loading import ReadTexts
from serial.editions.pictures import Pictures, media_type
from serial.editions.rewriting import HtmlRewriter
from serial.editions.source import EditionSource

MEDIA_TYPE = "text/html; charset=utf-8"
HTML_VERSION = 2
# Of the summary, below the title of the story, and of a text, below the title of its chapter.
_SUMMARY_HEADING, _TEXT_HEADING = 2, 3
_TEMPLATES = "editions/html/"
_STYLES = Path(__file__).with_name("single_html.css")


def write_html(source: EditionSource, read_texts: ReadTexts, file: BinaryIO) -> None:
    """Writes chapter by chapter: never more than some are in memory."""
    pictures = Pictures()
    links = source.links(lambda chapter: f"#c{chapter.pk}")
    add_picture = partial(_data_url, pictures)
    summary = HtmlRewriter(
        add_picture, source.story.url(), links, top_heading=_SUMMARY_HEADING
    ).rewrite(source.story.summary_html)
    common = {"source": source, "story": source.story, "site_name": settings.SITE_NAME}
    head = {
        "styles": SafeString(_STYLES.read_text()),
        "summary": summary,
        "runs": source.by_part(),
        "cover": _cover(source),
    }
    file.write(get_template(f"{_TEMPLATES}head.html").render(common | head).encode())
    chapter_template = get_template(f"{_TEMPLATES}chapter.html")
    part = None
    for texts in read_texts(source.chapters):
        page_url = source.chapter_url(texts.chapter)
        rewrite = HtmlRewriter(add_picture, page_url, links, top_heading=_TEXT_HEADING).rewrite
        context = {
            "chapter": texts.chapter,
            "part": texts.chapter.part if texts.chapter.part != part else None,
            "content_note": texts.content_note,
            "note_before": rewrite(texts.note_before),
            "body": rewrite(texts.body),
            "note_after": rewrite(texts.note_after),
            "comments_url": source.comments_url(texts.chapter),
        }
        part = texts.chapter.part
        file.write(chapter_template.render(common | context).encode())
    end = {"changed_at": source.changed_at()}
    file.write(get_template(f"{_TEMPLATES}end.html").render(common | end).encode())


def _cover(source: EditionSource) -> str:
    """Returns the picture of an author. A drawn cover says no more than the title."""
    name = source.story.cover if source.story.cover_alt else ""
    return _as_data(name) if name and default_storage.exists(name) else ""


def _data_url(pictures: Pictures, name: str, alt: str) -> str:
    return _as_data(name) if pictures.add(name, alt) else ""


def _as_data(name: str) -> str:
    with default_storage.open(name) as picture:
        return f"data:{media_type(name)};base64,{b64encode(picture.read()).decode()}"
