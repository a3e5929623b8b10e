"""A text with more formatting than the renderer takes is saved, and its author is told why."""

import pytest
from django.test import Client

from serial.chapters.models import Chapter
from serial.stories.models import Story
from tests.desk.forms import open_form
from tests.rolling_back import try_each

WARNING = "This text has more formatting than a page can show, most of it"
TABLE = "a|b\n-|-\n" + "x|y\n" * 1_500
# Cells that are missing in a row cost as much as others.
SUMMARY = "a|" * 100 + "\n" + "-|" * 100 + "\n" + "x|\n" * 100
PREVIEW_URL = "/desk/markdownx/markdownify/"
TOO_MUCH = {
    "cells of tables": TABLE,
    "items of lists": "- a\n" * 2_500,
    "quotations in quotations": "> > > a\n>\n" * 3_000,
    "links and footnotes": "[a](b) " * 2_500,
    "emphasis": "*a* " * 15_000,
    "HTML tags": "a <b>x</b> " * 4_500,
}


@pytest.mark.extended
@try_each("name", TOO_MUCH)
def test_preview_says_what_is_too_much(author_client: Client, name: str) -> None:
    data = {"content": TOO_MUCH[name], "field": "body"}
    response = author_client.post(PREVIEW_URL, data, headers={"Accept": "application/json"}).json()
    assert f"{WARNING} {name}." in response["checks"]
    assert response["html"].startswith("<p>")


def test_formatted_text_has_no_warning(author_client: Client) -> None:
    table = "a|b\n-|-\n" + "x|y\n" * 40 + "\n*Yes*, she said.\n\n" * 500
    data = {"content": table, "field": "body"}
    response = author_client.post(PREVIEW_URL, data, headers={"Accept": "application/json"}).json()
    assert WARNING not in response["checks"] and "<table>" in response["html"]


def test_chapter_is_saved_and_its_author_is_told(author_client: Client, chapter: Chapter) -> None:
    url = f"/desk/chapters/chapter/{chapter.pk}/change/"
    data = {**open_form(author_client, url), "body": TABLE, "_continue": "yes"}
    page = author_client.post(url, data, follow=True).content.decode()
    chapter.refresh_from_db()
    assert chapter.body.strip() == TABLE.strip()
    # As a message after saving, and beside the field.
    assert f"Text: {WARNING} cells of tables." in page and page.count(WARNING) == 2


def test_preview_page_says_what_is_too_much(author_client: Client, chapter: Chapter) -> None:
    url = f"/desk/chapters/chapter/preview/?chapter={chapter.pk}"
    page = author_client.post(url, {"body": "Words.", "note_after": TABLE}).content.decode()
    assert page.count(f"{WARNING} cells of tables.") == 1
    assert WARNING not in author_client.post(url, {"body": "Words."}).content.decode()


def test_summary_is_saved_and_its_author_is_told(author_client: Client, story: Story) -> None:
    url = f"/desk/stories/story/{story.pk}/about/"
    data = {**open_form(author_client, url), "summary": SUMMARY}
    page = author_client.post(url, data, follow=True).content.decode()
    story.refresh_from_db()
    assert f"Summary: {WARNING} cells of tables." in page
    assert story.summary.strip() == SUMMARY.strip()
