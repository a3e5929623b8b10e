"""A whole manuscript in one box: put into the fields, said, and taken back; nothing is saved."""

from django.test import Client

from serial.chapters.models import Chapter
from serial.desk.models import WorkingCopy
from serial.stories.models import Story
from tests.desk.forms import form_fields, open_form

ADD = "/desk/chapters/chapter/add/"
PASTED = "**A/N:** Hello!\r\n\r\nIt was *early*.\r\n\r\nSo it was.\r\n\r\nEnd A/N: Bye?"


def split(client: Client, story: Story, **typed: str) -> tuple[str, dict[str, list[str]]]:
    data = open_form(client, f"{ADD}?story={story.pk}")
    answer = client.post(ADD, {**data, "manuscript": PASTED, **typed, "_split": "1"})
    page = answer.content.decode()
    assert answer.status_code == 200
    return page, form_fields(page)


def test_each_part_comes_into_its_field_and_it_is_said(author_client: Client, story: Story) -> None:
    page, form = split(author_client, story, title="Dawn")
    assert form["note_before"] == ["Hello!"]
    assert form["body"][0].splitlines() == ["It was *early*.", "", "So it was."]
    assert (form["note_after"], form["manuscript"]) == (["Bye?"], [""])
    assert form["title"] == ["Dawn"]
    assert "The first paragraph became the note before." in page
    assert "The last paragraph became the note after." in page
    assert "Not saved" not in page
    assert not Chapter.objects.exists()


def test_it_is_kept_and_can_then_be_saved(author_client: Client, story: Story) -> None:
    _, form = split(author_client, story)
    assert WorkingCopy.objects.get().note_after == "Bye?"
    author_client.post(ADD, form)
    chapter = story.chapters.get()
    assert " ".join(chapter.body_text.split()) == "It was early. So it was."
    assert (chapter.note_before, chapter.note_after) == ("Hello!", "Bye?")


def test_it_can_be_taken_back_with_all_that_stood_there(
    author_client: Client, story: Story
) -> None:
    _, form = split(author_client, story, body="Old words.", note_after="Old note.")
    answer = author_client.post(ADD, {**form, "_unsplit": "1"})
    back = form_fields(answer.content.decode())
    assert (back["body"], back["note_after"]) == (["Old words."], ["Old note."])
    assert back["manuscript"][0].splitlines() == PASTED.splitlines()
    assert "_unsplit" not in answer.content.decode()


def test_a_manuscript_without_notes_is_all_text(author_client: Client, story: Story) -> None:
    page, form = split(author_client, story, manuscript="One.\n\nTwo.")
    assert form["body"][0].splitlines() == ["One.", "", "Two."]
    assert "all of it is the text" in page


def test_an_empty_box_is_told_what_to_do(author_client: Client, story: Story) -> None:
    page, form = split(author_client, story, manuscript="  ", body="Mine.")
    assert form["body"] == ["Mine."] and "Paste the manuscript" in page


def test_what_was_tampered_with_loses_nothing(author_client: Client, story: Story) -> None:
    for before in ("", "x", "[]", '{"body": {"a": 1}}', "null"):
        _, form = split(author_client, story)
        answer = author_client.post(ADD, {**form, "before_split": before, "_unsplit": "1"})
        assert answer.status_code == 200
