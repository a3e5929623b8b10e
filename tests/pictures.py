"""Makes the pictures of docs/ anew, from the sample serial: `make pictures`."""

import re
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import ARGUMENTS, chromium_or_skip
from tests.serving import open_signed_in, site

FOLDER = Path(__file__).parents[1] / "docs/pictures"
WIDE, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 760}
FRESH = "/desk/chapters/chapter/"


def save_picture(page: Page, name: str) -> None:
    page.wait_for_timeout(600)
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"{name}.png"
    page.screenshot(path=path)
    # A few colours are enough for paper and ink, and keep the repository light.
    Image.open(path).convert("RGB").quantize(64).save(path, optimize=True)


def set_time_zone(page: Page) -> None:
    page.goto("/accounts/preferences/")
    page.select_option("select[name=time_zone]", "America/New_York")
    page.click("main button[type=submit]")


def write_chapters(page: Page, count: int) -> None:
    """Chapters in one box each, as an author pastes them who has a book in a drawer."""
    for number in range(1, count + 1):
        page.goto(f"{FRESH}add/")
        page.fill("input[name=title]", f"The {number * 7}th Night")
        page.locator("summary", has_text="Paste a whole manuscript").click()
        text = f"A/N: Part {number} of ten.\n\nThe light was on.\n\nNobody came.\n\nEnd A/N: Well?"
        page.fill("textarea[name=manuscript]", text)
        page.get_by_role("button", name="Put it into the fields").click()
        if number == count:
            page.get_by_text("became the note before").scroll_into_view_if_needed()
            save_picture(page, "desk-manuscript")
        page.get_by_role("button", name="Save", exact=True).click()
        page.locator(".messages .success").wait_for()


def schedule_all(page: Page) -> None:
    page.goto(f"{FRESH}?state=draft&q=Night")
    page.check("#action-toggle")
    page.select_option("select[name=action]", label="Schedule…")
    page.click("button[name=index]")
    page.fill("input[type=date]", "2030-03-01")
    page.fill("input[type=time]", "18:00")
    page.get_by_role("button", name=re.compile("plan", re.I)).click()
    save_picture(page, "desk-schedule")
    page.get_by_role("button", name=re.compile("^Schedule", re.I)).click()


def shoot(browser: Browser, address: str, password: str) -> None:
    page = open_signed_in(browser, address, password, "light", **WIDE)
    set_time_zone(page)
    write_chapters(page, 10)
    schedule_all(page)
    page.goto(f"{FRESH}calendar/?month=2030-03")
    save_picture(page, "desk-calendar")
    page.goto("/desk/stories/story/1/arrange/")
    save_picture(page, "desk-arrange")
    page.goto(f"{FRESH}13/draft-links/")
    save_picture(page, "desk-links")
    for scheme, view, size in (("light", WIDE, "wide"), ("dark", PHONE, "phone")):
        page = open_signed_in(browser, address, password, scheme, **view)
        page.goto("/desk/")
        save_picture(page, f"desk-first-{size}")
        page.goto(f"{FRESH}13/change/")
        save_picture(page, f"desk-writing-{size}")


def shoot_reading(browser: Browser, address: str) -> None:
    for scheme in ("light", "dark"):
        for view, size in ((WIDE, "wide"), (PHONE, "phone")):
            page = browser.new_page(viewport=view, color_scheme=scheme)  # type: ignore[arg-type]
            page.goto(f"{address}/read/nothing-heard/job-417/")
            if scheme == "dark" and size == "phone":
                page.get_by_label("Reading settings").click()
            save_picture(page, f"reading-{scheme}-{size}")


def main() -> None:
    with site() as (address, password), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_or_skip(), args=ARGUMENTS)
        shoot_reading(browser, address)
        shoot(browser, address, password)
        browser.close()


if __name__ == "__main__":
    main()
