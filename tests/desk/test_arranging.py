"""Arranging chapters with plain forms and as JSON."""

from datetime import timedelta

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
from tests.rolling_back import try_each
from tests.shared_rows import shared_rows

JSON = {"accept": "application/json"}


@shared_rows
def three_chapters(make_chapter: MakeChapter) -> list[Chapter]:
    return [make_chapter(title=title) for title in ("Dawn", "Noon", "Dusk")]


def arrange_url(story: Story) -> str:
    return f"/desk/stories/story/{story.pk}/arrange/"


def order(story: Story) -> list[str]:
    return list(story.chapters.filter(deleted_at=None).in_order().values_list("title", flat=True))


def test_move_up_and_undo(
    author_client: Client, story: Story, three_chapters: list[Chapter]
) -> None:
    response = author_client.post(arrange_url(story), {"up": three_chapters[2].pk}, follow=True)
    assert order(story) == ["Dawn", "Dusk", "Noon"]
    page = response.content.decode()
    assert "“Dusk” moved." in page
    author_client.post(arrange_url(story), form_fields(page.partition("data-arrange")[0]))
    assert order(story) == ["Dawn", "Noon", "Dusk"]
    author_client.post(arrange_url(story), {"down": three_chapters[0].pk})
    assert order(story) == ["Noon", "Dawn", "Dusk"]


def test_move_to_a_position_in_a_part(
    author_client: Client, story: Story, three_chapters: list[Chapter]
) -> None:
    part = Part.objects.create(story=story, title="Night", position=1)
    page = author_client.get(f"{arrange_url(story)}?move={three_chapters[0].pk}").content.decode()
    assert "Move “Dawn”" in page and "Night" in page
    author_client.post(
        arrange_url(story),
        {"chapter": three_chapters[0].pk, "after": three_chapters[2].pk, "part": part.pk},
    )
    assert order(story) == ["Noon", "Dusk", "Dawn"]
    assert story.chapters.get(title="Dawn").part == part


def test_a_move_says_when_order_and_release_disagree(
    author_client: Client, story: Story, make_chapter: MakeChapter
) -> None:
    soon = make_chapter(title="Soon", release_in=timedelta(days=1))
    make_chapter(title="Later", release_in=timedelta(days=2))
    make_chapter(release_in=None)
    warning = "“Soon” stands after “Later” but is released before it."
    for direction, expected in (("down", warning), ("down", warning), ("up", warning), ("up", "")):
        move = {direction: soon.pk}
        data = author_client.post(arrange_url(story), move, headers=JSON).json()
        assert data["warning"] == expected
        page = author_client.get(arrange_url(story)).content.decode()
        assert ("release dates disagree" in page) == bool(expected)


def test_json_response_has_numbers_and_previous_position(
    author_client: Client, story: Story, three_chapters: list[Chapter]
) -> None:
    dawn, noon, dusk = three_chapters
    move = {"chapter": dusk.pk, "after": "", "part": ""}
    data = author_client.post(arrange_url(story), move, headers=JSON).json()
    assert data["numbers"] == {str(dusk.pk): 1, str(dawn.pk): 2, str(noon.pk): 3}
    assert data["undo"] == {"after": noon.pk, "part": ""}


def test_two_authors_arrange_at_the_same_time(
    author_client: Client, story: Story, three_chapters: list[Chapter], make_chapter: MakeChapter
) -> None:
    """A move names the chapter before it, so it stays valid on an outdated page."""
    dawn, noon, dusk = three_chapters
    author_client.post(arrange_url(story), {"chapter": dusk.pk, "after": "", "part": ""})
    author_client.post(arrange_url(story), {"chapter": dawn.pk, "after": noon.pk, "part": ""})
    assert order(story) == ["Dusk", "Noon", "Dawn"]
    delete_chapter(noon)
    move = {"chapter": dawn.pk, "after": noon.pk, "part": ""}
    response = author_client.post(arrange_url(story), move, follow=True)
    assert "The chapter was not moved" in response.content.decode()
    assert author_client.post(arrange_url(story), move, headers=JSON).status_code == 409
    assert order(story) == ["Dusk", "Dawn"]


@try_each("text", ["x", "²", "-1", "9" * 5_000])
def test_bad_input(
    author_client: Client, story: Story, three_chapters: list[Chapter], text: str
) -> None:
    for data, status in (
        ({"up": text}, 404),
        ({"chapter": three_chapters[0].pk}, 404),
        ({"chapter": three_chapters[0].pk, "after": text, "part": ""}, 302),
        ({"chapter": three_chapters[0].pk, "after": "", "part": text}, 302),
        ({}, 404),
    ):
        assert author_client.post(arrange_url(story), data).status_code == status
    for query in (f"move={text}", f"undo={text}", f"undo={three_chapters[0].pk}&after={text}"):
        assert author_client.get(f"{arrange_url(story)}?{query}").status_code == 200
    assert order(story) == ["Dawn", "Noon", "Dusk"]


@pytest.mark.parametrize("visitor", ["guest", "reader", "moderator", "other_author"])
def test_other_users_cannot_move_chapters(
    visitor: str, story: Story, three_chapters: list[Chapter], request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(f"{visitor}_client")
    for data in (
        {"up": three_chapters[2].pk},
        {"chapter": three_chapters[2].pk, "after": "", "part": ""},
    ):
        assert client.post(arrange_url(story), data).status_code in {403, 404}
    assert order(story) == ["Dawn", "Noon", "Dusk"]


def test_chapter_of_another_story_is_not_found(
    other_author_client: Client,
    other_author: User,
    make_story: MakeStory,
    story: Story,
    three_chapters: list[Chapter],
) -> None:
    other_story = make_story("Other", by=other_author)
    data = {"chapter": three_chapters[2].pk, "after": "", "part": ""}
    for move in (data, {"up": three_chapters[2].pk}):
        assert other_author_client.post(arrange_url(other_story), move).status_code == 404
    assert order(story) == ["Dawn", "Noon", "Dusk"]


def test_query_count_does_not_grow_with_chapters(
    author_client: Client, story: Story, three_chapters: list[Chapter]
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert author_client.get(arrange_url(story)).status_code == 200
        return len(captured)

    queries()
    before = queries()
    chapters = [
        Chapter(story=story, title=f"No. {n}", slug=f"no-{n}", position=n + 4, number=n + 4)
        for n in range(30)
    ]
    Chapter.objects.bulk_create(chapters)
    assert queries() == before <= 12
