"""The page for arranging chapters, with plain forms."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from serial.chapters.deleting import delete_chapter
from serial.chapters.models import Chapter
from serial.stories.models import Part, Story
from tests.conftest import MakeChapter, MakeStory
from tests.desk.forms import form_fields

JSON = {"accept": "application/json"}


@pytest.fixture
def three(make_chapter: MakeChapter) -> list[Chapter]:
    return [make_chapter(title=title) for title in ("Dawn", "Noon", "Dusk")]


def here(story: Story) -> str:
    return f"/desk/stories/story/{story.pk}/arrange/"


def order(story: Story) -> list[str]:
    return list(story.chapters.filter(deleted_at=None).in_order().values_list("title", flat=True))


def test_one_step_by_a_button_and_back(
    author_client: Client, story: Story, three: list[Chapter]
) -> None:
    answer = author_client.post(here(story), {"up": three[2].pk}, follow=True)
    assert order(story) == ["Dawn", "Dusk", "Noon"]
    page = answer.content.decode()
    assert "Dusk was moved." in page
    author_client.post(here(story), form_fields(page.partition("data-order")[0]))
    assert order(story) == ["Dawn", "Noon", "Dusk"]
    author_client.post(here(story), {"down": three[0].pk})
    assert order(story) == ["Noon", "Dawn", "Dusk"]


def test_far_away_and_into_a_part(
    author_client: Client, story: Story, three: list[Chapter]
) -> None:
    part = Part.objects.create(story=story, title="Night", position=1)
    page = author_client.get(f"{here(story)}?move={three[0].pk}").content.decode()
    assert "Move Dawn" in page and "Night" in page
    author_client.post(here(story), {"chapter": three[0].pk, "after": three[2].pk, "part": part.pk})
    assert order(story) == ["Noon", "Dusk", "Dawn"]
    assert story.chapters.get(title="Dawn").part == part


def test_a_script_is_told_the_numbers_and_the_way_back(
    author_client: Client, story: Story, three: list[Chapter]
) -> None:
    dawn, noon, dusk = three
    move = {"chapter": dusk.pk, "after": "", "part": ""}
    told = author_client.post(here(story), move, headers=JSON).json()
    assert told["numbers"] == {str(dusk.pk): 1, str(dawn.pk): 2, str(noon.pk): 3}
    assert told["undo"] == {"after": noon.pk, "part": ""}


def test_two_people_who_arrange_at_once(
    author_client: Client, story: Story, three: list[Chapter], make_chapter: MakeChapter
) -> None:
    """The second one's page is old: what they named is a neighbour, so it still means the same."""
    dawn, noon, dusk = three
    author_client.post(here(story), {"chapter": dusk.pk, "after": "", "part": ""})
    author_client.post(here(story), {"chapter": dawn.pk, "after": noon.pk, "part": ""})
    assert order(story) == ["Dusk", "Noon", "Dawn"]
    delete_chapter(noon)
    move = {"chapter": dawn.pk, "after": noon.pk, "part": ""}
    answer = author_client.post(here(story), move, follow=True)
    assert "Not moved" in answer.content.decode()
    assert author_client.post(here(story), move, headers=JSON).status_code == 409
    assert order(story) == ["Dusk", "Dawn"]


@pytest.mark.parametrize("text", ["x", "²", "-1", "9" * 5_000])
def test_bad_input(author_client: Client, story: Story, three: list[Chapter], text: str) -> None:
    for data, status in (
        ({"up": text}, 404),
        ({"chapter": three[0].pk}, 404),
        ({"chapter": three[0].pk, "after": text, "part": ""}, 302),
        ({"chapter": three[0].pk, "after": "", "part": text}, 302),
        ({}, 404),
    ):
        assert author_client.post(here(story), data).status_code == status
    for query in (f"move={text}", f"undo={text}", f"undo={three[0].pk}&after={text}"):
        assert author_client.get(f"{here(story)}?{query}").status_code == 200
    assert order(story) == ["Dawn", "Noon", "Dusk"]


@pytest.mark.parametrize("visitor", ["guest", "reader", "moderator", "other_author"])
def test_nobody_else_moves_anything(
    visitor: str, story: Story, three: list[Chapter], request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(f"{visitor}_client")
    for data in ({"up": three[2].pk}, {"chapter": three[2].pk, "after": "", "part": ""}):
        assert client.post(here(story), data).status_code in {403, 404}
    assert order(story) == ["Dawn", "Noon", "Dusk"]


def test_a_chapter_of_another_story_is_not_reached_through_ones_own(
    other_author_client: Client,
    other_author: User,
    make_story: MakeStory,
    story: Story,
    three: list[Chapter],
) -> None:
    theirs = make_story("Other", by=other_author)
    data = {"chapter": three[2].pk, "after": "", "part": ""}
    for sent in (data, {"up": three[2].pk}):
        assert other_author_client.post(here(theirs), sent).status_code == 404
    assert order(story) == ["Dawn", "Noon", "Dusk"]


def test_a_thousand_chapters_cost_as_many_queries_as_three(
    author_client: Client, story: Story, three: list[Chapter]
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert author_client.get(here(story)).status_code == 200
        return len(captured)

    queries()
    before = queries()
    many = [
        Chapter(story=story, title=f"No. {n}", slug=f"no-{n}", position=n + 4, number=n + 4)
        for n in range(200)
    ]
    Chapter.objects.bulk_create(many)
    assert queries() == before <= 12
