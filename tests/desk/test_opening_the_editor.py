"""The work of opening the editor of a long chapter, in calls of functions, and what it may keep."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from serial.chapters.models import Chapter
from serial.stories.models import Story
from tests.bench.bench_rendering import generate_prose
from tests.conftest import MakeChapter
from tests.markup.calls import count_calls

SLIP = "This quotation mark is never closed."


def url_of(chapter: Chapter) -> str:
    return f"/desk/chapters/chapter/{chapter.pk}/change/"


def calls_of_opening(client: Client, chapter: Chapter) -> int:
    response, calls = count_calls(lambda: client.get(url_of(chapter)))
    assert response.status_code == 200
    return calls


def checks(client: Client, chapter: Chapter) -> str:
    page = client.get(url_of(chapter)).content.decode()
    return page.partition('id="checks_body"')[2].partition("data-paste-notice")[0]


def test_long_chapter_opens_with_little_more_work(
    author_client: Client, make_chapter: MakeChapter
) -> None:
    short, long = make_chapter("Ten words."), make_chapter(generate_prose(20_000))
    # The templates are compiled first.
    author_client.get(url_of(short))
    calls = calls_of_opening(author_client, short)
    assert calls < 85_000
    # 44,000 when the text is checked.
    assert calls_of_opening(author_client, long) - calls < 60_000
    # 26,000 for the twenty findings that are listed.
    assert calls_of_opening(author_client, long) - calls < 35_000


def test_many_scheduled_chapters_are_little_work(
    author_client: Client, story: Story, make_chapter: MakeChapter
) -> None:
    draft = make_chapter(release_in=None)
    author_client.get(url_of(draft))
    before = calls_of_opening(author_client, draft)
    now = timezone.now()
    Chapter.objects.bulk_create(
        Chapter(story=story, slug=f"n-{n}", position=n + 9, release_at=now + timedelta(days=n + 1))
        for n in range(100)
    )
    assert calls_of_opening(author_client, draft) - before < 100 * 80


def test_findings_are_those_of_the_text_and_of_the_language(
    author_client: Client, story: Story, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter('"It was.\n\nOver.')
    for _again in range(2):
        assert SLIP in checks(author_client, chapter)
    Chapter.objects.filter(pk=chapter.pk).update(body='"It was."\n\nOver.')
    assert SLIP not in checks(author_client, chapter)
    Chapter.objects.filter(pk=chapter.pk).update(body='"It was.\n\nOver.')
    assert SLIP in checks(author_client, chapter)
    # Other languages have other quotation marks.
    Story.objects.filter(pk=story.pk).update(language="de")
    assert SLIP not in checks(author_client, chapter)
