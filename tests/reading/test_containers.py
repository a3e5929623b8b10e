"""Every registered container reaches the chapter's page and, where allowed, the comments."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from serial.markup.containers import CONTAINER_ELEMENTS, CONTAINERS, Container, Element
from serial.markup.rendering import Options, render
from tests.comments.sending import comments_url, send
from tests.conftest import MakeChapter
from tests.reading.conftest import get_page
from tests.rolling_back import try_each

DOCS = Path(settings.BASE_DIR) / "docs"
# No container of the site will have this name.
NEW = "invented"
IN_COMMENTS = [name for name, container in CONTAINERS.items() if container.in_comments]


def check_chapter_page(name: str, make_chapter: MakeChapter, client: Client) -> None:
    chapter = make_chapter(f"::: {name} Roses\nAre *red*.\n:::")
    page = get_page(client, chapter.get_absolute_url())
    element = CONTAINERS[name].element
    assert f'<{element} class="{name}">' in page
    assert "Roses" in page
    assert "::: " not in page[page.index("data-body") : page.index("</article>")]


@try_each("name", CONTAINERS)
def test_container_reaches_the_page_of_a_chapter(
    name: str, make_chapter: MakeChapter, guest_client: Client
) -> None:
    check_chapter_page(name, make_chapter, guest_client)


@pytest.mark.parametrize("element", sorted(CONTAINER_ELEMENTS))
def test_new_container_is_one_entry(
    element: Element,
    make_chapter: MakeChapter,
    guest_client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    html = render(f"::: {NEW}\nx\n:::", Options()).html
    assert f"::: {NEW}" in html, "the parsers and sanitizers are made and cached before"
    monkeypatch.setitem(CONTAINERS, NEW, Container(element=element, default_label="New"))
    check_chapter_page(NEW, make_chapter, guest_client)


@try_each("name", CONTAINERS)
def test_container_reaches_comments_if_allowed(
    name: str, make_chapter: MakeChapter, reader_client: Client, guest_client: Client
) -> None:
    chapter = make_chapter()
    send(reader_client, chapter, f"::: {name} Roses\nAre red.\n:::")
    page = get_page(guest_client, comments_url(chapter))
    assert "Roses" in page
    is_shown = f'<{CONTAINERS[name].element} class="{name}">' in page
    assert is_shown is CONTAINERS[name].in_comments


@pytest.mark.parametrize("element", sorted(CONTAINER_ELEMENTS))
def test_new_container_for_comments_is_one_entry(
    element: Element,
    make_chapter: MakeChapter,
    reader_client: Client,
    guest_client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    container = Container(element=element, default_label="New", in_comments=True)
    monkeypatch.setitem(CONTAINERS, NEW, container)
    chapter = make_chapter()
    send(reader_client, chapter, f"::: {NEW}\nRoses\n:::")
    assert f'<{element} class="{NEW}">' in get_page(guest_client, comments_url(chapter))


def test_comment_form_names_the_containers(make_chapter: MakeChapter, guest_client: Client) -> None:
    form = get_page(guest_client, f"{comments_url(make_chapter())}write/")
    assert [name for name in IN_COMMENTS if f"::: {name}" not in form] == []


def test_documents_name_the_containers() -> None:
    for_authors, for_readers = ((DOCS / name).read_text() for name in ("authors.md", "readers.md"))
    assert [name for name in CONTAINERS if f"`::: {name}`" not in for_authors] == []
    assert [name for name in IN_COMMENTS if f"::: {name}" not in for_readers] == []
