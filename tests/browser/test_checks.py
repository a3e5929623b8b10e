"""The list "Check these" below a text: links, fixes, Ignore, and its number in the toolbar."""

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.chapters.models import Chapter
from serial.desk.editor.ignored_checks import CheckKey, ignore_check
from tests.browser.axe import check
from tests.browser.cases import cases
from tests.browser.chapter_editor import open_chapter, selected_text
from tests.browser.conftest import OpenPage
from tests.browser.signing_in import sign_in
from tests.browser.waiting import intercept, wait_for_route
from tests.conftest import MakeChapter

pytestmark = pytest.mark.django_db(transaction=True)

MARKDOWNIFY = "**/markdownify/**"
TEXT = 'So \U0001f389 *it was.\n\n"Go, he said.\n\n<blink>Now</blink>'
LINES = "It was early.\nNobody was up.\n\u201cSo,\u201d she said."
PARAGRAPHS = LINES.replace("\n", "\n\n")


def checks(page: Page, field: str = ".field.body") -> Locator:
    return page.locator(f"{field} [data-checks]")


def test_list_links_to_the_places_follows_the_text_and_fixes_it(
    live_server: LiveServer, open_page: OpenPage, author: User, make_chapter: MakeChapter
) -> None:
    page = open_page()
    chapter = make_chapter(TEXT)
    area = open_chapter(page, live_server.url, author, chapter)
    each_slip_is_a_link_to_its_place(page, area)
    area.fill("\U0001f389\n\n" + "\n\n".join(FIXED))
    each_fix_is_one_step_of_undo(page, area)
    list_follows_the_text_saving_is_not_blocked_and_lines_become_paragraphs(page, area, chapter)
    focus_stays_in_the_text_if_the_list_comes_late(page, area)


def each_slip_is_a_link_to_its_place(page: Page, area: Locator) -> None:
    links = checks(page).get_by_role("link")
    expect(links).to_have_count(3)
    for index, text in enumerate(("*", '"', "<blink>")):
        links.nth(index).click()
        expect(area).to_be_focused()
        assert selected_text(area) == text
    area.fill(f"More.\n\n{TEXT}")
    links.nth(1).click()
    assert selected_text(area) == '"'
    # Only the offsets changed: the list was not made again.
    links.nth(1).evaluate("link => { link.dataset.mark = 'old' }")
    area.fill(f'More "and" more.\n\n{TEXT}')
    expect(links.nth(0)).to_have_attribute("data-start", "24")
    expect(links.nth(1)).to_have_attribute("data-mark", "old")
    links.nth(1).click()
    assert selected_text(area) == '"'
    assert area.evaluate("area => area.selectionStart") == 34


def list_follows_the_text_saving_is_not_blocked_and_lines_become_paragraphs(
    page: Page, area: Locator, chapter: Chapter
) -> None:
    area.fill("So.")
    expect(checks(page)).to_be_hidden()
    area.fill("So *it was.")
    expect(checks(page)).to_contain_text("no partner")
    checks(page).locator("summary").click()
    area.fill("So *it was. And *this.")
    expect(checks(page).locator("li")).to_have_count(2)
    expect(checks(page).get_by_role("link").first).to_be_hidden()
    page.keyboard.press("Control+s")
    expect(page.locator(".messages .success")).to_be_visible()
    chapter.refresh_from_db()
    assert chapter.body == "So *it was. And *this."
    area.fill("So it was.")
    expect(checks(page)).to_be_hidden()
    area.fill(LINES)
    checks(page).get_by_role("button", name="Make each line a paragraph").click()
    expect(area).to_have_value(PARAGRAPHS)
    expect(checks(page)).to_be_hidden()
    page.keyboard.press("Control+z")
    expect(area).to_have_value(LINES)
    expect(checks(page)).to_contain_text("no empty lines")


def focus_stays_in_the_text_if_the_list_comes_late(page: Page, area: Locator) -> None:
    area.fill(TEXT)
    expect(checks(page).locator("[data-checks-open] li")).to_have_count(3)
    held: list[Route] = []
    intercept(page, MARKDOWNIFY, lambda route: held.append(route))
    checks(page).get_by_role("button", name="Ignore").first.press("Enter")
    wait_for_route(page, held)
    area.press("Control+End")
    held[0].continue_()
    expect(checks(page).locator("[data-checks-open] li")).to_have_count(2)
    page.keyboard.type(" More.")
    expect(area).to_have_value(f"{TEXT} More.")


def test_on_a_phone_the_link_goes_to_the_text_and_the_manuscript_box_has_checks(
    live_server: LiveServer, open_page: OpenPage, author: User, make_chapter: MakeChapter
) -> None:
    page = open_page(390)
    area = open_chapter(page, live_server.url, author, make_chapter(TEXT))
    expect(checks(page).locator("summary")).to_have_text("Check these 3")
    expect(checks(page).get_by_role("link").first).to_be_hidden()
    page.locator("[data-command=preview]").click()
    expect(area).to_be_hidden()
    checks(page).locator("summary").click()
    checks(page).get_by_role("link").nth(1).click()
    expect(area).to_be_visible()
    assert selected_text(area) == '"'
    area.fill("*So.")
    expect(checks(page).locator("summary")).to_have_text("Check these 1")
    expect(checks(page).get_by_role("link")).to_be_visible()

    # The box for a whole manuscript offers to make paragraphs, too.
    page.locator("summary", has_text="Paste a whole manuscript").click()
    box = page.locator("textarea[name=manuscript]")
    box.fill("The river has no side\nthan that on which\nyou stand")
    page.wait_for_timeout(1_000)
    expect(checks(page, "[data-text-checks]")).to_be_hidden()
    box.fill(LINES)
    button = checks(page, "[data-text-checks]").get_by_role("button", name="Make each line")
    button.click()
    expect(box).to_have_value(PARAGRAPHS)
    page.keyboard.press("Control+z")
    expect(box).to_have_value(LINES)


# tests/desk/test_manuscript_box.py tests each step.
@pytest.mark.long
def test_without_javascript_the_form_has_list_and_offer(
    live_server: LiveServer, open_page: OpenPage, author: User, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter(LINES, note_after="So *it was.")
    page = open_page(scripts=False)
    sign_in(page, live_server.url, author)
    page.goto(f"{live_server.url}/desk/chapters/chapter/{chapter.pk}/change/")
    page.locator("summary", has_text="Note after").click()
    expect(page.get_by_role("link", name="So *it was.")).to_be_visible()
    page.get_by_role("button", name="Make each line a paragraph").click()
    expect(page.locator("textarea[name=body]")).to_have_value(PARAGRAPHS)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("textarea[name=body]")).to_have_value(LINES)


FIXED = {
    "Against the the last.": ("Delete one", "Against the last."),
    "5. Fifth.\n6. Sixth.": ("Show as typed", "5\\. Fifth.\n6\\. Sixth."),
    "[Map](www.example.org)": ("Add https://", "[Map](https://www.example.org)"),
    "```python\nx = 1\n```": ("Delete the name", "```\nx = 1\n```"),
}


@pytest.mark.long
def test_each_fix_on_a_phone(
    live_server: LiveServer, open_page: OpenPage, author: User, make_chapter: MakeChapter
) -> None:
    page = open_page(390)
    text = "\U0001f389\n\n" + "\n\n".join(FIXED)
    area = open_chapter(page, live_server.url, author, make_chapter(text))
    checks(page).locator("summary").click()
    each_fix_is_one_step_of_undo(page, area)


def each_fix_is_one_step_of_undo(page: Page, area: Locator) -> None:
    for old, (button, new) in FIXED.items():
        # The text may have changed since it was checked.
        area.evaluate("area => area.setRangeText('So. ', 0, 0)")
        checks(page).get_by_role("button", name=button).click()
        expected = area.input_value()
        assert new in expected and old not in expected
        page.keyboard.press("Control+z")
        assert old in area.input_value()
        page.keyboard.press("Control+Shift+z")
        expect(area).to_have_value(expected)
        expect(checks(page).get_by_role("button", name=button)).to_have_count(0)
    expect(checks(page)).to_be_hidden()


@cases("width", 390, long=[1280])
def test_ignored_findings_leave_list_and_count_and_come_back(
    width: int,
    live_server: LiveServer,
    open_page: OpenPage,
    author: User,
    make_chapter: MakeChapter,
) -> None:
    page = open_page(width)
    chapter = make_chapter(TEXT, note_after="So *be it.")
    area = open_chapter(page, live_server.url, author, chapter)
    total = page.locator("[data-checks-link]")
    expect(total).to_have_text("Check 4")
    total.click()
    for count in (2, 1):
        button = checks(page).get_by_role("button", name="Ignore").first
        button.focus()
        page.keyboard.press("Enter")
        expect(checks(page).locator("[data-checks-open] li")).to_have_count(count)
        # The next one has the focus.
        expect(button).to_be_focused()
    expect(total).to_have_text("Check 2")
    # Also after the page is loaded again, and elsewhere in the text.
    page.reload()
    area.fill(f"More.\n\n{TEXT}")
    expect(checks(page).locator("[data-checks-open] li")).to_have_count(1)
    expect(total).to_have_text("Check 2")
    checks(page).get_by_text("2 ignored.").click()
    for count in (2, 3):
        checks(page).get_by_role("button", name="List again").first.click()
        expect(checks(page).locator("[data-checks-open] li")).to_have_count(count)
    expect(total).to_have_text("Check 4")
    area.fill("So.")
    expect(total).to_have_text("Check 1")
    total.click()
    expect(checks(page, ".note:has([name=note_after])").locator("summary")).to_be_focused()


# tests/desk/test_ignored_checks.py tests each step.
@pytest.mark.long
def test_ignoring_without_javascript_keeps_what_is_typed(
    live_server: LiveServer, open_page: OpenPage, author: User, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter(TEXT)
    page = open_page(scripts=False)
    sign_in(page, live_server.url, author)
    page.goto(f"{live_server.url}/desk/chapters/chapter/{chapter.pk}/change/")
    page.locator("textarea[name=body]").fill(f"{TEXT}\n\nAgainst the the wall.")
    page.get_by_role("button", name="Ignore <blink>").click()
    expect(page.locator("textarea[name=body]")).to_have_value(f"{TEXT}\n\nAgainst the the wall.")
    expect(checks(page).locator("[data-checks-open] li")).to_have_count(3)
    # What the button would do.
    expect(checks(page).locator("noscript .meta")).to_be_visible()
    expect(page.locator("[data-checks-link]")).to_have_text("Check 3")
    page.get_by_text("1 ignored.").click()
    page.get_by_role("button", name="List again").click()
    expect(page.locator("[data-checks-link]")).to_have_text("Check 4")


def test_editor_with_the_list_and_a_notice_is_accessible(
    axe: str,
    live_server: LiveServer,
    open_page: OpenPage,
    author: User,
    make_chapter: MakeChapter,
) -> None:
    page = open_page(1280, bypass_csp=True)
    chapter = make_chapter(f"{LINES}\n*So.", note_before="So *it was, and the the.")
    ignore_check(chapter.story, CheckKey.of("doubled word", "was, and ⟨the the⟩."), author)
    open_chapter(page, live_server.url, author, chapter)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    page.evaluate(
        """document.querySelectorAll('[data-paste-notice]').forEach((notice) => {
          notice.classList.add('shown');
          notice.querySelector('[role=status]').textContent = 'Pasted.';
          notice.querySelectorAll('[hidden]').forEach((one) => { one.hidden = false });
        })"""
    )
    expect(checks(page).get_by_role("button").first).to_be_visible()
    expect(page.get_by_text("1 ignored.")).to_be_visible()
    assert check(page, axe, within=".manuscript-fields") == []
