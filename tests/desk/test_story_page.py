"""The page of a story at the desk: its chapters as rows, their order, states and actions."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Preferences, User
from accounts.takedown_reasons import TakedownReason
from serial.chapters.deleting import delete_chapter
from serial.chapters.models import Chapter
from serial.comments.feedback_pause import pause_feedback
from serial.comments.models import Discussion
from serial.desk.stories.chapter_groups import ALL_OPEN_UP_TO, GROUP_SIZE
from serial.desk.stories.chapter_rows import ChapterRow
from serial.desk.stories.release_order import find_conflicts
from serial.stories.models import Part, Story
from serial.stories.taking_down import take_down
from tests.conftest import MakeChapter, MakeStory

DAY = timedelta(days=1)
LIST = "/desk/chapters/chapter/"


def page_url(story: Story) -> str:
    return f"/desk/stories/story/{story.pk}/change/"


def open_page(client: Client, story: Story, query: str = "") -> str:
    response = client.get(page_url(story) + query)
    assert response.status_code == 200
    return response.content.decode()


def rows_of(page: str) -> list[str]:
    """The words of each row, without markup."""
    rows = re.findall(r'<tr id="chapter-\d+">.*?</tr>', page, re.DOTALL)
    texts = [re.sub(r"<[^>]*>", " ", row) for row in rows]
    return [" ".join(unescape(text).split()) for text in texts]


def titles_of(page: str) -> list[str]:
    return [unescape(title) for title in re.findall(r'id="t\d+" dir="auto">([^<]*)<', page)]


def test_rows_say_number_title_state_date_words_comments_and_kudos(
    author: User, author_client: Client, story: Story, make_chapter: MakeChapter
) -> None:
    Preferences.objects.create(user=author, time_zone="America/New_York")
    released, scheduled, draft = (
        make_chapter("One two three.", title="Out <now>", release_in=None),
        make_chapter("One two.", title="Soon", release_in=None),
        make_chapter("One.", title="", release_in=None),
    )
    this_year = timezone.now().year
    Chapter.objects.filter(pk=released.pk).update(
        release_at=datetime(this_year - 1, 3, 1, 3, tzinfo=UTC)
    )
    # 18:30 in New York, the day before in UTC's terms of the next day.
    Chapter.objects.filter(pk=scheduled.pk).update(
        release_at=datetime(this_year + 2, 1, 2, 23, 30, tzinfo=UTC)
    )
    Discussion.objects.create(chapter=released, comment_count=1_234, kudos_count=5)
    rows = rows_of(open_page(author_client, story, "?order=reading"))
    assert rows[0].startswith("1 Out <now> Released") and rows[0].endswith(
        "3 words 1,234 comments 5 kudos"
    )
    assert re.search(rf"2 Soon Scheduled \w+ 2\sJan {this_year + 2}, 18:30 2 words", rows[1])
    assert rows[2] == "3 Chapter 3 Draft saved just now 1 word"
    assert "Times are those of New York" in open_page(author_client, story)
    pause_feedback(author)
    assert rows_of(open_page(author_client, story, "?order=reading"))[0].endswith("3 words")
    assert draft.pk


def test_parts_are_headings_and_the_order_turns_round(
    author_client: Client, story: Story, make_chapter: MakeChapter
) -> None:
    parts = [Part.objects.create(story=story, title=t, position=i) for i, t in enumerate("ABC")]
    for title, part in (("prologue", None), ("a", parts[0]), ("b1", parts[1]), ("b2", parts[1])):
        make_chapter(title=title, part=part)
    newest = open_page(author_client, story)
    assert titles_of(newest) == ["b2", "b1", "a", "prologue"]
    assert re.findall(r'<h2 dir="auto">(.*?)</h2>', newest) == ["C", "B", "A", "No part"]
    reading = open_page(author_client, story, "?order=reading")
    assert titles_of(reading) == ["prologue", "a", "b1", "b2"]
    assert re.findall(r'<h2 dir="auto">(.*?)</h2>', reading) == ["No part", "A", "B", "C"]


def test_long_stories_fold_into_hundreds(author_client: Client, story: Story) -> None:
    count = GROUP_SIZE + ALL_OPEN_UP_TO
    Chapter.objects.bulk_create(
        Chapter(story=story, title=f"t{n}", slug=f"t{n}", position=n, number=n)
        for n in range(1, count + 1)
    )
    page = open_page(author_client, story)
    assert f"Chapters {GROUP_SIZE + 1} to {count}" in page and "Chapters 1 to 100" in page
    assert page.count('<details class="chapter-group"') == 2
    assert page.count('<details class="chapter-group" open') == 1
    assert titles_of(page)[0] == f"t{count}" and len(titles_of(page)) == count


def test_chapters_are_shown_by_state(
    author_client: Client, story: Story, make_chapter: MakeChapter
) -> None:
    make_chapter(title="out")
    make_chapter(title="soon", release_in=DAY)
    make_chapter(title="draft", release_in=None)
    delete_chapter(make_chapter(title="gone"))
    assert set(titles_of(open_page(author_client, story))) == {"out", "soon", "draft"}
    for state, title in (
        *(("released", "out"), ("scheduled", "soon"), ("draft", "draft")),
        ("deleted", "gone"),
    ):
        page = open_page(author_client, story, f"?state={state}")
        assert titles_of(page) == [title], state
    assert len(titles_of(open_page(author_client, story, "?state=made-up"))) == 3


def test_deleted_chapters_come_back_from_their_list(
    author_client: Client, story: Story, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter(title="gone")
    response = author_client.post(f"{LIST}{chapter.pk}/delete/", {"post": "yes"}, follow=True)
    assert response.redirect_chain[-1][0] == page_url(story)
    assert "“gone” deleted" in response.content.decode()
    page = open_page(author_client, story, "?state=deleted")
    (action_url,) = re.findall(r'<form id="selected"[^>]* action="([^"]*)"', page)
    data = {"index": "0", "action": "undelete_selected", "_selected_action": chapter.pk}
    author_client.post(unescape(action_url), data)
    chapter.refresh_from_db()
    assert chapter.deleted_at is None


def test_actions_on_selected_chapters_lead_back_to_the_page(
    author_client: Client, story: Story, make_chapter: MakeChapter, make_story: MakeStory
) -> None:
    make_story("Another one")
    chapters = [make_chapter(release_in=DAY) for _ in range(2)]
    page = open_page(author_client, story)
    (action_url,) = re.findall(r'<form id="selected"[^>]* action="([^"]*)"', page)
    data = {"index": "0", "_selected_action": [chapter.pk for chapter in chapters]}
    data["action"] = "revert_selected_to_draft"
    response = author_client.post(unescape(action_url), data, follow=True)
    assert response.redirect_chain[-1][0] == page_url(story)
    assert "2 chapters reverted to draft." in response.content.decode()
    assert Chapter.objects.drafts().count() == 2
    # Without JavaScript a button can be pressed while nothing is selected.
    response = author_client.post(
        unescape(action_url), {"index": "0", "action": "publish_selected"}, follow=True
    )
    assert response.redirect_chain[-1][0] == page_url(story)


def test_the_list_of_chapters_leads_to_the_story(
    author_client: Client, story: Story, make_story: MakeStory
) -> None:
    assert author_client.get(LIST).headers["location"] == page_url(story)
    other = make_story("Another")
    assert author_client.get(LIST).headers["location"] == "/desk/stories/story/"
    query = f"?story__id__exact={other.pk}&state=draft"
    assert author_client.get(LIST + query).headers["location"] == f"{page_url(other)}?state=draft"


def test_a_draft_story_is_said_and_made_public(
    author_client: Client,
    other_author_client: Client,
    make_story: MakeStory,
    moderator: User,
) -> None:
    story = make_story("Hidden", visibility="draft")
    url = f"/desk/stories/story/{story.pk}/make-public/"
    assert "the story is a draft" in open_page(author_client, story)
    assert other_author_client.post(url).status_code == 404
    for next_page, target in (("//example.org/", page_url(story)), ("/desk/", "/desk/")):
        response = author_client.post(url, {"next": next_page})
        assert response.headers["location"] == target
    assert "the story is a draft" not in open_page(author_client, story)
    assert (
        "visibility"
        in author_client.get(f"/desk/stories/story/{story.pk}/history/").content.decode().lower()
    )
    take_down(story, TakedownReason.RULES, moderator)
    page = author_client.post(url, follow=True).content.decode()
    assert "Moderators have taken this down." in page
    story.refresh_from_db()
    assert story.visibility == "draft"


def row(pk: int, release: int | None) -> ChapterRow:
    at = None if release is None else datetime(2026, 1, 1, tzinfo=UTC) + release * DAY
    columns = (pk, f"c{pk}", pk, 1, at, None, False, False, None, None, None, 0, 0)
    return ChapterRow(*columns, is_queued=False)


@pytest.mark.parametrize(
    ("releases", "expected"),
    [
        ([], []),
        ([1, 2, 2, 3], []),
        ([1, None, 2, None], []),
        # One chapter was moved: only this one is named, with its neighbour.
        ([5, 1, 2, 3], [(0, 1, False)]),
        ([1, 2, 3, 0], [(3, 2, True)]),
        ([1, 4, None, 2, 3, 5], [(1, 3, False)]),
        ([1, 3, 2, 5, 4, 6], [(1, 2, False), (3, 4, False)]),
    ],
)
def test_conflicts_of_order_and_release(
    releases: list[int | None], expected: list[tuple[int, int, bool]]
) -> None:
    conflicts = find_conflicts([row(pk, release) for pk, release in enumerate(releases)])
    assert [(c.row.pk, c.other.pk, c.stands_after) for c in conflicts] == expected


def test_a_scheduled_chapter_out_of_order_is_named(
    author_client: Client, story: Story, make_chapter: MakeChapter
) -> None:
    make_chapter(title="One", release_in=-DAY)
    late = make_chapter(title="Late", release_in=9 * DAY)
    make_chapter(title="Early", release_in=DAY)
    make_chapter(title="Then", release_in=2 * DAY)
    page = open_page(author_client, story)
    assert "“Late” stands before “Early” but is released after it." in unescape(page)
    (warned,) = [text for text in rows_of(page) if "Out of order" in text]
    assert "Late" in warned
    # What was read in this order is no conflict any more.
    Chapter.objects.filter(story=story).update(release_at=timezone.now() - DAY)
    Chapter.objects.filter(pk=late.pk).update(release_at=timezone.now() - DAY / 2)
    assert "Out of order" not in open_page(author_client, story)


def test_menu_of_a_chapter_offers_what_is_possible(
    author_client: Client, other_author_client: Client, make_chapter: MakeChapter
) -> None:
    released, scheduled, draft, deleted = (
        make_chapter(),
        make_chapter(release_in=DAY),
        make_chapter(release_in=None),
        make_chapter(),
    )
    delete_chapter(deleted)
    actions = {
        released: {"revert_selected_to_draft", "move_selected_to_part", "move_selected_to_story"},
        scheduled: {
            *(
                "schedule_selected",
                "queue_selected",
                "publish_selected",
                "revert_selected_to_draft",
            ),
            *("move_selected_to_part", "move_selected_to_story"),
        },
        draft: {
            *("schedule_selected", "queue_selected", "publish_selected"),
            *("move_selected_to_part", "move_selected_to_story"),
        },
        deleted: {"undelete_selected"},
    }
    for chapter, expected in actions.items():
        page = author_client.get(f"{LIST}{chapter.pk}/menu/").content.decode()
        assert set(re.findall(r'name="action" value="(\w+)"', page)) == expected
    assert other_author_client.get(f"{LIST}{draft.pk}/menu/").status_code == 404


def test_queries_do_not_grow_with_chapters_parts_and_conflicts(
    author_client: Client, story: Story, make_chapter: MakeChapter
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            open_page(author_client, story)
        return len(captured)

    make_chapter(part=Part.objects.create(story=story, title="A"))
    before = count()
    for days in range(6, 0, -1):
        part = Part.objects.create(story=story, title="B", position=days)
        Discussion.objects.create(chapter=make_chapter(part=part, release_in=days * DAY))
    assert count() == before <= 12


def test_the_navigation_marks_stories_on_the_pages_of_a_story(
    author_client: Client, story: Story
) -> None:
    page = open_page(author_client, story)
    assert '<a href="/desk/stories/story/" aria-current="true">Stories</a>' in page
    page = author_client.get("/desk/stories/story/").content.decode()
    assert '<a href="/desk/stories/story/" aria-current="page">Stories</a>' in page
