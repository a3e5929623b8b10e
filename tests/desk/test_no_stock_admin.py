"""No page of the desk shows a sentence, a date format or an icon of Django's admin.

valid_html/desk_pages.py looks for them on every page; here are the messages and confirmations.
"""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import PenName, User
from serial.chapters.models import Chapter
from serial.stories.models import Story
from tests.conftest import MakeChapter, create_story, pen_name_of
from tests.desk.forms import open_form
from tests.desk.pages import CHAPTERS, STORIES

SENTENCES = [
    *("changed successfully", "added successfully", "deleted successfully", "Successfully deleted"),
    *("You may edit it again", "Add another", "Save and continue editing", "Select all"),
    *("Are you sure", "Change history", "Date/time", "Show counts", "By deleted", "Home ›"),
    *("site administration", "No fields changed", "Delete multiple objects", "Action:"),
    *("Please correct the error", "Hold down", "Currently:", "Clear filter", "Show all)"),
]
PATTERNS = [
    r"Select \w+ to change",
    r"\d+ of \d+ selected",
    r"\b\d+ results?\b",
    # Django's English formats, ISO dates for people, and hours of twelve.
    r"\b[ap]\.m\.",
    r", (?:noon|midnight)\b",
    r"\b(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\. \d",
    r"\b\d{4}-\d\d-\d\d,? \d\d:\d\d",
    # This year goes without saying.
    rf"\d\N{{NO-BREAK SPACE}}[A-Z][a-z]+ {timezone.localdate().year}\b",
]


def visible_text(html: str) -> str:
    html = re.sub(r"<(script|style|textarea|template)\b.*?</\1>", " ", html, flags=re.DOTALL)
    # Hints that appear on hover are read, too.
    titles = re.findall(r'\btitle="([^"]*)"', html)
    return re.sub(r"[ \n]+", " ", unescape(re.sub(r"<[^>]*>", " ", html)) + " ".join(titles))


def stock_of(html: str) -> list[str]:
    text = visible_text(html)
    found = [sentence for sentence in SENTENCES if sentence in text]
    found += [match[0] for pattern in PATTERNS for match in re.finditer(pattern, text)]
    return found + re.findall(r"admin/img/[\w-]+", html)


def messages_of(client: Client, url: str, data: Mapping[str, Any]) -> list[str]:
    response = client.post(url, data, follow=True)
    assert response.status_code == 200
    assert stock_of(response.content.decode()) == []
    found = list(get_messages(response.wsgi_request))
    return [str(message) for message in found or response.context["messages"]]


def test_pen_names(author_client: Client, author: User, story: Story) -> None:
    add = "/desk/accounts/penname/add/"
    data = {**open_form(author_client, add), "name": "Quill"}
    assert messages_of(author_client, add, data) == ["Pen name “Quill” created."]
    page = f"/desk/accounts/penname/{PenName.objects.get(name='Quill').pk}/"
    data = {**open_form(author_client, f"{page}change/"), "biography": "Writes."}
    assert messages_of(author_client, f"{page}change/", data) == ["Pen name “Quill” saved."]
    assert "Changed Biography" in author_client.get(f"{page}history/").content.decode()
    delete = f"{page}delete/"
    assert "This cannot be undone." in author_client.get(delete).content.decode()
    assert messages_of(author_client, delete, {"post": "yes"}) == ["Pen name “Quill” deleted."]


def test_history_begins_with_the_newest_entry(
    author_client: Client, author: User, story: Story
) -> None:
    LogEntry.objects.bulk_create(
        LogEntry(
            user=author,
            content_type=ContentType.objects.get_for_model(Story),
            object_id=str(story.pk),
            object_repr="",
            action_flag=CHANGE,
            change_message=f"Change {number}.",
        )
        for number in range(101)
    )
    url = f"/desk/stories/story/{story.pk}/history/"
    newest = author_client.get(url).content.decode()
    assert newest.index("Change 100.") < newest.index("Change 1.")
    assert "Change 0." not in newest
    assert "Older entries" in newest and "Newer entries" not in newest
    oldest = author_client.get(url, {"p": 2}).content.decode()
    assert "Change 0." in oldest and "Change 1." not in oldest
    assert "Newer entries" in oldest and "Older entries" not in oldest


def test_a_pen_name_on_a_story_cannot_be_deleted(
    author_client: Client, author: User, story: Story
) -> None:
    delete = f"/desk/accounts/penname/{pen_name_of(author).pk}/delete/"
    page = author_client.get(delete).content.decode()
    assert f'href="/desk/stories/story/{story.pk}/credits/"' in page
    assert 'name="post"' not in page and "cannot be deleted yet" in page


def test_deleting_a_story(author_client: Client, story: Story, make_chapter: MakeChapter) -> None:
    make_chapter(body="Two words.")
    make_chapter(body="Three more words.")
    delete = f"{STORIES}{story.pk}/delete/"
    page = author_client.get(delete).content.decode()
    assert "It has 2 chapters, 5 words." in page
    assert "you can restore it at any time" in page
    assert page.count('<button type="submit" class="danger-button">') == 1
    messages = messages_of(author_client, delete, {"post": "yes"})
    assert messages == [f"“{story}” deleted. You can restore it from your deleted stories."]
    restore = {"action": "undelete_selected", "_selected_action": story.pk}
    page = author_client.get(f"{STORIES}?deleted=yes").content.decode()
    assert f'name="_selected_action" value="{story.pk}"' in page
    messages = messages_of(author_client, f"{STORIES}?deleted=yes", restore)
    assert messages == [f"“{story}” restored, as it was."]
    assert str(story) in author_client.get(STORIES).content.decode()


def test_deleting_chapters(author_client: Client, story: Story, make_chapter: MakeChapter) -> None:
    chapters = [make_chapter(title=f"No. {n}", body="Two words.") for n in (1, 2)]
    make_chapter(title="Draft", release_in=None)
    page = author_client.get(f"{CHAPTERS}{chapters[0].pk}/delete/").content.decode()
    assert "It is released: readers can no longer open it" in page
    assert "You can restore it for 30 days, until " in page
    data = {"action": "delete_selected", "_selected_action": [c.pk for c in chapters]}
    page = author_client.post(CHAPTERS, data).content.decode()
    assert "Delete 2 chapters?" in page and "They have 4 words." in page
    assert "2 of them are released" in page
    assert stock_of(page) == []
    (message,) = messages_of(author_client, CHAPTERS, {**data, "post": "yes"})
    assert message.startswith("2 chapters deleted. You can restore them for 30 days, until ")
    assert Chapter.objects.not_deleted().count() == 1


def test_chapters_of_others_are_not_deleted(other_author_client: Client, chapter: Chapter) -> None:
    data = {"action": "delete_selected", "_selected_action": [chapter.pk], "post": "yes"}
    other_author_client.post(CHAPTERS, data)
    assert Chapter.objects.not_deleted().count() == 1


@pytest.mark.parametrize(
    ("app", "target"),
    [
        ("stories", STORIES),
        ("accounts", "/desk/accounts/penname/"),
        ("desk", "/desk/desk/creditinvitation/"),
    ],
)
def test_the_url_of_an_app_leads_to_its_list(app: str, target: str, author_client: Client) -> None:
    response = author_client.get(f"/desk/{app}/")
    assert (response.status_code, response.headers["Location"]) == (302, target)


def test_lists_do_not_query_more_for_more_rows(author_client: Client, author: User) -> None:
    def count(url: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert author_client.get(url).status_code == 200
        return len(queries)

    create_story("One", by=author)
    urls = (STORIES, "/desk/accounts/penname/")
    before = [count(url) for url in urls]
    for n in range(4):
        create_story(f"More {n}", by=author)
    for n in range(4):
        PenName(user=author, name=f"Name {n}").save_with_slug()
    assert [count(url) for url in urls] == before
