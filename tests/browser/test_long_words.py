"""No word that people write, however long, makes a page wider than a phone."""

from collections.abc import Mapping, Sequence
from functools import partial

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, Route
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.desk.sample.loading import load_sample
from serial.stories.models import Story
from tests.browser.comments.commenting import (
    create_discussion,
    go_to_comments,
    type_comment,
)
from tests.browser.conftest import OpenPage
from tests.browser.long_words import COMMENT, MEASURE, WORD, lengthen_words
from tests.browser.signing_in import sign_in
from tests.conftest import client_of
from tests.desk.forms import open_form
from tests.desk.pages import CHAPTERS, STORIES, fill_desk, page_urls
from tests.sampling import in_turns

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sweep]

Widths = dict[str, str]

CHAPTER_ACTIONS = (
    *("schedule_selected", "move_selected_to_part"),
    *("revert_selected_to_draft", "delete_selected"),
)
# Pages that readers may not open, that open from a form only, and that do not exist.
REFUSED_URLS = ["/desk/", "/accounts/invitations/", "/comments/preview/", f"/{WORD}/"]
WIDTH = 320


@pytest.fixture
def desk_urls(author: User, other_author: User, reader: User) -> list[str]:
    """The desk's pages of the sample, with a discussion and long words in all of it."""
    draft = fill_desk(author, other_author, client_of(author))
    urls = page_urls(draft)
    create_discussion(draft.story, author, reader)
    lengthen_words(author)
    return urls


def wide_pages(
    page: Page, site: str, urls: Sequence[str], *, may_be_refused: bool = False
) -> Widths:
    results = {}
    for url in urls:
        response = page.goto(site + url)
        assert response and (response.ok or may_be_refused), url
        results[url] = page.evaluate(MEASURE)
    return {url: result for url, result in results.items() if result}


def reading_urls(author: User) -> list[str]:
    story = Story.objects.get(slug="nothing-heard")
    chapter = story.chapters.get(slug="job-417")
    tag = story.story_tags.all()[0].tag
    comments = f"{chapter.get_absolute_url()}comments/"
    return [
        *("/", "/stories/", "/about/", f"/tags/{tag.kind}/{tag.slug}/"),
        *(story.get_absolute_url(), f"/read/{story.slug}/", "/by/anna/", "/by/peg-lorrimer/"),
        *(chapter.get_absolute_url(), comments, f"{comments}1/", f"{comments}on/"),
        *(f"{comments}on/4/", f"{comments}write/", f"{comments}write/?reply_to=1"),
        f"{comments}write/?paragraph=4&quote={'Words' * 40}",
        f"{comments}kudos/",
    ]


def account_urls() -> list[str]:
    pages = ("", "comments", "email", "preferences", "sessions", "two-factor", "write")
    return [f"/accounts/{page}/".replace("//", "/") for page in pages]


def test_guests_and_readers_never_scroll_sideways(
    live_server: LiveServer, open_page: OpenPage, author: User, reader: User
) -> None:
    story = load_sample(author)
    assert story is not None
    create_discussion(story, author, reader)
    lengthen_words(author)
    page = open_page(WIDTH)
    urls = reading_urls(author)
    assert wide_pages(page, live_server.url, in_turns(urls, 0, 2)) == {}
    sign_in(page, live_server.url, reader)
    for_readers = [*in_turns(urls, 1, 2), *account_urls()]
    assert wide_pages(page, live_server.url, for_readers) == {}
    assert wide_pages(page, live_server.url, REFUSED_URLS, may_be_refused=True) == {}
    assert wide_parts_of_discussion(page, live_server.url) == {}
    sign_in(page, live_server.url, author)
    # With pen names to choose from.
    assert wide_pages(page, live_server.url, ["/accounts/profile/"]) == {}


def wide_parts_of_discussion(page: Page, site: str) -> Widths:
    """Measures what scripts show on the page of a chapter."""
    go_to_comments(page, f"{site}/read/nothing-heard/job-417/")
    results = {"comments": page.evaluate(MEASURE)}
    page.locator("[data-body] .comment-marker").first.click()
    page.locator(".paragraph-panel .comment").first.wait_for(state="attached")
    results["panel"] = page.evaluate(MEASURE)
    page.keyboard.press("Escape")
    form = page.locator("form.quick-form")
    type_comment(form, COMMENT)
    form.get_by_role("button", name="Preview").click()
    form.locator(".preview").wait_for()
    results["preview of a comment"] = page.evaluate(MEASURE)
    return {name: result for name, result in results.items() if result}


# In `make test`, test_desk_pages.py opens every second page with long words.
@pytest.mark.long
def test_authors_never_scroll_sideways(
    desk_urls: list[str], live_server: LiveServer, open_page: OpenPage, author: User
) -> None:
    page, site = open_page(WIDTH), live_server.url
    sign_in(page, site, author)
    assert wide_pages(page, site, desk_urls) == {}
    story = Story.objects.get(slug="nothing-heard")
    page.goto(f"{site}{CHAPTERS}{story.chapters.get(slug='fourteen').pk}/change/")
    page.locator("[data-command=preview]").click()
    page.locator("[data-preview=body] p").first.wait_for()
    assert page.evaluate(MEASURE) == ""
    assert wide_responses(page, site, responses_to_forms(client_of(author), story)) == {}


def wide_responses(page: Page, site: str, responses: dict[str, bytes]) -> Widths:
    results = {}
    for name, html in responses.items():
        # From a URL of the site, so that it gets the style sheets.
        url = f"{site}/desk/{name.replace(' ', '-')}/"
        page.route(url, partial(_fulfill, html))
        page.goto(url)
        results[name] = page.evaluate(MEASURE)
    return {name: result for name, result in results.items() if result}


def admin_urls() -> list[str]:
    """The pages of /admin/: of each model the list, and of its first row all."""
    urls = ["/admin/"]
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        urls.append(reverse(f"{name}_changelist"))
        if row := model._default_manager.first():
            pages = ("change", "delete", "history")
            urls += [reverse(f"{name}_{page}", args=[row.pk]) for page in pages]
    return urls


@pytest.mark.long
def test_superusers_never_scroll_sideways(
    desk_urls: list[str], live_server: LiveServer, open_page: OpenPage, superuser: User
) -> None:
    page = open_page(WIDTH)
    sign_in(page, live_server.url, superuser)
    urls = [*admin_urls(), "/accounts/", "/accounts/invitations/"]
    # Some rows cannot be deleted here.
    assert wide_pages(page, live_server.url, urls, may_be_refused=True) == {}


def responses_to_forms(client: Client, story: Story) -> dict[str, bytes]:
    """What the desk shows after a form was sent."""
    chapter = story.chapters.released()[0]
    story_url, chapter_url = f"{STORIES}{story.pk}/change/", f"{CHAPTERS}{chapter.pk}/change/"
    bulk = {"_selected_action": [c.pk for c in story.chapters.all()]}
    typed = open_form(client, chapter_url)
    posts: dict[str, tuple[str, Mapping[str, object]]] = {
        "saved story": (story_url, open_form(client, story_url)),
        "refused story": (story_url, {**open_form(client, story_url), "genre": WORD}),
        "saved chapter": (chapter_url, {**typed, "_continue": "yes"}),
        "refused chapter": (chapter_url, {**typed, "title": WORD * 2}),
        "outdated chapter": (chapter_url, {**typed, "based_on": "1", "body": WORD}),
        "preview": (f"{CHAPTERS}preview/?chapter={chapter.pk}", {"title": WORD, "body": WORD}),
        **{action: (CHAPTERS, {"action": action, **bulk}) for action in CHAPTER_ACTIONS},
        "delete_selected stories": (
            STORIES,
            {"action": "delete_selected", "_selected_action": [story.pk]},
        ),
    }
    return {
        name: client.post(url, data, follow=True).content for name, (url, data) in posts.items()
    }


def _fulfill(html: bytes, route: Route) -> None:
    route.fulfill(body=html, content_type="text/html; charset=utf-8")
