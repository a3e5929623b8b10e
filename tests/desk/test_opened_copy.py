"""A single unsaved draft opens by itself in the editor; several are listed on the dashboard."""

from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.saving import SaveInfo, save_text
from serial.chapters.texts import ChapterText
from serial.desk.models import WorkingCopy
from serial.stories.models import Story
from tests.conftest import MakeStory
from tests.desk.forms import form_fields, open_form

CHAPTERS = "/desk/chapters/chapter/"
ADD = f"{CHAPTERS}add/"
OPENED = "You are seeing changes that are not saved"
OPENED_NEW = "You are seeing a draft that was never saved"
SAVED = "You are seeing what was saved"
UNKNOWN = str(UUID(int=1))


@pytest.fixture
def url(chapter: Chapter) -> str:
    return f"{CHAPTERS}{chapter.pk}/change/"


def store(client: Client, body: str, key: UUID | None = None, **fields: Any) -> UUID:
    key = key or uuid4()
    response = client.post(f"{CHAPTERS}working-copies/{key}/", {"body": body, **fields})
    assert response.status_code == 200
    return key


def continue_in_new_tab(client: Client, url: str, body: str, **fields: Any) -> UUID:
    """Opens the form and types in it, as the script stores it."""
    form = open_form(client, url)
    continued = form["continued_copy"][0]
    key = UUID(form["copy_key"][0])
    return store(client, body, key, sequence=1, continued_copy=continued, **fields)


def text(client: Client, url: str) -> str:
    return " ".join(client.get(url).content.decode().split())


def body_of(page: str) -> str:
    return form_fields(page)["body"][0].strip()


def bodies() -> set[str]:
    return set(WorkingCopy.objects.unsaved().values_list("body", flat=True))


def test_unsaved_changes_open_by_themselves(
    author_client: Client, chapter: Chapter, url: str
) -> None:
    with time_machine.travel(timezone.now().replace(hour=11, minute=14), tick=False):
        store(author_client, "Mine.", chapter=chapter.pk, based_on=1)
        page = text(author_client, url)
    assert f"{OPENED}, from 11:14." in page and 'href="?copy=saved"' in page
    assert body_of(page) == "Mine."
    saved = text(author_client, f"{url}?copy=saved")
    assert SAVED in saved and "?copy=saved" not in saved
    assert body_of(saved) == "Some words."
    key = WorkingCopy.objects.get().key
    assert f"?copy={key}" in saved and f"{key}/discard/" in saved


@pytest.mark.parametrize(("sent", "shown"), [("3", "3"), ("99", "5"), ("x", None), ("", None)])
def test_the_cursor_is_kept(
    author_client: Client, chapter: Chapter, url: str, sent: str, shown: str | None
) -> None:
    store(author_client, "Mine.", chapter=chapter.pk, based_on=1, caret=sent)
    page = text(author_client, url)
    assert f'data-caret="{shown}"' in page if shown else "data-caret" not in page


def test_other_days_are_named(author_client: Client, chapter: Chapter, url: str) -> None:
    with time_machine.travel("2026-11-20T11:14Z", tick=False):
        store(author_client, "Mine.", chapter=chapter.pk, based_on=1)
    with time_machine.travel("2026-11-22T11:14Z", tick=False):
        assert f"{OPENED}, from 20 Nov." in text(author_client, url)


def test_opened_changes_of_an_older_revision_say_so(
    author_client: Client, author: User, chapter: Chapter, url: str
) -> None:
    store(author_client, "Mine.", chapter=chapter.pk, based_on=1)
    save_text(chapter, ChapterText(body="Theirs."), SaveInfo(by=author), based_on=1)
    page = text(author_client, url)
    assert OPENED in page and "Saved by you elsewhere, " in page
    refused = author_client.post(url, form_fields(page)).content.decode()
    assert "Not saved: you saved this chapter" in refused
    chapter.refresh_from_db()
    assert chapter.body == "Theirs."


def test_a_copy_that_is_continued_is_replaced(
    author_client: Client, chapter: Chapter, url: str
) -> None:
    store(author_client, "Mine.", chapter=chapter.pk, based_on=1, sequence=5)
    continue_in_new_tab(author_client, url, "Mine, and more.", chapter=chapter.pk, based_on=1)
    assert bodies() == {"Mine, and more."}
    assert body_of(text(author_client, url)) == "Mine, and more."


def test_two_tabs_keep_both_texts(author_client: Client, chapter: Chapter, url: str) -> None:
    first = store(author_client, "Mine.", chapter=chapter.pk, based_on=1, sequence=5)
    form = open_form(author_client, url)
    store(author_client, "First tab.", first, chapter=chapter.pk, based_on=1, sequence=6)
    continued, key = form["continued_copy"][0], UUID(form["copy_key"][0])
    fields = {"chapter": chapter.pk, "based_on": 1, "continued_copy": continued}
    store(author_client, "Second tab.", key, sequence=7, **fields)
    assert bodies() == {"First tab.", "Second tab."}
    # And if the first tab goes on after the second has replaced its text.
    third = {"chapter": chapter.pk, "based_on": 1}
    continue_in_new_tab(author_client, f"{url}?copy={first}", "Third tab.", **third)
    assert bodies() == {"Second tab.", "Third tab."}
    store(author_client, "First tab!", first, chapter=chapter.pk, based_on=1, sequence=9)
    assert bodies() == {"First tab!", "Second tab.", "Third tab."}


def test_several_versions_are_linked_not_opened(
    author_client: Client, chapter: Chapter, url: str
) -> None:
    for body in ("One.", "Two."):
        store(author_client, body, chapter=chapter.pk, based_on=1)
    page = text(author_client, url)
    assert "2 versions with changes that are not saved" in page
    assert 'href="/desk/#unsaved"' in page and OPENED not in page
    assert body_of(page) == "Some words."


def test_saving_closes_the_copy_that_was_opened(
    author_client: Client, chapter: Chapter, url: str
) -> None:
    store(author_client, "Mine.", chapter=chapter.pk, based_on=1)
    # Without JavaScript, nothing is stored under the key of the form.
    author_client.post(url, open_form(author_client, url))
    assert not bodies()
    page = text(author_client, url)
    assert OPENED not in page and body_of(page) == "Mine."


def test_saving_shows_what_was_saved_although_another_tab_has_changes(
    author_client: Client, chapter: Chapter, url: str
) -> None:
    data = open_form(author_client, url)
    store(author_client, "Elsewhere.", chapter=chapter.pk, based_on=1)
    response = author_client.post(url, {**data, "body": "Here.", "_continue": "1"})
    assert response.headers["Location"] == f"{url}?copy=saved"
    page = text(author_client, response.headers["Location"])
    assert body_of(page) == "Here." and SAVED in page
    assert bodies() == {"Elsewhere."}


def test_refused_form_stays_as_it_was_sent(
    author_client: Client, chapter: Chapter, url: str
) -> None:
    store(author_client, "Mine.", chapter=chapter.pk, based_on=1)
    data = open_form(author_client, url)
    response = author_client.post(url, {**data, "title": "x" * 400, "body": "Mine, and more."})
    page = " ".join(response.content.decode().split())
    assert body_of(page) == "Mine, and more." and OPENED not in page
    assert bodies() == {"Mine, and more."}


def test_the_only_new_draft_of_a_story_opens_by_itself(
    author_client: Client, story: Story, make_story: MakeStory
) -> None:
    store(author_client, "It was early.", story=story.pk)
    other = make_story("Other")
    page = text(author_client, f"{ADD}?story={story.pk}")
    assert OPENED_NEW in page and body_of(page) == "It was early."
    assert form_fields(page)["story"] == [str(story.pk)]
    assert f'href="?copy=saved&amp;story={story.pk}"' in page
    empty = text(author_client, f"{ADD}?copy=saved&story={story.pk}")
    assert body_of(empty) == "" and "was never saved." in empty
    assert body_of(text(author_client, f"{ADD}?story={other.pk}")) == ""


def test_several_new_drafts_are_counted_and_listed_on_the_dashboard(
    author_client: Client, story: Story
) -> None:
    for number in range(3):
        store(author_client, f"Draft {number} begins.", story=story.pk)
    page = text(author_client, f"{ADD}?story={story.pk}")
    assert "3 drafts that were never saved" in page and "Draft 1" not in page
    assert body_of(page) == ""


def test_discarding_asks_first(author_client: Client, story: Story) -> None:
    key = store(author_client, "It was early.", story=story.pk)
    discard = f"{CHAPTERS}working-copies/{key}/discard/"
    page = text(author_client, discard)
    assert "Discard this draft?" in page and "It was early." in page
    assert bodies() == {"It was early."}
    author_client.post(discard)
    assert not bodies()


def test_new_chapter_closes_the_draft_that_it_continues(
    author_client: Client, story: Story
) -> None:
    store(author_client, "It was early.", story=story.pk)
    url = f"{ADD}?story={story.pk}"
    author_client.post(url, open_form(author_client, url))
    assert story.chapters.get().body == "It was early."
    assert body_of(text(author_client, url)) == ""


@pytest.mark.parametrize("version", ["x", "x.1", UNKNOWN, f"{UNKNOWN}.x", "9" * 5_000])
def test_unknown_continued_copies_are_ignored(
    author_client: Client, chapter: Chapter, url: str, version: str
) -> None:
    store(author_client, "Mine.", chapter=chapter.pk, based_on=1, continued_copy=version)
    data = {**open_form(author_client, url), "continued_copy": version}
    assert author_client.post(url, data).status_code == 302


def test_nobody_closes_the_copies_of_others(
    author_client: Client, other_author_client: Client, chapter: Chapter, story: Story
) -> None:
    key = store(author_client, "Mine.", chapter=chapter.pk, sequence=5)
    store(other_author_client, "x", continued_copy=f"{key}.5")
    assert bodies() == {"Mine.", "x"}


def test_what_a_form_sent_is_no_error_if_it_was_saved(
    author_client: Client, chapter: Chapter, url: str
) -> None:
    data = open_form(author_client, url)
    key = data["copy_key"][0]
    store(author_client, "Mine.", UUID(key), chapter=chapter.pk, sequence=1)
    author_client.post(url, {**data, "body": "Mine."})
    late = {"body": "Mine.", "chapter": chapter.pk, "sequence": 2}
    copies = f"{CHAPTERS}working-copies/{key}/"
    assert author_client.post(copies, late).status_code == 409
    response = author_client.post(copies, {**late, "is_submitted": "1"})
    assert response.status_code == 200 and response.json()["stored"] is False
