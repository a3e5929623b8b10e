"""Searching in a story at the desk, the preview of replacing, starting it and undoing it."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from serial.chapters.models import Chapter, Replacement
from serial.chapters.saving import SaveInfo, save_text
from serial.chapters.texts import ChapterText
from serial.desk.replacing import rows
from serial.desk.replacing.wording import count_label
from serial.jobs.running import run_next
from serial.stories.models import Story
from tests.conftest import MakeChapter
from tests.desk.pages import CHAPTERS, STORIES
from tests.shared_rows import shared_rows

TEXT = "It was late. “Mara!” he said, and *Mara* came. Nothing else.\n\nMara’s lamp."


@shared_rows
def chapters(make_chapter: MakeChapter) -> list[Chapter]:
    return [
        make_chapter(TEXT, title="Mara leaves"),
        make_chapter("No one.", note_before="For mara.", content_note="Mara dies"),
        make_chapter("M<em>a</em>ra ran. *So Ma*ra. A camaraderie.", release_in=None),
    ]


def search_url(story: Story, query: str) -> str:
    return f"{STORIES}{story.pk}/search/?{query}"


def rows_of(html: str) -> list[str]:
    """Returns the listed places, with brackets around what is found, as text."""
    found = re.findall(r"<li>(.*?)</li>", html.partition('id="results"')[2], re.DOTALL)
    marked = [re.sub(r"</?(?:mark|del)>", "|", text) for text in found]
    return [" ".join(re.sub(r"<[^>]+>", "", text).split()) for text in marked]


def place_values(html: str) -> list[str]:
    return re.findall(r'name="place" value="([\d.]+)" checked', html)


def preview(client: Client, story: Story, query: str) -> str:
    html = client.get(search_url(story, f"{query}&preview=1")).content.decode()
    return html.partition('id="results"')[2].partition("</form>")[0]


def start(client: Client, story: Story, data: dict[str, Any]) -> Replacement:
    response = client.post(f"{STORIES}{story.pk}/replacements/add/", data)
    assert response.status_code == 302, response.content.decode()
    while run_next("quick"):
        pass
    replacement = Replacement.objects.latest("pk")
    assert response["Location"] == f"{STORIES}{story.pk}/replacements/{replacement.pk}/"
    return replacement


def test_results_are_sentences_with_links_to_their_places(
    author_client: Client, story: Story, chapters: list[Chapter]
) -> None:
    html = author_client.get(search_url(story, "q=mara")).content.decode()
    assert "“mara”: 6 places in 2 chapters" in html
    # In the format of all counts.
    assert count_label(1_226, 1) == "1,226 places in 1 chapter"
    assert rows_of(html)[:4] == [
        "“|Mara|!” he said, and *Mara* came.",
        "“Mara!” he said, and *|Mara|* came.",
        "|Mara|’s lamp.",
        "|M&lt;em&gt;a&lt;/em&gt;ra| ran.",
    ]
    assert f'href="{CHAPTERS}{chapters[0].pk}/change/?at=body.14.18#id_body"' in html


CHOICES = {
    "q=mara&words=on": "5 places in 2 chapters",
    "q=Mara&capitals=on": "5 places in 2 chapters",
    "q=mara&capitals=on": "1 place in 1 chapter",
    "q=mara&notes=on": "7 places in 3 chapters",
    "q=mara&titles=on&content_notes=on": "8 places in 3 chapters",
    "q=Mara's": "1 place in 1 chapter",
    "q=.*": "0 places in 0 chapters",
}


def test_choices(author_client: Client, story: Story, chapters: list[Chapter]) -> None:
    pages = {query: author_client.get(search_url(story, query)) for query in CHOICES}
    summaries = {
        query: re.findall(r"[0-9]+ places? in [0-9]+ chapters?", page.content.decode())
        for query, page in pages.items()
    }
    assert summaries == {query: [count] for query, count in CHOICES.items()}


def test_a_search_without_words_or_too_long_says_so(author_client: Client, story: Story) -> None:
    for query in ("q=", "q=++", f"q={'x' * 201}"):
        html = author_client.get(search_url(story, query)).content.decode()
        assert 'aria-describedby="id_q_error"' in html and "results" not in html


def test_preview_and_replacing_the_chosen_places(
    author_client: Client, story: Story, chapters: list[Chapter], author: User
) -> None:
    html = preview(author_client, story, "q=mara&replace=ines&notes=on")
    # In the fifth, emphasis begins outside: somebody has to decide.
    assert len(place_values(html)) == 6 and html.count("disabled") == 1
    assert re.search("<del>Mara</del> <span[^>]+>becomes</span><ins>Ines</ins>", html)
    assert "2 of these chapters are released" in html
    assert not place_values(preview(author_client, story, "q=mara&replace=b&chosen=none"))
    second, *others = sorted(place_values(html))[1:]
    data = {"q": "mara", "replace": "ines", "notes": "on", "place": [second, *others]}
    replacement = start(author_client, story, data)
    for chapter in chapters:
        chapter.refresh_from_db()
    assert chapters[0].body == TEXT.replace("*Mara*", "*Ines*").replace("Mara’s", "Ines’s")
    assert chapters[1].note_before == "For ines." and chapters[1].content_note == "Mara dies"
    assert chapters[2].body == "Ines ran. *So Ma*ra. A cainesderie."
    page = author_client.get(f"{STORIES}{story.pk}/replacements/{replacement.pk}/")
    assert "Replaced “mara” by “ines”: 5 places in 3 chapters" in page.content.decode()
    assert "Replaced “mara”" in author_client.get(search_url(story, "")).content.decode()


def test_what_changed_since_the_preview_is_named_and_undo_leaves_it(
    author_client: Client, story: Story, chapters: list[Chapter], author: User
) -> None:
    values = place_values(preview(author_client, story, "q=mara&replace=ines"))
    text = ChapterText(title="Changed", body="Mara, by somebody else.")
    save_text(chapters[0], text, SaveInfo(by=author), based_on=1)
    data = {"q": "mara", "replace": "ines", "place": values}
    replacement = start(author_client, story, data)
    url = f"{STORIES}{story.pk}/replacements/{replacement.pk}/"
    html = author_client.get(url).content.decode()
    assert "Changed</a>" in html and "Its text was changed meanwhile." in html
    chapters[2].refresh_from_db()
    assert chapters[2].body == "Ines ran. *So Ma*ra. A cainesderie."
    author_client.post(url, {"undo": "yes"})
    while run_next("quick"):
        pass
    chapters[2].refresh_from_db()
    assert chapters[2].body == "M<em>a</em>ra ran. *So Ma*ra. A camaraderie."
    part = author_client.get(f"{url}?progress").content.decode()
    assert "Undone: Replaced “mara” by “ines”" in part and "<html" not in part


def test_nothing_chosen_keeps_what_was_typed(
    author_client: Client, story: Story, chapters: list[Chapter]
) -> None:
    data = {"q": "mara", "replace": "ines", "notes": "on"}
    response = author_client.post(f"{STORIES}{story.pk}/replacements/add/", data)
    html = response.content.decode()
    assert "Choose the places to replace." in html and 'value="ines"' in html
    assert not place_values(html) and 'name="place"' in html
    for value in ("1.1", "x.1.1", f"{chapters[0].pk}.1.1.1", "-1.1.1", "9" * 30 + ".1.1"):
        response = author_client.post(
            f"{STORIES}{story.pk}/replacements/add/", {**data, "place": value}
        )
        assert response.status_code == 200
    assert not Replacement.objects.exists()


def test_unsaved_changes_of_ones_own_are_named(
    author_client: Client, story: Story, chapters: list[Chapter]
) -> None:
    for query in ("q=mara", "q=mara&replace=ines&preview=1"):
        url = search_url(story, query)
        assert "unsaved changes" not in author_client.get(url).content.decode()
    data = {"chapter": chapters[2].pk, "based_on": 1, "body": "Not saved."}
    author_client.post(f"{CHAPTERS}working-copies/{uuid4()}/", data)
    for query in ("q=mara", "q=mara&replace=ines&preview=1"):
        html = author_client.get(search_url(story, query)).content.decode()
        assert html.count("You have unsaved changes in this chapter.") == 1


def test_chapters_beyond_the_limit_are_chosen_whole(
    author_client: Client,
    story: Story,
    chapters: list[Chapter],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rows, "MAX_PLACES", 3)
    html = preview(author_client, story, "q=mara&replace=ines")
    value = f"{chapters[2].pk}.1"
    assert len(place_values(html)) == 3 and f'name="chapter" value="{value}"' in html
    alone = preview(author_client, story, f"q=mara&replace=ines&only={chapters[2].pk}")
    assert len(place_values(alone)) == 2
    start(author_client, story, {"q": "mara", "replace": "ines", "chapter": value})
    chapters[2].refresh_from_db()
    assert chapters[2].body == "Ines ran. *So Ma*ra. A cainesderie."


def test_queries_do_not_grow_with_the_chapters(
    author_client: Client, story: Story, chapters: list[Chapter], make_chapter: MakeChapter
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            preview(author_client, story, "q=mara&replace=ines&notes=on")
        return len(captured)

    before = count()
    for number in range(3):
        make_chapter(f"Mara {number}.")
    assert count() == before
