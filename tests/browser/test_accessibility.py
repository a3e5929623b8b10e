"""Public pages are accessible, do not scroll sideways and work with the keyboard.

In `make test`, every second one is in a made-up language from right to left; `make test-long` looks
at all as they are, and in test_pseudo_locales.py at all in two such languages.
"""

from collections.abc import Sequence

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import MemberProfile, Preferences, User
from serial.chapters.models.chapter import EARLIEST_RELEASE
from serial.comments.models import StoryModerator
from serial.desk.sample.loading import load_sample
from serial.library.models import Follow
from serial.moderation.choices import DecisionKind
from serial.moderation.deciding import Ruling, decide, undo
from serial.moderation.models import ReviewItem
from serial.moderation.review.items import item_for
from serial.moderation.subjects.registry import subject_of
from serial.notifications.models import StorySetting
from serial.policies.models import PolicyVersion
from serial.stories.models import Announcement, Story
from tests.browser.axe import (
    ALL_LOOKS,
    EACH_THEME_ONCE,
    LIGHT_AND_DARK,
    PHONE_THEMES,
    Look,
    check,
    findings,
)
from tests.browser.comments.commenting import create_discussion, go_to_comments
from tests.browser.conftest import OpenPage
from tests.browser.long_words import WORD, lengthen_words
from tests.browser.made_up_languages import HEBREW, Speak, measure, speak
from tests.browser.new_parts import pages_to_open
from tests.browser.signing_in import sign_in
from tests.conftest import client_of
from tests.desk.pages import CHAPTERS, STORIES
from tests.moderation.figures.months import store_figures
from tests.moderation.reviewing import seen
from tests.moderation.spam.conftest import UNCERTAIN, create_spam_model
from tests.policies.publishing import publish_version
from tests.reading.test_story_page import add_chapters
from tests.sampling import LONG

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sweep]
__all__ = ["speak"]

GUEST_URLS = [
    *("/", "/stories/", "/stories/nothing-heard/", "/read/nothing-heard/the-52/"),
    "/stories/nothing-heard/announcements/",
    *("/read/nothing-heard/silence-period/", "/read/nothing-heard/the-kettles/"),
    *("/read/nothing-heard/", "/about/", "/tags/genre/mystery/", "/stories/?rating=general"),
    *("/contact/", "/contact/sent/", "/report/copyright/"),
    *("/privacy/", "/terms/versions/"),
    *(
        "/stories/?length=long",
        "/by/peg-lorrimer/",
        "/by/peg-lorrimer/follow/",
        "/no/such/page/",
        # Opened by forms only.
        "/comments/preview/",
        "/accounts/login/",
        "/accounts/signup/",
    ),
]
# Of a page that the other tests open in all looks, in another state.
LIGHT_AND_BLACK = (Look(390), Look(1280, "dark", "black"))
CHAPTER = "/read/nothing-heard/job-417/"
COMMENTS = f"{CHAPTER}comments/"
COMMENT_URLS = [
    *(COMMENTS, f"{COMMENTS}1/", f"{COMMENTS}on/", f"{COMMENTS}on/4/", f"{COMMENTS}write/"),
    *(
        f"{COMMENTS}write/?reply_to=1",
        f"{COMMENTS}write/?paragraph=4&quote=Words",
        f"{COMMENTS}kudos/",
    ),
]
MEMBER_URLS = [
    *("/", "/accounts/", "/accounts/preferences/", "/accounts/email/", "/accounts/write/"),
    *(
        "/accounts/sessions/",
        "/accounts/two-factor/",
        "/accounts/security/",
        *("/accounts/profile/", "/accounts/comments/drafts/", "/members/anna/", "/accounts/feeds/"),
        *("/accounts/data/", "/accounts/leave/"),
    ),
]
POLICIES = "/admin/policies/policyversion/"
# A page that may not be opened, one that asks to become an author, and one to follow.
READER_URLS = [
    *("/desk/", "/accounts/write/", "/stories/nothing-heard/", "/stories/nothing-heard/follow/"),
    *("/notifications/", "/accounts/notifications/"),
]


def look_at(
    page: Page,
    axe: str,
    url: str,
    looks: Sequence[Look] = LIGHT_AND_DARK,
    theme: str | None = None,
) -> list[str]:
    # axe sets inline styles; test_long_words.py tests the Content-Security-Policy.
    page.goto(url)
    if theme:
        assert page.evaluate("document.documentElement.dataset.theme") == theme
    return check(page, axe, looks)


def look_at_from_right(
    page: Page,
    axe: str,
    url: str,
    looks: Sequence[Look] = LIGHT_AND_DARK,
    theme: str | None = None,
) -> list[str]:
    """The same in a language from right to left, with what makes the page wider than the screen."""
    found = look_at(page, axe, url, looks, theme)
    assert page.evaluate("[document.dir, document.body.textContent.includes('אבג')]") == [
        "rtl",
        True,
    ]
    # Made-up words at the end of a name are not those at the end of its label.
    found = [each for each in found if "label-content-name-mismatch" not in each]
    return [*found, *filter(None, [measure(page)])]


def newest_announcement() -> Announcement:
    return Announcement.objects.published().select_related("story").newest_first()[0]


def check_reading_panel(page: Page, axe: str) -> list[str]:
    """Opens the reader's settings of a chapter."""
    page.locator("[data-reading-panel] > summary").click()
    page.locator(".panel__fold > summary").click()
    return findings(page, axe, "[data-reading-panel]", looks=PHONE_THEMES)


def test_pages_for_guests_are_accessible(
    axe: str, live_server: LiveServer, open_page: OpenPage, author: User, speak: Speak
) -> None:
    load_sample(author)
    urls = (*GUEST_URLS, newest_announcement().get_absolute_url())
    page = open_page(390, bypass_csp=True)
    page.goto(live_server.url + CHAPTER)
    results = {"settings": check_reading_panel(page, axe)}
    choose_theme(page, "sepia")
    chosen = pages_to_open(Client(), urls)
    from_right = [] if LONG else chosen[1::2]
    for url in chosen:
        if url not in from_right:
            results[url] = look_at(page, axe, live_server.url + url, ALL_LOOKS, "sepia")
    speak("he", HEBREW)
    for url in from_right:
        results[url] = look_at_from_right(page, axe, live_server.url + url, ALL_LOOKS, "sepia")
    assert {url: wrong for url, wrong in results.items() if wrong} == {}


def test_pages_for_members_are_accessible(
    axe: str,
    live_server: LiveServer,
    open_page: OpenPage,
    author: User,
    reader: User,
    superuser: User,
    speak: Speak,
) -> None:
    story = load_sample(author)
    Follow.objects.create(user=reader, story=story, created_at=EARLIEST_RELEASE)
    assert story is not None
    StorySetting.objects.create(user=reader, story=story, email="weekly")
    publish_version("Be *kind*.", summary="One word.", is_material=True)
    PolicyVersion(pk=2, document="terms", body="# A\n\nBe kind.").save_draft()
    MemberProfile.objects.create(user=author, is_public=True, links="https://example.org/anna")
    page = open_page(390, bypass_csp=True)
    results: dict[str, list[str]] = {}
    from_right = [] if LONG else MEMBER_URLS[1::2]
    for user, urls in (
        (author, [url for url in MEMBER_URLS if url not in from_right]),
        (reader, READER_URLS),
        (superuser, ["/accounts/", "/accounts/invitations/"]),
        # With the notice.
        (reader, ["/accounts/policies/", "/about/"]),
        (superuser, [POLICIES, f"{POLICIES}add/?document=rules", f"{POLICIES}2/publish/"]),
    ):
        sign_in(page, live_server.url, user)
        for url in urls:
            results[f"{user} {url}"] = look_at(page, axe, live_server.url + url)
    sign_in(page, live_server.url, author)
    speak("he", HEBREW)
    Preferences.objects.update_or_create(user=author, defaults={"language": "he"})
    for url in from_right:
        results[f"from right to left {url}"] = look_at_from_right(page, axe, live_server.url + url)
    assert {url: wrong for url, wrong in results.items() if wrong} == {}


def test_log_and_figures_are_accessible(
    axe: str, live_server: LiveServer, open_page: OpenPage, author: User, moderator: User
) -> None:
    story = load_sample(author)
    assert story is not None
    store_figures()
    page = open_page(320, bypass_csp=True)
    results: dict[str, list[str]] = {}
    page.goto(f"{live_server.url}/transparency/")
    results["figures"] = check(page, axe, ALL_LOOKS)
    sign_in(page, live_server.url, moderator)
    decisions = [
        Ruling(kind=DecisionKind.HIDE, words="A spoiler."),
        Ruling(kind=DecisionKind.RESTORE),
    ]
    item = item_for(subject_of(story))
    for ruling in decisions:
        decided = decide(item.pk, ruling, moderator, seen(ReviewItem.objects.get(pk=item.pk)))
    undo(decided.pk, moderator)
    page.goto(f"{live_server.url}/moderation/log/")
    assert page.locator("tbody tr").count() == len(decisions) + 1
    results["log"] = check(page, axe, LIGHT_AND_BLACK)
    assert {url: wrong for url, wrong in results.items() if wrong} == {}


RULES = "/moderation/rules/"
RULES_URLS = [
    *(RULES, f"{RULES}site/new/", f"{RULES}limits/links/", f"{RULES}words/commissions/"),
    *(f"{RULES}versions/", f"{RULES}spam/"),
]


def test_rules_of_moderators_are_accessible(
    axe: str, live_server: LiveServer, open_page: OpenPage, author: User, moderator: User
) -> None:
    load_sample(author)
    page = open_page(390, bypass_csp=True)
    sign_in(page, live_server.url, moderator)
    results: dict[str, list[str]] = {}
    page.goto(f"{live_server.url}{RULES}words/commissions/")
    page.get_by_label("Words and phrases").fill("the *\nlamp*")
    page.get_by_role("button", name="Save").click()
    results["tried"] = check(page, axe)
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved as version").wait_for()
    create_spam_model(UNCERTAIN)
    for url in RULES_URLS:
        page.goto(live_server.url + url)
        results[url] = check(page, axe, LIGHT_AND_BLACK)
    expect(page.get_by_role("button", name="Switch on")).to_be_disabled()
    create_spam_model()
    page.reload()
    page.get_by_role("button", name="Switch on").click()
    page.get_by_role("button", name="Switch off").wait_for()
    results["switched on"] = check(page, axe, LIGHT_AND_BLACK)
    assert {url: wrong for url, wrong in results.items() if wrong} == {}


def test_empty_site_is_accessible(
    axe: str, live_server: LiveServer, open_page: OpenPage, author: User
) -> None:
    page = open_page(390, bypass_csp=True)
    results: dict[str, list[str]] = {}
    for url in ("/", "/stories/", "/about/"):
        page.goto(live_server.url + url)
        results[url] = check(page, axe, LIGHT_AND_BLACK)
    sign_in(page, live_server.url, author)
    for url in ("/", "/desk/", CHAPTERS, STORIES, "/desk/comments/", "/accounts/comments/"):
        page.goto(live_server.url + url)
        results[f"author {url}"] = check(page, axe, LIGHT_AND_BLACK)
    assert {url: wrong for url, wrong in results.items() if wrong} == {}


@pytest.mark.long
def test_long_story_with_long_words_is_accessible(
    axe: str, live_server: LiveServer, open_page: OpenPage, author: User, reader: User
) -> None:
    load_comments(author, reader)
    lengthen_words(author)
    story = Story.objects.get(slug="nothing-heard")
    first = 1 + story.chapters.count()
    # Enough for folds of chapters, and for fields that take a number.
    add_chapters(story, [WORD] * 150, first)
    page = open_page(390, bypass_csp=True)
    sign_in(page, live_server.url, author)
    results: dict[str, list[str]] = {}
    for url in (
        *("/", "/stories/", "/stories/nothing-heard/", CHAPTER, COMMENTS, f"{COMMENTS}write/"),
        *("/desk/", f"{STORIES}{story.pk}/change/", f"{STORIES}{story.pk}/arrange/"),
        *("/desk/comments/", f"{STORIES}add/", f"{STORIES}{story.pk}/tags/"),
        f"{STORIES}{story.pk}/credits/",
    ):
        page.goto(live_server.url + url)
        if url == CHAPTER:
            # A script makes what scrolls sideways focusable.
            page.locator("[data-body] pre[tabindex]").first.wait_for(state="attached")
        results[url] = check(page, axe, LIGHT_AND_BLACK)
    assert {url: wrong for url, wrong in results.items() if wrong} == {}


def choose_theme(page: Page, theme: str) -> None:
    page.evaluate(
        "settings => localStorage.setItem('serial.reading', settings)", f'{{"theme": "{theme}"}}'
    )


def load_comments(author: User, reader: User) -> None:
    story = load_sample(author)
    assert story is not None
    StoryModerator.objects.create(story=story, user=reader)
    create_discussion(story, author, reader)


def open_all(page: Page, site: str) -> None:
    """Opens a chapter with comments, a reply form, and a paragraph's comments in the panel."""
    go_to_comments(page, site + CHAPTER)
    page.locator("#comments [data-reply]").nth(2).click()
    page.locator("[data-body] .comment-marker").first.click()
    page.locator("[data-paragraph-panel] .comment").first.wait_for()


def test_comment_pages_are_accessible(
    axe: str,
    live_server: LiveServer,
    open_page: OpenPage,
    author: User,
    reader: User,
    speak: Speak,
) -> None:
    load_comments(author, reader)
    site = live_server.url
    results: dict[str, list[str]] = {}
    shown: set[str] = set()
    chosen = pages_to_open(Client(), COMMENT_URLS, shown)
    from_right = [] if LONG else chosen[1::2]
    page = open_page(1280, bypass_csp=True)
    open_all(page, site)
    results["with an open panel"] = check(page, axe, EACH_THEME_ONCE)
    assert page.evaluate("document.querySelector('[data-paragraph-panel]').scrollWidth") <= 320
    page.keyboard.press("Escape")
    results["under the chapter"] = check(page, axe, EACH_THEME_ONCE)
    for url in chosen:
        if url not in from_right:
            results[url] = look_at(page, axe, site + url, EACH_THEME_ONCE)
    sign_in(page, site, reader)
    write = f"{COMMENTS}write/"
    member_urls = [
        f"{COMMENTS}1/",
        f"{COMMENTS}18/edit/",
        "/accounts/comments/",
        "/accounts/comments/moderated/",
    ]
    for url in (*pages_to_open(client_of(reader), member_urls, shown), write):
        results[f"member {url}"] = look_at(page, axe, site + url, EACH_THEME_ONCE)
    page.get_by_role("button", name="Post comment").click()
    page.locator(".field__error").first.wait_for()
    results["write, with an error"] = check(page, axe, EACH_THEME_ONCE)
    page.context.clear_cookies()
    speak("he", HEBREW)
    for url in from_right:
        results[url] = look_at_from_right(page, axe, site + url, EACH_THEME_ONCE)
    assert {url: wrong for url, wrong in results.items() if wrong} == {}


def test_skip_link_works_with_the_keyboard(
    live_server: LiveServer, open_page: OpenPage, author: User
) -> None:
    load_sample(author)
    page = open_page()
    page.goto(f"{live_server.url}/read/nothing-heard/fresh-water/")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
