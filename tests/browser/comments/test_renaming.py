"""What a browser remembers of a chapter is there after the story and the chapter were renamed."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from serial.chapters.models import Chapter
from serial.chapters.saving import set_slug
from tests.browser.comments.commenting import go_to_comments, submit_form, type_comment
from tests.browser.conftest import OpenPage
from tests.conftest import MakeChapter

pytestmark = pytest.mark.django_db(transaction=True)

FORM = "form.quick-form"


def rename(chapter: Chapter) -> str:
    """Returns the path that the chapter has then."""
    chapter.story.save_with_slug("the-lantern")
    set_slug(chapter, "the-oil-store")
    return Chapter.objects.get(pk=chapter.pk).get_absolute_url()


def begin_comment_edit_and_reply(page: Page, url: str) -> None:
    """Leaves a comment, its edit, a reply and another comment half-written."""
    go_to_comments(page, url)
    type_comment(page.locator(FORM), "Posted.", "Gus")
    submit_form(page.locator(FORM))
    page.locator("#c1 .comment__text").wait_for()
    type_comment(page.locator(FORM), "Half a comment")
    page.locator("#c1").get_by_role("link", name="Reply").click()
    type_comment(page.locator("#c1 form"), "Half a reply")
    page.goto(f"{url}comments/1/edit/")
    page.locator("main textarea").fill("Posted. And half an edit")
    page.wait_for_function("() => JSON.stringify(localStorage).includes('And half an edit')")


def test_drafts_kudos_and_position_survive_renaming(
    commented_chapter: Chapter, chapter_url: str, live_server: LiveServer, open_page: OpenPage
) -> None:
    page = open_page(390)
    begin_comment_edit_and_reply(page, chapter_url)
    go_to_comments(page, chapter_url)
    page.get_by_role("link", name="Give kudos").click()
    page.get_by_role("link", name="Remove kudos").wait_for()
    page.wait_for_function("() => localStorage.getItem('serial.positions')")

    url = live_server.url + rename(commented_chapter)
    # The former URL, as the browser remembers it: the right to edit moves with the redirect.
    page.goto(f"{chapter_url}comments/1/edit/")
    expect(page).to_have_url(f"{url}comments/1/edit/")
    expect(page.locator("main textarea")).to_have_value("Posted. And half an edit")
    go_to_comments(page, url)
    expect(page.locator(f"{FORM} textarea")).to_have_value("Half a comment")
    expect(page.locator("#c1 form textarea")).to_have_value("Half a reply")
    expect(page.get_by_role("link", name="Remove kudos")).to_be_visible()
    page.goto(f"{live_server.url}/stories/the-lantern/")
    expect(page.locator(".is-here")).to_contain_text("The Lamp Room")
    page.get_by_role("link", name="Continue: Chapter 1").click()
    expect(page).to_have_url(f"{url}#position")


def test_renamed_chapter_is_continued_at_the_passage(
    make_chapter: MakeChapter, live_server: LiveServer, open_page: OpenPage
) -> None:
    text = "\n\n".join(f"Paragraph {number}. " + "Words and words. " * 30 for number in range(40))
    chapter = make_chapter(text)
    page = open_page(1280)
    page.goto(live_server.url + chapter.get_absolute_url())
    passage = page.locator("[data-story] > *").nth(20)
    passage.evaluate("element => element.scrollIntoView()")
    page.wait_for_function(
        """() => Object.values(JSON.parse(localStorage.getItem("serial.positions") ?? "{}"))
          .some(({ paragraph }) => paragraph >= 18)"""
    )
    rename(chapter)
    page.goto(f"{live_server.url}/stories/the-lantern/")
    page.get_by_role("link", name="Continue:").click()
    expect(passage).to_be_in_viewport()
