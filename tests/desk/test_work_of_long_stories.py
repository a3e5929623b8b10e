"""The work of the pages of a long story, in calls of functions: a few for each chapter."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from serial.chapters.models import Chapter
from serial.stories.models import Story
from tests.markup.calls import count_calls

CHAPTERS = 300
# 161 and 147, most of them for reading the row. A loop in a template takes 700.
CALLS_OF_A_CHAPTER = 190


@pytest.mark.parametrize("page", ["change", "arrange"])
def test_each_chapter_is_a_few_calls(author_client: Client, story: Story, page: str) -> None:
    url = f"/desk/stories/story/{story.pk}/{page}/"

    def calls() -> int:
        author_client.get(url)
        response, calls = count_calls(lambda: author_client.get(url))
        assert response.status_code == 200
        return calls

    before = calls()
    now = timezone.now()
    Chapter.objects.bulk_create(
        Chapter(
            story=story,
            title=f"No. {n}",
            slug=f"no-{n}",
            position=n + 1,
            number=n + 1,
            words=n,
            release_at=now + timedelta(days=n - 250),
        )
        for n in range(CHAPTERS)
    )
    assert (calls() - before) / CHAPTERS < CALLS_OF_A_CHAPTER
