"""A form of parts or credits that was opened before one of its rows was removed."""

import pytest
from django.test import Client

from accounts.models import User
from serial.stories.models import Part, Story
from tests.conftest import pen_name_of
from tests.desk.forms import open_form

MESSAGE = "This was removed in another tab"


@pytest.fixture
def parts(story: Story) -> list[Part]:
    return [
        Part.objects.create(story=story, title=title, position=n) for n, title in enumerate("AB")
    ]


def page_of(story: Story, rows: str) -> str:
    return f"/desk/stories/story/{story.pk}/{rows}/"


def test_what_was_typed_stays_and_can_be_saved_without_the_removed_part(
    author_client: Client, story: Story, parts: list[Part]
) -> None:
    url = page_of(story, "parts")
    typed = {**open_form(author_client, url), "parts-0-title": "One", "parts-1-title": "Two"}
    parts[1].delete()
    page = author_client.post(url, typed).content.decode()
    assert MESSAGE in page and 'value="One"' in page and 'value="Two"' in page
    assert list(story.parts.values_list("title", flat=True)) == ["A"]
    author_client.post(url, {**typed, "parts-1-DELETE": "on"})
    assert list(story.parts.values_list("title", flat=True)) == ["One"]


def test_removed_credit_is_said_and_the_other_can_be_saved(
    author_client: Client, story: Story, other_author: User
) -> None:
    credit = story.credits.create(pen_name=pen_name_of(other_author), role="editor", position=1)
    url = page_of(story, "credits")
    typed = {**open_form(author_client, url), "credits-0-role": "co-author"}
    credit.delete()
    page = author_client.post(url, typed).content.decode()
    assert MESSAGE in page
    author_client.post(url, {**typed, "credits-1-DELETE": "on"})
    assert MESSAGE not in author_client.get(url).content.decode()
    assert story.credits.count() == 1


@pytest.mark.parametrize("rows", ["parts", "credits"])
def test_number_of_rows_that_is_not_theirs_is_no_server_error(
    rows: str, author_client: Client, story: Story, parts: list[Part]
) -> None:
    url = page_of(story, rows)
    data = {**open_form(author_client, url), f"{rows}-INITIAL_FORMS": "9" * 20}
    assert author_client.post(url, data).status_code == 200
    assert (story.parts.count(), story.credits.count()) == (2, 1)
