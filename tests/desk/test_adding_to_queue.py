"""Adding chapters to the release queue: in the editor, in a row's menu, and several at once."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import Preferences, User
from serial.chapters.models import Chapter
from serial.chapters.releases.queue.arranging import add_to_queue
from serial.chapters.releases.queue.rhythm import RhythmChoice, end_rhythm, set_rhythm
from serial.chapters.releases.releasing import set_release
from serial.stories.choices import Visibility
from serial.stories.models import Story
from serial.times.rhythm import RhythmKind
from tests.conftest import MakeChapter
from tests.desk.forms import open_form
from tests.shared_rows import shared_rows

# A Wednesday.
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
FRIDAYS = RhythmChoice(RhythmKind.WEEKLY, date(2026, 11, 1), time(18), "America/New_York", [4])
# 18:00 in New York.
RELEASE = datetime(2026, 11, 27, 23, 0, tzinfo=UTC)
WEEK = timedelta(weeks=1)


@pytest.fixture(autouse=True)
def on_a_wednesday(author: User) -> Iterator[None]:
    Preferences.objects.create(user=author, time_zone="America/New_York")
    with time_machine.travel(NOW, tick=False):
        yield


@shared_rows
def fridays(story: Story, author: User) -> Story:
    with time_machine.travel(NOW, tick=False):
        set_rhythm(story, FRIDAYS, author)
    return story


@shared_rows
def queue(fridays: Story, author: User, make_chapter: MakeChapter) -> list[Chapter]:
    """Three chapters in the queue, for 27 November, 4 and 11 December."""
    with time_machine.travel(NOW, tick=False):
        chapters = [make_chapter(title=name, release_in=None) for name in "ABC"]
        add_to_queue(fridays, chapters, author)
    return chapters


def edit_url(chapter: Chapter) -> str:
    return f"/desk/chapters/chapter/{chapter.pk}/change/"


def text_of(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def save(client: Client, chapter: Chapter, **changed: object) -> str:
    data: dict[str, Any] = {**open_form(client, edit_url(chapter)), **changed}
    response = client.post(edit_url(chapter), data | {"_continue": "1"}, follow=True)
    return " ".join(response.content.decode().split())


def act(client: Client, action: str, *chapters: Chapter, **data: object) -> str:
    url = f"/desk/chapters/chapter/?story__id__exact={chapters[0].story_id}"
    selected = [chapter.pk for chapter in chapters]
    posted = {"action": action, "_selected_action": selected, "index": "0", **data}
    return " ".join(client.post(url, posted, follow=True).content.decode().split())


def titles(story: Story) -> str:
    rows = story.chapters.in_queue().values_list("title", "release_at")
    local = timezone.get_default_timezone()
    return " ".join(f"{title}{at.astimezone(local):%m%d}" for title, at in rows if at)


def test_editor_adds_a_draft_to_the_next_free_slot(
    author_client: Client, queue: list[Chapter], make_chapter: MakeChapter
) -> None:
    draft = make_chapter(title="D", release_in=None)
    html = text_of(author_client, edit_url(draft))
    assert "Next free slot: Friday 18 December, 18:00" in html
    html = save(author_client, draft, release="queue")
    draft.refresh_from_db()
    assert draft.is_queued and draft.release_at == RELEASE + 3 * WEEK
    assert "In the queue: Friday 18 December, 18:00, New York, in " in html
    assert open_form(author_client, edit_url(draft))["release"] == ["queue"]


def test_near_release_of_the_queue_is_one_sentence(
    author_client: Client, queue: list[Chapter]
) -> None:
    html = text_of(author_client, edit_url(queue[0]))
    assert "In the queue: Friday 18:00, New York, in 2 days" in html
    assert "Friday 27 November, 18:00. It moves when the queue changes." in html


def test_new_chapter_is_added_to_the_queue(
    author_client: Client, fridays: Story, queue: list[Chapter]
) -> None:
    url = f"/desk/chapters/chapter/add/?story={fridays.pk}"
    data = {**open_form(author_client, url), "title": "D", "body": "Text.", "release": "queue"}
    author_client.post("/desk/chapters/chapter/add/", data)
    assert titles(fridays).endswith("D1218")


def test_save_of_the_text_leaves_the_queue_as_it_is(
    author_client: Client, fridays: Story, queue: list[Chapter]
) -> None:
    save(author_client, queue[0], body="More.")
    assert titles(fridays) == "A1127 B1204 C1211"
    queue[0].refresh_from_db()
    assert queue[0].body == "More."


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"release": "draft"}, "Saved. The chapter is a draft"),
        ({"release_day": "2026-12-25", "release_time": "12:00"}, "Saved. Scheduled for Friday 25"),
        ({"_publish": "1"}, "Published."),
    ],
)
def test_chapter_that_leaves_the_queue_says_what_happens(
    changed: dict[str, str],
    message: str,
    author_client: Client,
    fridays: Story,
    queue: list[Chapter],
) -> None:
    page = text_of(author_client, edit_url(queue[0]))
    assert "It leaves the queue; the chapters behind it move up." in page
    html = save(author_client, queue[0], **changed)
    assert message in html and "It left the queue: the chapters behind it moved up." in html
    assert titles(fridays) == "B1127 C1204"


def test_chapter_with_a_time_of_its_own_joins_the_queue(
    author_client: Client, fridays: Story, queue: list[Chapter], make_chapter: MakeChapter
) -> None:
    special = make_chapter(title="D", release_in=None)
    # Its own time is a slot: it takes none from itself.
    set_release(special, RELEASE + 3 * WEEK)
    assert "Next free slot: Friday 18 December" in text_of(author_client, edit_url(special))
    save(author_client, special, release="queue")
    assert titles(fridays).endswith("D1218")


def test_without_a_rhythm_the_editor_leads_to_one(
    author_client: Client, story: Story, make_chapter: MakeChapter
) -> None:
    draft = make_chapter(title="D", release_in=None)
    html = text_of(author_client, edit_url(draft))
    assert f"?story={story.pk}#rhythm" in html and 'value="queue"' not in html
    html = save(author_client, draft, release="queue", body="Typed.")
    assert "Choose a rhythm first" in html and "Typed." in html
    draft.refresh_from_db()
    assert draft.is_draft()


def test_rhythm_that_was_removed_meanwhile_loses_no_text(
    author_client: Client, author: User, fridays: Story, make_chapter: MakeChapter
) -> None:
    draft = make_chapter(title="D", release_in=None)
    data = open_form(author_client, edit_url(draft)) | {"release": ["queue"], "body": ["Typed."]}
    end_rhythm(fridays, author)
    html = author_client.post(edit_url(draft), data).content.decode()
    assert "Choose a rhythm first" in html and "Typed." in html


def test_empty_chapter_asks_before_it_joins_the_queue(
    author_client: Client, fridays: Story, make_chapter: MakeChapter
) -> None:
    draft = make_chapter(title="D", body="", release_in=None)
    assert "This chapter has no text." in save(author_client, draft, release="queue")
    assert titles(fridays) == ""
    save(author_client, draft, release="queue", confirmed_release="empty")
    assert titles(fridays) == "D1127"


def test_selected_chapters_without_a_text_ask(
    author_client: Client, fridays: Story, make_chapter: MakeChapter
) -> None:
    written = make_chapter(title="A", release_in=None)
    empty = make_chapter(title="B", body="", release_in=None)
    html = act(author_client, "queue_selected", written, empty)
    assert "This chapter has no text:" in html and "<strong>B</strong>" in html
    assert titles(fridays) == ""
    act(author_client, "queue_selected", written, empty, stage="confirm")
    assert titles(fridays) == "A1127 B1204"


def test_draft_story_says_that_nobody_can_read_the_chapters(
    author_client: Client, fridays: Story, make_chapter: MakeChapter
) -> None:
    fridays.visibility = Visibility.DRAFT
    fridays.save()
    html = act(author_client, "queue_selected", make_chapter(title="A", release_in=None))
    assert "is still a draft" in html
    page = text_of(author_client, f"/desk/chapters/chapter/schedule/?story={fridays.pk}")
    assert "Nobody can read this yet: the story is a draft." in page


def test_menu_of_a_row_adds_and_takes_out(
    author_client: Client, fridays: Story, queue: list[Chapter], make_chapter: MakeChapter
) -> None:
    draft = make_chapter(title="D", release_in=None)
    menu = text_of(author_client, f"/desk/chapters/chapter/{draft.pk}/menu/")
    assert "Add to queue" in menu and "Friday 18 December, 18:00" in menu
    menu = text_of(author_client, f"/desk/chapters/chapter/{queue[0].pk}/menu/")
    assert "Take out of the queue" in menu and "Add to queue" not in menu
    html = act(author_client, "unqueue_selected", queue[0])
    assert "“A” is a draft again. The 2 chapters behind it moved up." in html
    assert titles(fridays) == "B1127 C1204"
    # The message leads to the queue, which offers Undo.
    [link] = [part.split('"')[0] for part in html.split('href="') if "undo=1#queue" in part]
    assert 'value="undo"' in text_of(author_client, link.replace("&amp;", "&").split("#")[0])


def test_rows_of_the_story_say_what_is_in_the_queue(
    author_client: Client, fridays: Story, queue: list[Chapter], make_chapter: MakeChapter
) -> None:
    special = make_chapter(title="Special", release_in=None)
    set_release(special, NOW + WEEK)
    html = text_of(author_client, f"/desk/stories/story/{fridays.pk}/change/")
    rows = {row.split('"')[0]: row for row in html.split('<tr id="chapter-')[1:]}
    assert "In queue</td>" in rows[str(queue[0].pk)]
    assert "Scheduled</td>" in rows[str(special.pk)]


@pytest.mark.parametrize("shown", ["draft", "queue", "schedule"])
def test_editor_that_was_opened_before_leaves_a_new_release_as_it_is(
    shown: str,
    author_client: Client,
    author: User,
    fridays: Story,
    queue: list[Chapter],
    make_chapter: MakeChapter,
) -> None:
    """Two tabs: one has the editor open, the other changes the release."""
    chapter = queue[0] if shown == "queue" else make_chapter(title="D", release_in=None)
    if shown == "schedule":
        set_release(chapter, NOW + WEEK)
    data = open_form(author_client, edit_url(chapter))
    assert data["release"] == [shown]
    if shown == "queue":
        set_release(Chapter.objects.get(pk=chapter.pk), None)
    else:
        add_to_queue(fridays, [chapter], author)
    expected = titles(fridays)
    author_client.post(edit_url(chapter), data | {"body": "Typed."})
    chapter.refresh_from_db()
    assert chapter.body == "Typed." and titles(fridays) == expected
