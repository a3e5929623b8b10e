"""Takes the screenshots in docs/pictures from the sample story: `make pictures`."""

import re
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import ARGUMENTS, chromium_or_skip
from tests.serving import open_signed_in, running_site

FOLDER = Path(__file__).parents[1] / "docs/pictures"
WIDE, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 760}
CHAPTERS, STORY = "/desk/chapters/chapter/", "/desk/stories/story/1/"


def save_picture(page: Page, name: str) -> None:
    page.wait_for_timeout(600)
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"{name}.png"
    page.screenshot(path=path)
    # 64 colours are enough for these pages, and keep the repository small.
    Image.open(path).convert("RGB").quantize(64).save(path, optimize=True)


def set_time_zone(page: Page) -> None:
    page.goto("/accounts/preferences/")
    page.select_option("select[name=time_zone]", "America/New_York")
    page.get_by_text("Saved.", exact=True).wait_for()


def write_chapters(page: Page, count: int) -> None:
    """Adds chapters as an author does who pastes a finished manuscript."""
    for number in range(1, count + 1):
        page.goto(f"{CHAPTERS}add/")
        page.fill("textarea[name=title]", f"Night {number * 7}")
        page.locator("summary", has_text="Paste a whole manuscript").click()
        text = f"A/N: Part {number} of ten.\n\nThe light was on.\n\nNobody came.\n\nEnd A/N: Well?"
        page.fill("textarea[name=manuscript]", text)
        page.get_by_role("button", name="Split into notes and text").click()
        split = page.get_by_text("was moved to “Note before”")
        split.wait_for()
        if number == count:
            split.scroll_into_view_if_needed()
            save_picture(page, "desk-manuscript")
        page.get_by_role("button", name="Save", exact=True).click()
        page.locator(".messages .success").wait_for()


def schedule_all(page: Page) -> None:
    page.goto(f"{STORY}change/?state=draft&order=reading")
    for box in page.get_by_role("checkbox", name=re.compile("Night")).all():
        box.check()
    page.get_by_role("button", name="Schedule…").click()
    page.fill("input[type=date]", "2030-03-01")
    page.fill("input[type=time]", "18:00")
    page.get_by_role("button", name=re.compile("plan", re.I)).click()
    save_picture(page, "desk-schedule")
    page.get_by_role("button", name=re.compile("^Schedule", re.I)).click()


def save_pictures_of_queue(browser: Browser, page: Page, url: str, password: str) -> None:
    """Sets a rhythm, adds some of the drafts, and opens the release of the next one."""
    page.goto(f"{CHAPTERS}schedule/")
    rhythm = page.locator("form.rhythm").first
    # As the author of a story without a rhythm, who scheduled a chapter before.
    for box in rhythm.get_by_role("checkbox").all():
        box.uncheck()
    for day in ("Tuesday", "Friday"):
        rhythm.get_by_label(day).check()
    rhythm.get_by_label("Time", exact=True).fill("18:00")
    rhythm.get_by_label("Chapters that should be ready").fill("6")
    page.get_by_role("button", name="Save rhythm").click()
    page.get_by_text("Add chapters", exact=True).click()
    for box in page.get_by_role("checkbox", name=re.compile("Night")).all()[:4]:
        box.check()
    page.get_by_role("button", name="Add to queue").click()
    page.get_by_role("heading", name="Release queue").scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, document.querySelector('.planning').offsetTop - 24)")
    save_picture(page, "desk-queue-wide")
    page = open_signed_in(browser, url, password, "dark", **PHONE)
    page.goto(f"{STORY}change/?state=draft&order=reading")
    page.get_by_role("link", name="Night 35", exact=True).click()
    page.locator("[data-release] > summary").click()
    save_picture(page, "desk-release-phone")


def save_picture_of_draft_links(browser: Browser, page: Page, url: str) -> None:
    """With a comment by the reader of a link."""
    page.goto(f"{CHAPTERS}13/draft-links/")
    page.get_by_label("Recipient").fill("Anna")
    page.get_by_role("button", name="Create link").click()
    link = page.get_by_label("Link to send").input_value()
    reader = browser.new_page()
    reader.goto(f"{url}/drafts/{link.partition('/drafts/')[2]}")
    reader.get_by_role("link", name="Comment on this paragraph").first.click()
    # Faster than a person types, a comment would be folded.
    reader.wait_for_timeout(4_000)
    text = "I had to read this twice: who is in the van, and who is in the kitchen?"
    reader.get_by_role("textbox", name="Your comment").fill(text)
    reader.get_by_role("button", name="Send comment").click()
    reader.get_by_role("link", name=re.compile("Comment sent")).wait_for()
    page.goto(f"{CHAPTERS}13/draft-links/")
    page.get_by_role("article", name="Anna").scroll_into_view_if_needed()
    save_picture(page, "desk-links")


def save_second_revision(page: Page) -> None:
    """Changes words of the draft and saves it, so that its revisions have something to compare."""
    page.goto(f"{CHAPTERS}13/change/")
    body = page.locator("textarea[name=body]")
    text = body.input_value()
    changed = text.replace(
        "with Dilys, and the heater on", "with Dilys, the heater and one blanket"
    )
    changed = changed.replace("She'd found it out on the table.", "She had found it on the table.")
    ending = "It was still raining when we drove home."
    body.fill(f"{changed.rstrip()}\n\n{ending}")
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator(".messages .success").wait_for()


def save_desk_pictures(browser: Browser, url: str, password: str) -> None:
    page = open_signed_in(browser, url, password, "light", **WIDE)
    set_time_zone(page)
    write_chapters(page, 10)
    save_pictures_of_queue(browser, page, url, password)
    page = open_signed_in(browser, url, password, "light", **WIDE)
    schedule_all(page)
    save_second_revision(page)
    page.goto(f"{CHAPTERS}calendar/?month=2030-03")
    save_picture(page, "desk-calendar")
    page.goto(f"{STORY}arrange/")
    save_picture(page, "desk-arrange")
    save_picture_of_draft_links(browser, page, url)
    for color_scheme, viewport, size in (("light", WIDE, "wide"), ("dark", PHONE, "phone")):
        page = open_signed_in(browser, url, password, color_scheme, **viewport)
        page.goto("/desk/")
        save_picture(page, f"desk-first-{size}")
        page.goto(f"{STORY}change/")
        save_picture(page, f"desk-story-{size}")
        page.goto(f"{CHAPTERS}13/change/")
        save_picture(page, f"desk-writing-{size}")
        page.goto("/desk/comments/")
        save_picture(page, f"desk-comments-{size}")
        page.goto(f"{CHAPTERS}13/revisions/")
        save_picture(page, f"desk-revisions-{size}")
        page.goto(f"{STORY}search/?q=light")
        save_picture(page, f"desk-search-{size}")


def save_reading_pictures(browser: Browser, url: str) -> None:
    for scheme in ("light", "dark"):
        for view, size in ((WIDE, "wide"), (PHONE, "phone")):
            page = browser.new_page(viewport=view, color_scheme=scheme)  # type: ignore[arg-type]
            # The second page has the book face: the first does not wait for it.
            page.goto(f"{url}/read/nothing-heard/")
            page.wait_for_load_state("networkidle")
            for name, path in (("home", "/"), ("story", "/stories/nothing-heard/")):
                if scheme == "light":
                    page.goto(url + path)
                    save_picture(page, f"{name}-{size}")
            page.goto(f"{url}/read/nothing-heard/job-417/")
            if scheme == "dark" and size == "phone":
                page.locator("[data-reading-panel] > summary").click()
            save_picture(page, f"reading-{scheme}-{size}")


def main() -> None:
    with running_site() as (url, password), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_or_skip(), args=ARGUMENTS)
        save_reading_pictures(browser, url)
        save_desk_pictures(browser, url, password)
        browser.close()


if __name__ == "__main__":
    main()
