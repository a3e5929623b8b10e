"""The manuscript box: splits into notes and text, explains the steps, can be undone."""

import pytest
from django.test import Client

from serial.chapters.models import Chapter
from serial.desk.models import WorkingCopy
from serial.stories.models import Story
from tests.desk.forms import form_fields, open_form

ADD = "/desk/chapters/chapter/add/"
PASTED = "**A/N:** Hello!\r\n\r\nIt was *early*.\r\n\r\nSo it was.\r\n\r\nEnd A/N: Bye?"


def split(client: Client, story: Story, **typed: str) -> tuple[str, dict[str, list[str]]]:
    data = open_form(client, f"{ADD}?story={story.pk}")
    response = client.post(ADD, {**data, "manuscript": PASTED, **typed, "_split": "1"})
    page = response.content.decode()
    assert response.status_code == 200
    return page, form_fields(page)


def test_split_fills_the_fields_and_explains_the_steps(author_client: Client, story: Story) -> None:
    page, form = split(author_client, story, title="Dawn")
    assert form["note_before"] == ["Hello!"]
    assert form["body"][0].splitlines() == ["It was *early*.", "", "So it was."]
    assert (form["note_after"], form["manuscript"]) == (["Bye?"], [""])
    assert form["title"] == ["Dawn"]
    assert "The first paragraph was moved to “Note before”." in page
    assert "The last paragraph was moved to “Note after”." in page
    assert "Not saved" not in page
    assert not Chapter.objects.exists()


def test_split_is_stored_as_a_working_copy_and_can_be_saved(
    author_client: Client, story: Story
) -> None:
    _, form = split(author_client, story)
    assert WorkingCopy.objects.get().note_after == "Bye?"
    author_client.post(ADD, form)
    chapter = story.chapters.get()
    assert " ".join(chapter.body_text.split()) == "It was early. So it was."
    assert (chapter.note_before, chapter.note_after) == ("Hello!", "Bye?")


def test_undo_split_restores_the_previous_fields(author_client: Client, story: Story) -> None:
    _, form = split(author_client, story, body="Old words.", note_after="Old note.")
    response = author_client.post(ADD, {**form, "_unsplit": "1"})
    restored = form_fields(response.content.decode())
    assert (restored["body"], restored["note_after"]) == (["Old words."], ["Old note."])
    assert restored["manuscript"][0].splitlines() == PASTED.splitlines()
    assert "_unsplit" not in response.content.decode()


def test_manuscript_without_notes_becomes_the_text(author_client: Client, story: Story) -> None:
    page, form = split(author_client, story, manuscript="One.\n\nTwo.")
    assert form["body"][0].splitlines() == ["One.", "", "Two."]
    assert "The whole manuscript is now the text." in page


def test_empty_box_shows_what_to_do(author_client: Client, story: Story) -> None:
    page, form = split(author_client, story, manuscript="  ", body="Mine.")
    assert form["body"] == ["Mine."] and "Paste the manuscript" in page


def test_invalid_previous_fields_lose_nothing(author_client: Client, story: Story) -> None:
    _, form = split(author_client, story)
    for before in ("", "x", "[]", '{"body": {"a": 1}}', "null"):
        response = author_client.post(ADD, {**form, "before_split": before, "_unsplit": "1"})
        assert response.status_code == 200


LINES = "It was early.\r\nNobody was up.\r\n\u201cSo,\u201d she said."


def test_split_makes_each_line_a_paragraph_and_says_so(author_client: Client, story: Story) -> None:
    page, form = split(author_client, story, manuscript=f"A/N: Hi\r\n{LINES}")
    assert "Each of its lines is now a paragraph." in page
    assert form["body"][0].splitlines()[:3] == ["It was early.", "", "Nobody was up."]
    restored = form_fields(author_client.post(ADD, {**form, "_unsplit": "1"}).content.decode())
    assert restored["manuscript"][0].splitlines()[1:] == LINES.splitlines()


@pytest.mark.parametrize("field", ["body", "note_after", "manuscript"])
def test_lines_become_paragraphs_by_the_offered_button(
    field: str, author_client: Client, story: Story
) -> None:
    data = open_form(author_client, f"{ADD}?story={story.pk}")
    page = author_client.post(ADD, {**data, field: LINES, "new_position": "x"}).content.decode()
    assert f'name="_lines" value="{field}"' in page
    changed = author_client.post(ADD, {**form_fields(page), "_lines": field}).content.decode()
    form = form_fields(changed)
    assert form[field][0].splitlines() == "\n\n".join(LINES.splitlines()).split("\n")
    assert "Each line of the text is now a paragraph." in changed
    assert 'name="_lines"' not in changed and not Chapter.objects.exists()
    restored = form_fields(author_client.post(ADD, {**form, "_unsplit": "1"}).content.decode())
    assert restored[field][0].splitlines() == LINES.splitlines()


def test_lines_of_an_unknown_field_change_nothing(author_client: Client, story: Story) -> None:
    data = open_form(author_client, f"{ADD}?story={story.pk}")
    response = author_client.post(ADD, {**data, "body": LINES, "_lines": "title"})
    assert response.status_code == 200 and not Chapter.objects.exists()
    assert form_fields(response.content.decode())["body"][0].splitlines() == LINES.splitlines()
