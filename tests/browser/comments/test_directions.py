"""Hebrew and Arabic are laid out from right to left, each block for itself."""

import pytest
from django.core.cache import caches
from playwright.sync_api import Locator
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.comments.choices import Premoderation
from serial.comments.models import StoryCommentSettings
from tests.browser.comments.commenting import add_comment, go_to_comments
from tests.browser.conftest import OpenPage
from tests.conftest import MakeChapter

pytestmark = pytest.mark.django_db(transaction=True)

HEBREW, ARABIC = "ערב טוב!", "صباح الخير!"


def directions(blocks: Locator) -> object:
    return blocks.evaluate_all("blocks => blocks.map(block => getComputedStyle(block).direction)")


def test_each_block_of_a_chapter_and_a_comment_has_its_own_direction(
    make_chapter: MakeChapter, live_server: LiveServer, open_page: OpenPage, reader: User
) -> None:
    caches["pages"].clear()
    chapter = make_chapter(f"{HEBREW}\n\nEvening.\n\n* Anna\n* {ARABIC}\n\n{HEBREW}\n\nNight.")
    StoryCommentSettings.objects.create(story=chapter.story, premoderation=Premoderation.NOBODY)
    add_comment(chapter, reader, f"{ARABIC}\n\nGood.")
    page = open_page(390)
    page.goto(live_server.url + chapter.get_absolute_url())
    blocks = page.locator("[data-body] > p, [data-body] li")
    assert directions(blocks) == ["rtl", "ltr", "ltr", "rtl", "rtl", "ltr"]
    comments = go_to_comments(page, live_server.url + chapter.get_absolute_url())
    assert directions(comments.locator("#c1 .comment__text p")) == ["rtl", "ltr"]
    # The name and the actions stand at the side of the text.
    parts = comments.locator("#c1, #c1 .comment__head > .facts, #c1 .comment__actions")
    assert directions(parts) == ["rtl", "ltr", "rtl"]
