"""A member who has left changes their mind, and leaves and hands over, without JavaScript."""

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.archive.models import AccountDeletion
from serial.stories.choices import Role
from serial.stories.crediting import add_credit
from serial.stories.models import Story
from tests.archive.conftest import confirmed_client, leave
from tests.browser.conftest import OpenPage
from tests.browser.signing_in import sign_in_with_password
from tests.conftest import PASSWORD, MakeChapter, pen_name_of

pytestmark = pytest.mark.django_db(transaction=True)


def choose_and_confirm(page: Page, site: str) -> None:
    page.goto(f"{site}/accounts/data/")
    page.get_by_role("link", name="Delete my account").click()
    page.get_by_label("Hand it over to otto").check()
    page.get_by_label("Erase the words").check()
    page.get_by_role("button", name="Continue").click()
    page.fill("input[name=password]", PASSWORD)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("is handed over to otto")).to_be_visible()
    page.get_by_role("button", name="Delete my account").click()
    expect(page.get_by_role("heading", name="Your account will be deleted")).to_be_visible()


# tests/archive/leaving/ and tests/archive/erasing/ take the same steps.
@pytest.mark.long
def test_changing_ones_mind_and_leaving(
    live_server: LiveServer,
    open_page: OpenPage,
    author: User,
    story: Story,
    make_chapter: MakeChapter,
    other_author: User,
) -> None:
    site = live_server.url
    make_chapter()
    add_credit(story, pen_name_of(other_author), Role.CO_AUTHOR, by=author).accept()
    leave(confirmed_client(author), **{f"story_{story.pk}": "keep"})
    assert AccountDeletion.objects.exists()
    page = open_page(320, scripts=False)
    sign_in_with_password(page, site, author)
    expect(page.get_by_text("Your account will not be deleted")).to_be_visible()
    choose_and_confirm(page, site)
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    now = timezone.now()
    AccountDeletion.objects.update(requested_at=now, due_at=now)
    call_command("erase_accounts")
    page.goto(f"{site}{story.get_absolute_url()}")
    expect(page.get_by_role("link", name="otto").first).to_be_visible()
    expect(page.get_by_text("anna")).to_have_count(0)
    assert page.goto(f"{site}/by/anna/").status == 410  # type: ignore[union-attr]
