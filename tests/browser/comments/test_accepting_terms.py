"""A member comments after the terms have changed: one question, and the comment is posted."""

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.comments.models import Comment
from tests.browser.comments.commenting import go_to_comments, type_comment
from tests.browser.conftest import OpenPage
from tests.browser.signing_in import sign_in
from tests.policies.publishing import publish_version

pytestmark = pytest.mark.django_db(transaction=True)


def test_comment_is_sent_with_the_acceptance(
    chapter_url: str, live_server: LiveServer, open_page: OpenPage, reader: User
) -> None:
    page = open_page(390)
    sign_in(page, live_server.url, reader)
    go_to_comments(page, chapter_url)
    form = page.locator("form.quick-form")
    type_comment(form, "Who lit it?")
    # Published while the page was open.
    publish_version("Stricter.")
    form.get_by_role("button", name="Post comment").click()
    expect(form.locator("[data-status]")).to_contain_text("The terms have changed")
    expect(form.get_by_role("checkbox")).to_be_focused()
    assert not Comment.objects.exists()
    form.get_by_role("checkbox").check()
    form.get_by_role("button", name="Post comment").click()
    expect(page.locator("#c1")).to_contain_text("Who lit it?")
    expect(form.get_by_role("checkbox")).to_have_count(0)
    # Nothing is left of the draft.
    expect(form.locator("textarea")).to_have_value("")
    drafts = "Object.keys(localStorage).filter((key) => key.startsWith('serial.draft'))"
    assert page.evaluate(drafts) == []
    assert Comment.objects.count() == 1


# tests/policies/test_accepting.py tests each step.
@pytest.mark.long
def test_without_scripts_a_page_sends_the_comment(
    chapter_url: str, live_server: LiveServer, open_page: OpenPage, reader: User
) -> None:
    page = open_page(320, scripts=False)
    sign_in(page, live_server.url, reader)
    publish_version("Stricter.")
    page.goto(f"{chapter_url}comments/write/")
    page.locator("main textarea").fill("Who lit it?")
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The terms have changed")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Accept and continue").click()
    expect(page.locator("#c1")).to_contain_text("Who lit it?")
