"""Longer texts and texts from right to left break no page: two made-up translations of the site.

`make test` opens every second page from right to left in test_accessibility.py.
"""

import pytest
from pytest_django.live_server_helper import LiveServer

from accounts.models import Preferences, User
from tests.browser.conftest import OpenPage
from tests.browser.made_up_languages import HEBREW, LATIN, Speak, measure, speak
from tests.browser.signing_in import sign_in
from tests.browser.test_accessibility import (
    COMMENT_URLS,
    GUEST_URLS,
    MEMBER_URLS,
    load_comments,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]
__all__ = ["speak"]


@pytest.mark.parametrize(("code", "words"), [("he", HEBREW), ("de", LATIN)])
def test_no_page_is_wider_than_the_screen(
    code: str,
    words: str,
    speak: Speak,
    live_server: LiveServer,
    open_page: OpenPage,
    author: User,
    reader: User,
) -> None:
    load_comments(author, reader)
    Preferences.objects.create(user=reader, language=code)
    speak(code, words)
    page = open_page(1280)
    results: dict[str, str] = {}
    for url in GUEST_URLS + COMMENT_URLS:
        page.goto(live_server.url + url)
        assert words[:5] in page.content()
        assert page.evaluate("document.dir") == ("rtl" if code == "he" else "ltr")
        results[url] = measure(page)
    page.goto(f"{live_server.url}/stories/")
    sign_in(page, live_server.url, reader)
    for url in MEMBER_URLS:
        page.goto(live_server.url + url)
        results[f"member {url}"] = measure(page)
    assert {url: found for url, found in results.items() if found} == {}
