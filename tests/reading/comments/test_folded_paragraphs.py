"""The list of paragraphs to comment on shows no text that a chapter folds."""

import re
from html import unescape

from django.test import Client

from serial.chapters.models import Chapter
from tests.conftest import MakeChapter
from tests.reading.conftest import get_page

BODY = """In the open.

::: spoiler Who did it
It was the keeper.

And the cat.
:::

Between.[^1]

::::: warning Blood
A red floor.

::: spoiler More
A red wall.
:::

A red door.
:::::

- A point
  <details><summary>Odd</summary>hidden point</details>

The end.

[^1]: A note.
"""


def paragraphs(client: Client, chapter: Chapter) -> list[str]:
    page = get_page(client, f"{chapter.get_absolute_url()}comments/on/")
    return [
        unescape(text) for text in re.findall(r'<a dir="auto" href="[^"]*/on/\d+/">([^<]*)', page)
    ]


def test_folded_paragraphs_are_listed_by_the_label_of_their_fold(
    guest_client: Client, author_client: Client, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter(BODY)
    for client in (guest_client, author_client):
        found = paragraphs(client, chapter)
        assert found[0] == "In the open."
        assert found[1:3] == [
            "Paragraph 1 of the folded passage “Who did it”",
            "Paragraph 2 of the folded passage “Who did it”",
        ]
        assert found[3] == "Between."
        assert found[4:7] == [
            f"Paragraph {number} of the folded passage “Blood”" for number in (1, 2, 3)
        ]
        assert "The end." in found
        page = "".join(found)
        assert not any(word in page for word in ("keeper", "cat", "red", "hidden point"))


def test_folded_paragraph_opens_from_the_list(
    guest_client: Client, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter(BODY)
    url = f"{chapter.get_absolute_url()}comments/on/2/"
    assert f'href="{url}"' in get_page(guest_client, f"{chapter.get_absolute_url()}comments/on/")
    assert "It was the keeper." in get_page(guest_client, url)
