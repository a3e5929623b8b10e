"""An author's tasks at the desk: split a manuscript, schedule a release, restore a revision."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Preferences, User
from serial.chapters.models import Chapter
from serial.chapters.saving import SaveInfo, save_text
from serial.chapters.texts import ChapterText
from serial.stories.models import Story
from tests.browser.cases import cases
from tests.browser.chapter_editor import open_menu, open_release, schedule
from tests.browser.conftest import OpenPage
from tests.browser.signing_in import sign_in
from tests.browser.waiting import page_width
from tests.manuscript import BODY, MANUSCRIPT, PARAGRAPHS

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def new_york(author: User) -> User:
    Preferences.objects.create(user=author, time_zone="America/New_York")
    return author


def new_chapter(page: Page, site: str, author: User, story: Story) -> None:
    sign_in(page, site, author)
    page.goto(f"{site}/desk/chapters/chapter/add/?story={story.pk}")


def save(page: Page) -> None:
    page.locator("[data-save]").click()


# tests/desk/test_manuscript_box.py and test_preview_page.py take the same steps.
@pytest.mark.long
@pytest.mark.parametrize("scripts", [False, True])
def test_split_manuscript_preview_and_save(
    scripts: bool,
    live_server: LiveServer,
    open_page: OpenPage,
    author: User,
    story: Story,
) -> None:
    page = open_page(scripts=scripts)
    new_chapter(page, live_server.url, author, story)
    page.fill("textarea[name=title]", "First night")
    page.locator("summary", has_text="Paste a whole manuscript").click()
    page.fill("textarea[name=manuscript]", MANUSCRIPT)
    page.get_by_role("button", name="Split into notes and text").click()
    expect(page.get_by_text("The first paragraph was moved to “Note before”.")).to_be_visible()
    expect(page.get_by_text("The last paragraph was moved to “Note after”.")).to_be_visible()
    expect(page.locator("textarea[name=title]")).to_have_value("First night")
    expect(page.locator("textarea[name=note_after]")).to_have_value("What do you think?")
    with page.context.expect_page() as opened:
        open_menu(page)
        page.get_by_role("button", name="Preview as a reader").click()
    preview = opened.value
    expect(preview.locator("[data-body] p")).to_have_count(PARAGRAPHS)
    expect(preview.get_by_text("Preview of your unsaved changes")).to_be_visible()
    assert not Chapter.objects.exists()
    save(page)
    expect(page.locator(".messages .success")).to_be_visible()
    # Dashes alone are no words.
    assert story.chapters.get().words == len(re.findall(r"\S*\w\S*", BODY))


@cases("scripts", True, long=[False])
def test_schedule_in_the_authors_time_zone_and_in_another(
    scripts: bool, live_server: LiveServer, open_page: OpenPage, new_york: User, story: Story
) -> None:
    page = open_page(320, scripts=scripts)
    new_chapter(page, live_server.url, new_york, story)
    page.fill("textarea[name=body]", "It was early.")
    schedule(page, "2027-11-26", "18:00")
    save(page)
    open_release(page)
    expect(page.locator(".release-status")).to_contain_text(
        "Releases Friday 26 November 2027, 18:00 (New York), in"
    )
    assert story.chapters.get().release_at == datetime(2027, 11, 26, 23, 0, tzinfo=UTC)
    page.goto(f"{live_server.url}/desk/")
    releases = page.get_by_role("region", name="Next releases")
    expect(releases).to_contain_text("18:00, in")
    expect(releases).to_contain_text("Times in New York.")
    chapter = story.chapters.get()
    page.goto(f"{live_server.url}/desk/chapters/chapter/{chapter.pk}/change/")
    time_zone_changes_in_the_release_form_and_nothing_is_lost(page, chapter, scripts)


def time_zone_changes_in_the_release_form_and_nothing_is_lost(
    page: Page, chapter: Chapter, scripts: bool
) -> None:
    page.fill("[name=body]", "Other words.")
    schedule(page, "2037-11-27", "18:00")
    zone = page.locator("summary", has_text="Time zone:")
    expect(zone).to_contain_text("New York")
    zone.focus()
    page.keyboard.press("Enter")
    page.get_by_label("Time zone").select_option("Asia/Tokyo")
    if scripts:
        expect(zone).to_contain_text("Tokyo")
    assert page_width(page) == 320
    save(page)
    open_release(page)
    expect(page.locator(".release-status")).to_contain_text("27 November 2037, 18:00 (Tokyo)")
    chapter.refresh_from_db()
    assert (chapter.body, chapter.release_at and chapter.release_at.hour) == ("Other words.", 9)


# tests/desk/test_release_fields.py asks the site both questions.
@pytest.mark.long
@pytest.mark.parametrize(
    "scripts, day, time, question, choice, hour",
    [
        (True, "2027-11-07", "01:30", "occurs twice", "01:30 EST, the second time", 6),
        (False, "2027-03-14", "02:30", "does not exist", "03:30 EDT, after the clocks change", 7),
    ],
)
def test_ambiguous_time_requires_a_choice(
    scripts: bool,
    day: str,
    time: str,
    question: str,
    choice: str,
    hour: int,
    live_server: LiveServer,
    open_page: OpenPage,
    new_york: User,
    story: Story,
) -> None:
    page = open_page(scripts=scripts)
    new_chapter(page, live_server.url, new_york, story)
    page.fill("textarea[name=body]", "It was early.")
    schedule(page, day, time)
    save(page)
    expect(page.get_by_text(question)).to_be_visible()
    expect(page.locator("textarea[name=body]")).to_have_value("It was early.")
    assert not Chapter.objects.exists()
    page.get_by_label(choice).check()
    save(page)
    expect(page.locator(".messages .success")).to_be_visible()
    expected = datetime.fromisoformat(f"{day}T{hour:02}:30+00:00")
    assert story.chapters.get().release_at == expected


# tests/desk/test_revisions.py takes the same steps.
@pytest.mark.long
@pytest.mark.parametrize("scripts", [False, True])
def test_compare_any_two_revisions_and_restore_one_on_a_phone(
    scripts: bool,
    live_server: LiveServer,
    open_page: OpenPage,
    author: User,
    chapter: Chapter,
) -> None:
    for number, body in enumerate(("Worse words.", "Worse words. The end."), start=1):
        save_text(chapter, ChapterText(body=body), SaveInfo(by=author), based_on=number)
    page = open_page(390, scripts=scripts)
    sign_in(page, live_server.url, author)
    page.goto(f"{live_server.url}/desk/chapters/chapter/{chapter.pk}/change/")
    open_menu(page)
    page.get_by_role("link", name="Revisions").last.click()
    expect(page.locator(".diff ins")).to_have_text("added: The end.")
    # The first one, with the text as it is now.
    rows = page.locator(".revision__link")
    rows.nth(2).click()
    expect(rows.nth(2)).to_contain_text("Compared")
    expect(page.locator("#comparison-heading")).to_be_in_viewport()
    expect(page.locator(".diff del")).to_have_text("deleted: Some")
    # It with the second one.
    page.get_by_role("link", name="Compare both").click()
    expect(page.locator(".diff ins")).to_have_text("added: Worse")
    expect(page.locator(".revision__link[aria-current]")).to_have_count(2)
    page.get_by_role("button", name="Restore this text").first.click()
    expect(page.locator(".restored")).to_contain_text("Restored from today")
    chapter.refresh_from_db()
    assert (chapter.body, chapter.revision) == ("Some words.", 4)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".messages")).to_contain_text("Undone.")
    chapter.refresh_from_db()
    assert (chapter.body, chapter.revision) == ("Worse words. The end.", 5)
