"""Publishing an announcement and setting the story-wide note, also without JavaScript."""

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.chapters.models import Chapter
from serial.stories.models import Announcement
from tests.browser.conftest import OpenPage
from tests.browser.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


# tests/desk/announcements/ and tests/desk/test_story_note.py send the same forms.
@pytest.mark.long
@pytest.mark.parametrize("width, scripts", [(390, False), (390, True), (1280, True)])
def test_author_announces_takes_back_and_sets_a_note(
    live_server: LiveServer,
    open_page: OpenPage,
    chapter: Chapter,
    author: User,
    width: int,
    scripts: bool,
) -> None:
    page = open_page(width, scripts=scripts)
    sign_in(page, live_server.url, author)
    story = f"{live_server.url}/desk/stories/story/{chapter.story_id}"
    page.goto(f"{story}/announcements/")
    page.get_by_role("link", name="New announcement").click()
    page.get_by_label("Title").fill("A paperback")
    page.get_by_role("textbox", name="Text").fill("It is *printed*.")
    page.get_by_role("button", name="Preview", exact=True).last.click()
    expect(page.get_by_role("region", name="What readers see").locator("em")).to_be_visible()
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_text("“A paperback” is published.")).to_be_visible()
    page.goto(live_server.url + chapter.story.get_absolute_url())
    page.get_by_role("link", name="A paperback").click()
    expect(page.get_by_role("heading", name="A paperback")).to_be_visible()
    page.goto(f"{story}/announcements/")
    page.get_by_role("button", name="Revert to draft: A paperback").click()
    expect(page.get_by_text("is a draft again.")).to_be_visible()
    assert not Announcement.objects.published()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Revert to draft: A paperback")).to_be_visible()

    page.goto(f"{story}/note/")
    page.get_by_role("textbox", name="Note", exact=True).fill("Vote *now*.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("note", name="Note on this story").locator("em")).to_be_visible()
    page.goto(live_server.url + chapter.get_absolute_url())
    expect(page.get_by_role("note", name="Note on this story")).to_contain_text("Vote now.")
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) == 0
