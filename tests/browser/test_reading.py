"""A reader on phone and computer: reading settings, reading position, age gate, printing."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Preferences, User
from serial.desk.sample.loading import load_sample
from serial.stories.models import Story
from tests.browser.cases import cases
from tests.browser.conftest import OpenPage
from tests.browser.layout_shifts import layout_shifts
from tests.browser.signing_in import sign_in
from tests.browser.waiting import intercept, wait_for_route
from tests.conftest import MakeChapter, MakeStory

pytestmark = pytest.mark.django_db(transaction=True)

STORY, FIRST, SECOND = (
    "/stories/nothing-heard/",
    "/read/nothing-heard/fresh-water/",
    "/read/nothing-heard/job-417/",
)
READING_STYLES = """() => {
  const text = getComputedStyle(document.querySelector("[data-body]"));
  const page = getComputedStyle(document.documentElement);
  return [page.backgroundColor, text.fontFamily, text.fontSize];
}"""


LONG_TEXT = "\n\n".join(f"Paragraph {number}. " + "Words and words. " * 20 for number in range(40))


@pytest.fixture
def site(live_server: LiveServer, make_story: MakeStory, make_chapter: MakeChapter) -> str:
    """With a story of a prologue and two chapters, of which the second is long."""
    story = make_story("Nothing Heard")
    make_chapter(story=story, title="Salt", is_numbered=False)
    make_chapter(story=story, title="Fresh Water", note_before="Is it dark enough?")
    make_chapter(LONG_TEXT, story=story, title="Job 417")
    return live_server.url


def open_panel(page: Page) -> None:
    page.locator("[data-reading-panel] > summary").click()


def choose(page: Page, *labels: str) -> None:
    open_panel(page)
    for label in labels:
        page.locator(".panel label", has_text=label).first.click()


def wait_for_reading_position(page: Page, paragraph: int) -> None:
    """The script stores the position half a second after the last scroll event."""
    page.wait_for_function(
        """paragraph => {
          const positions = JSON.parse(localStorage.getItem("serial.positions") ?? "{}");
          return Object.values(positions)[0]?.paragraph >= paragraph;
        }""",
        arg=paragraph,
    )


@cases("width", 390, long=[1280])
def test_guest_settings_are_kept_in_the_browser(site: str, open_page: OpenPage, width: int) -> None:
    page = open_page(width)
    page.goto(site + STORY)
    page.get_by_role("link", name="Start reading").click()
    page.wait_for_url("**/read/**")
    default_styles = page.evaluate(READING_STYLES)
    choose(page, "sepia", "sans")
    for _step in range(3):
        page.get_by_role("button", name="Larger text").click()
    expect(page.locator("html[data-text-size='150']")).to_be_attached()
    chosen = page.evaluate(READING_STYLES)
    assert all(now != before for now, before in zip(chosen, default_styles, strict=True))
    assert chosen[0] == "rgb(243, 232, 211)"
    page.goto(site + SECOND)
    assert page.evaluate(READING_STYLES) == chosen
    open_panel(page)
    expect(page.locator(".panel [value=sepia]")).to_be_checked()
    expect(page.get_by_label("Text size")).to_have_value("150")
    assert page.context.cookies() == []
    first_paint_and_browsers_bars_have_the_chosen_theme(page)


def first_paint_and_browsers_bars_have_the_chosen_theme(page: Page) -> None:
    """The panel is open."""
    bar_colours = """() => [...document.querySelectorAll("meta[name=theme-color]")].every(
      (meta) => meta.content === "rgb(0, 0, 0)")"""
    assert not page.evaluate(bar_colours)
    page.locator(".panel label", has_text="black").first.click()
    page.wait_for_function(bar_colours)
    expect(page.locator("html[data-theme=black]")).to_be_attached()
    # Called before each frame: the first frame with a body is the first paint.
    page.add_init_script(
        """requestAnimationFrame(function look() {
          if (document.body) window.atFirst = document.documentElement.dataset.theme ?? "none";
          else requestAnimationFrame(look);
        });"""
    )
    page.reload()
    page.wait_for_function("() => window.atFirst")
    assert page.evaluate("window.atFirst") == "black"
    page.wait_for_function(bar_colours)


def test_settings_chosen_before_the_script_loads_are_applied(
    site: str, open_page: OpenPage
) -> None:
    page = open_page(390, own_context=True)
    held_routes: list[Route] = []
    intercept(page, "**/reading/reading_panel.*.js", lambda route: held_routes.append(route))
    page.goto(site + SECOND)
    choose(page, "sepia", "sans")
    held_routes[0].continue_()
    expect(page.locator("html[data-theme=sepia][data-typeface=sans]")).to_be_attached()


def test_member_settings_are_saved_in_the_account(
    site: str, open_page: OpenPage, author: User
) -> None:
    page = open_page(390)
    sign_in(page, site, author)
    page.goto(site + SECOND)
    with page.expect_response("**/accounts/preferences/reading/"):
        choose(page, "sepia")
    with page.expect_response("**/accounts/preferences/reading/"):
        page.locator(".panel__fold > summary").click()
        page.get_by_label("hide the author").check()
    preferences = Preferences.objects.get(user=author)
    assert (preferences.theme, preferences.hides_notes) == ("sepia", True)
    page.goto(site + FIRST)
    assert page.evaluate(READING_STYLES)[0] == "rgb(243, 232, 211)"
    expect(page.locator(".voice").first).to_be_hidden()
    page.goto(f"{site}/accounts/preferences/")
    reading_settings_among_the_preferences_apply_and_are_saved_at_once(page)


def reading_settings_among_the_preferences_apply_and_are_saved_at_once(page: Page) -> None:
    expect(page.get_by_label("Sepia")).to_be_checked()
    expect(page.get_by_role("button", name="Save reading settings")).to_be_hidden()
    page.get_by_label("Black").check()
    expect(page.locator("html[data-theme=black]")).to_be_attached()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    page.get_by_role("button", name="Larger text").click()
    expect(page.locator("html[data-text-size='110']")).to_be_attached()
    page.reload()
    expect(page.get_by_label("Black")).to_be_checked()


# tests/accounts/test_preferences.py sends the same form.
@pytest.mark.long
def test_member_saves_settings_without_javascript(
    site: str, open_page: OpenPage, author: User
) -> None:
    page = open_page(390, scripts=False)
    sign_in(page, site, author)
    page.goto(site + SECOND)
    choose(page, "dark")
    page.get_by_role("button", name="Save").click()
    expect(page).to_have_url(site + SECOND)
    assert Preferences.objects.get(user=author).theme == "dark"


@cases("width", 1280, long=[390])
def test_guest_continues_at_the_last_paragraph_and_prints(
    site: str, open_page: OpenPage, width: int, tmp_path: Path
) -> None:
    page = open_page(width)
    page.goto(site + SECOND)
    ninth = page.locator("[data-body] > *").nth(8)
    ninth.evaluate("element => element.scrollIntoView()")
    wait_for_reading_position(page, 7)
    page.goto(site + STORY)
    page.get_by_role("link", name="Continue: Chapter 2").click()
    expect(page).to_have_url(f"{site}{SECOND}#position")
    page.wait_for_function("() => scrollY > 100")
    assert abs(ninth.bounding_box()["y"]) < 70  # type: ignore[index]
    page_stays_where_the_reader_scrolled(page)
    # Below the text is the end of the text, not its beginning.
    page.keyboard.press("End")
    wait_for_reading_position(page, 39)
    printed_page_shows_only_the_text(page, tmp_path / "chapter.pdf")


def page_stays_where_the_reader_scrolled(page: Page) -> None:
    held: list[Route] = []
    url = page.url
    page.route("**/reading_position.*", lambda route: held.append(route))
    page.goto("about:blank")
    page.goto(url)
    wait_for_route(page, held)
    page.evaluate("scrollTo(0, 40)")
    held[0].continue_()
    page.wait_for_function(
        """() => {
          const [position] = Object.values(JSON.parse(localStorage.getItem("serial.positions")));
          return position.paragraph < 3;
        }"""
    )
    assert page.evaluate("scrollY") == 40


def printed_page_shows_only_the_text(page: Page, path: Path) -> None:
    page.emulate_media(media="print")
    for selector in (".reading-bar", ".panel", ".reading-progress", ".chapter-end", ".comments"):
        expect(page.locator(selector)).to_be_hidden()
    printed = page.pdf(path=path)
    assert printed.startswith(b"%PDF") and printed.count(b"/Type /Page\n") >= 2


def test_arrow_keys_open_the_next_and_previous_chapter(site: str, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(site + FIRST)
    page.keyboard.press("ArrowRight")
    # Wait for load: a key pressed earlier has no effect.
    page.wait_for_url(site + SECOND, wait_until="load")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(site + FIRST, wait_until="load")
    open_panel(page)
    page.locator(".panel [value=light]").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".panel [value=sepia]")).to_be_checked()
    expect(page.locator("html[data-theme=sepia]")).to_be_attached()
    expect(page).to_have_url(site + FIRST)
    page.keyboard.press("Escape")
    expect(page.locator("[data-reading-panel] > summary")).to_be_focused()
    open_panel(page)
    page.locator(".panel").get_by_role("button", name="Close").click()
    expect(page.locator("[data-reading-panel]:not([open]) > summary")).to_be_focused()


@cases("width, scripts", (390, False), long=[(1280, False), (390, True)])
def test_reading_a_mature_story_needs_no_javascript(
    site: str, open_page: OpenPage, width: int, scripts: bool
) -> None:
    Story.objects.update(rating="mature")
    page = open_page(width, scripts=scripts)
    page.goto(site + STORY)
    # The age gate.
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing Heard")
    expect(page.get_by_text("Rated Mature")).to_be_visible()
    page.get_by_role("link", name="Yes").click()
    page.get_by_role("link", name="Start reading").click()
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Fresh Water")
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Job 417")
    # Without JavaScript the panel has no function.
    expect(page.locator("[data-reading-panel]")).to_be_visible(visible=scripts)
    page.locator("main").get_by_role("link", name="Contents").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing Heard")
    page.get_by_role("link", name="Read on one page").click()
    expect(page.get_by_role("heading", name="Job 417")).to_be_visible()
    assert page.context.cookies() == []


def test_first_view_loads_no_third_party_and_does_not_shift(
    live_server: LiveServer, author: User, open_page: OpenPage
) -> None:
    load_sample(author)
    site = live_server.url
    page = open_page(390, own_context=True)
    requested_urls: list[str] = []
    page.on("request", lambda request: requested_urls.append(request.url))
    page.goto(site + SECOND, wait_until="networkidle")
    assert all(url.startswith(site) for url in requested_urls)
    assert not [url for url in requested_urls if "reading/reading_panel." in url]
    assert layout_shifts(page) == []
