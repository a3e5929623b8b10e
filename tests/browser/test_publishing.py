"""An author pastes and schedules a chapter; a guest reads it after its release."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Preferences, User
from serial.stories.models import Story
from tests.browser.cases import cases
from tests.browser.chapter_editor import open_menu, schedule
from tests.browser.conftest import OpenPage
from tests.browser.signing_in import sign_in
from tests.conftest import MakeStory
from tests.manuscript import MANUSCRIPT, PARAGRAPHS

pytestmark = pytest.mark.django_db(transaction=True)

HELSINKI = "Europe/Helsinki"
HOUR = timedelta(hours=1)


def write_chapter(page: Page, site: str, story: Story, text: str) -> None:
    """Pastes text and notes into their fields and schedules the release in an hour."""
    before, *body, after = re.split(r"\n\s*\n", text.strip())
    release_at = timezone.now().astimezone(ZoneInfo(HELSINKI)) + HOUR
    page.goto(f"{site}/desk/chapters/chapter/add/?story={story.pk}")
    page.locator("summary", has_text="Note before").click()
    page.fill("textarea[name=note_before]", before.removeprefix("A/N: "))
    page.fill("textarea[name=body]", "\n\n".join(body))
    page.locator("summary", has_text="Note after").click()
    page.fill("textarea[name=note_after]", after.removeprefix("End A/N: "))
    schedule(page, f"{release_at:%Y-%m-%d}", f"{release_at:%H:%M}")
    open_menu(page)
    page.click("button[name=_save]")
    expect(page.locator(".success")).to_be_visible()


@cases("scripts", True, long=[False])
def test_paste_schedule_and_read(
    scripts: bool,
    live_server: LiveServer,
    open_page: OpenPage,
    make_story: MakeStory,
    author: User,
) -> None:
    story = make_story()
    Preferences.objects.create(user=author, time_zone=HELSINKI)
    desk, guest = open_page(scripts=scripts), open_page(390, scripts=scripts)
    sign_in(desk, live_server.url, author)
    write_chapter(desk, live_server.url, story, MANUSCRIPT)
    chapter = story.chapters.get()
    url = f"{live_server.url}{chapter.get_absolute_url()}"

    assert guest.request.get(url).status == 404

    with time_machine.travel(timezone.now() + HOUR):
        response = guest.goto(url)
    assert response is not None and response.ok
    body = guest.locator("[data-body]")
    # Without what keeps a dash with the word before it.
    texts = body.locator("p").all_inner_texts()
    paragraphs = [text.replace("\u2060", "").replace("\u00a0", " ") for text in texts]
    assert len(paragraphs) == PARAGRAPHS
    assert "“I wasn’t gonna—” Ivo began." in paragraphs
    assert any(text.startswith("“— No, just forget it,” he") for text in paragraphs)
    assert not any('"' in text or "'" in text for text in paragraphs)
    assert guest.context.cookies() == []
    expect(guest.get_by_text("What do you think?").first).to_be_visible()
