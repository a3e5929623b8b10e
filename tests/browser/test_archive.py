"""A member downloads their data with a browser."""

from pathlib import Path

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.chapters.models import Chapter
from tests.archive.download.archives import Downloaded
from tests.archive.people import comment_on
from tests.browser.axe import check
from tests.browser.cases import cases
from tests.browser.conftest import OpenPage
from tests.browser.signing_in import sign_in
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)


@cases("scripts", True, long=[False])
def test_member_downloads_their_data(
    scripts: bool,
    axe: str,
    live_server: LiveServer,
    open_page: OpenPage,
    chapter: Chapter,
    reader: User,
) -> None:
    comment_on(chapter, reader, "I liked the lamp.")
    # axe sets inline styles, and needs scripts.
    page = open_page(390, scripts=scripts, bypass_csp=scripts)
    sign_in(page, live_server.url, reader)
    page.goto(f"{live_server.url}/accounts/")
    page.get_by_role("link", name="My data").first.click()
    page.get_by_role("link", name="Download my data").click()
    page.fill("input[name=password]", PASSWORD)
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_url(f"{live_server.url}/accounts/data/archive/")
    assert not scripts or check(page, axe) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Download zip file").click()
    assert download.value.suggested_filename.startswith("serial-archive-rosa-")
    archive = Downloaded(Path(download.value.path()).read_bytes())
    [comment] = archive.rows("comments/comments.jsonl")
    assert comment["body"] == "I liked the lamp."
    assert page.locator("h1").inner_text() == "Download my data"
