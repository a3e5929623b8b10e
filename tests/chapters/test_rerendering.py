"""Outdated HTML is rendered again in batches; an interrupted run continues."""

import pytest
from django.core.management import call_command

from serial.chapters.html.rerendering import rerender_chapters, rerender_story
from serial.chapters.models import Chapter
from tests.conftest import MakeChapter


@pytest.fixture
def outdated(make_chapter: MakeChapter) -> list[Chapter]:
    chapters = [make_chapter(f"Chapter *{n}*") for n in range(5)]
    Chapter.objects.update(renderer_version=0, body_html="old")
    return chapters


def count_outdated() -> int:
    return Chapter.objects.filter(body_html="old").count()


def test_interrupted_run_continues(outdated: list[Chapter]) -> None:
    batches = rerender_chapters(batch=2)
    assert next(batches) == 2
    assert count_outdated() == 3
    assert list(rerender_chapters(batch=2)) == [2, 1]
    assert count_outdated() == 0
    assert list(rerender_chapters(batch=2)) == []


def test_command_renders_all_chapters_without_new_revisions(outdated: list[Chapter]) -> None:
    call_command("rerender", "--batch=2")
    chapter = Chapter.objects.get(pk=outdated[0].pk)
    assert chapter.body_html == f'<p id="c{chapter.pk}-b1">Chapter <em>0</em></p>'
    assert chapter.first_sentences == "Chapter 0"
    assert chapter.revision == 1


def test_chapters_follow_the_punctuation_setting_of_their_story(make_chapter: MakeChapter) -> None:
    chapter = make_chapter('"Yes," she said.')
    assert "“Yes,”" in chapter.body_html
    chapter.story.smart_punctuation = False
    chapter.story.save_with_slug()
    rerender_story(chapter.story)
    chapter.refresh_from_db()
    assert '"Yes,"' in chapter.body_html
