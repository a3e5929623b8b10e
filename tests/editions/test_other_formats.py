"""Editions as one web page, as Markdown and as plain text."""

import re
from pathlib import Path

import pytest
from django.test import Client

from serial.chapters.models import Chapter
from serial.markup.options import Options
from serial.markup.rendering import render
from serial.stories.models import Part, Story
from tests.conftest import MakeChapter, MakeStory
from tests.editions.reading import all_text, download, files_of
from tests.editions.test_pictures import store
from tests.editions.texts import HOSTILE_LINES

SUFFIXES = ("html", "zip", "txt")


@pytest.fixture
def lamp(make_story: MakeStory, make_chapter: MakeChapter) -> Story:
    """A story with two chapters in a part, notes, a footnote in each text, and a picture."""
    fields = {"summary": "A *fire*.", "warnings": ["violence"], "copyright_line": "CC_BY *4.0*"}
    story = make_story("The Lamp", **fields)
    part = Part.objects.create(story=story, title="The Flood")
    note = "Note.[^1]\n\n[^1]: Of the note."
    picture = f"![A moth](/media/{store('a.png')})"
    body = f"*Words* of one.[^1] [Two](/read/{story.slug}/two/)\n\n{picture}\n\n[^1]: Of the text."
    make_chapter(body, story=story, title="One", note_before=note, content_note="eels")
    make_chapter("Words of two.", story=story, title="Two", note_after="Bye.")
    Chapter.objects.update(part=part)
    return story


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_everything_of_the_story_is_there_in_order(
    reader_client: Client, lamp: Story, suffix: str
) -> None:
    text = all_text(download(reader_client, f"/downloads/{lamp.slug}.{suffix}"))
    plain = re.sub(r"[*_\\]|<[^>]*>", "", text)
    for part in ("The Lamp", "anna", "A fire.", "Graphic violence", "eels", "Note.", "Bye."):
        assert part in plain, part
    assert plain.index("Words of one") < plain.index("Words of two")
    assert "CCBY 4.0" in plain and f"http://testserver{lamp.get_absolute_url()}" in text
    assert f"http://testserver/read/{lamp.slug}/one/comments/" in text
    assert "Of the note." in plain and "Of the text." in plain and "Last changed on" in plain
    again = all_text(download(reader_client, f"/downloads/{lamp.slug}.{suffix}"))
    assert again == text


def test_web_page_stands_alone(reader_client: Client, lamp: Story, tmp_path: Path) -> None:
    content = download(reader_client, f"/downloads/{lamp.slug}.html")
    html = content.decode()
    two = lamp.chapters.get(title="Two")
    assert 'src="data:image/png;base64,' in html and "/media/" not in html
    assert f'<a href="#c{two.pk}">Two</a>' in html and "<script" not in html and "<link" not in html
    assert "The Flood" in html and html.count('class="part"') == 1


def test_markdown_is_in_files_that_sort_in_order(reader_client: Client, lamp: Story) -> None:
    files = files_of(download(reader_client, f"/downloads/{lamp.slug}.zip"))
    names = list(files)
    assert names[:3] == ["000-about.md", "001-one.md", "002-two.md"]
    assert names[3].startswith("images/") and names == sorted(names)
    one = files["001-one.md"].decode()
    assert one.startswith("# Chapter 1: One\n") and "*Words* of one." in one
    assert "[Two](002-two.md)" in one and f"![A moth]({names[3]})" in one
    # The footnotes of the note and of the text have numbers of their own.
    assert "[^1]: Of the note." in one and "[^2]: Of the text." in one


def test_markdown_has_nothing_that_readers_do_not_see(
    reader_client: Client, make_chapter: MakeChapter
) -> None:
    make_chapter(
        "Words.<!-- secret --> <span onclick='secret'>x</span>\n\n[secret]: http://secret/"
    )
    assert "secret" not in all_text(download(reader_client, "/downloads/the-lamp.zip"))


def test_markdown_renders_as_the_story_does(
    reader_client: Client, make_chapter: MakeChapter
) -> None:
    source = "Some *italic* and **bold**.\n\n***\n\n::: letter\nDear *you*,\n:::\n\n- a\n- b"
    chapter = make_chapter(source)
    files = files_of(download(reader_client, "/downloads/the-lamp.zip"))
    markdown = files["001-chapter-1.md"].decode()
    body = "\n".join(markdown.split("\n")[1:]).rpartition("\n\nComments:")[0]
    ids = re.compile(r' id="[^"]*"')
    assert ids.sub("", chapter.body_html) == render(body, Options()).html


def test_plain_text_parts_its_chapters(reader_client: Client, lamp: Story) -> None:
    text = download(reader_client, f"/downloads/{lamp.slug}.txt").decode()
    assert text.startswith("The Lamp\n========\n\nanna\n\nA fire.\n\n")
    assert "\n\n\nThe Flood\n=========\n\n\nChapter 1: One\n--------------\n\n" in text
    assert "Words of one.[1] Two" in text and text.endswith(".\n")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_hostile_lines_change_nothing_but_themselves(
    reader_client: Client, make_chapter: MakeChapter, suffix: str
) -> None:
    chapter = make_chapter("Words.")
    for line in HOSTILE_LINES:
        Story.objects.update(title=line, content_notes=line, copyright_line=line[:200])
        Chapter.objects.update(title=line, content_note=line)
        text = all_text(download(reader_client, f"/downloads/{chapter.story.slug}.{suffix}"))
        assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]", text)
        if suffix == "html":
            assert "<b>" not in text.replace('<b dir="auto">', "") and "<?php" not in text


def test_file_types_are_declared(reader_client: Client, lamp: Story) -> None:
    types = {"html": "text/html", "zip": "application/zip", "txt": "text/plain"}
    for suffix, media_type in types.items():
        response = reader_client.get(f"/downloads/{lamp.slug}.{suffix}")
        assert response.headers["Content-Type"].startswith(media_type)
        assert "attachment" in response.headers["Content-Disposition"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"
