"""The account menu leads moderators to the queue, with the number of waiting items."""

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from serial.chapters.models import Chapter
from tests.conftest import client_of
from tests.moderation.queue.conftest import QUEUE, HoldComment


@pytest.mark.parametrize("url", ["/accounts/", "/", "/stories/", "chapter"])
def test_only_moderators_have_the_link(
    moderator_client: Client,
    reader_client: Client,
    superuser: User,
    hold_comment: HoldComment,
    chapter: Chapter,
    url: str,
) -> None:
    hold_comment()
    page = chapter.get_absolute_url() if url == "chapter" else url
    # Pages of members are cached for all of them.
    for _ in range(2):
        assert QUEUE not in reader_client.get(page).content.decode()
        html = moderator_client.get(page).content.decode()
        assert f'href="{QUEUE}">Moderation <span class="badge">1</span>' in html
    assert QUEUE in client_of(superuser).get(page).content.decode()


def test_pages_of_moderators_have_the_bell(moderator_client: Client) -> None:
    for url in (QUEUE, f"{QUEUE}log/", f"{QUEUE}rules/"):
        assert 'class="bar__link bell"' in moderator_client.get(url).content.decode()


def test_second_factor_is_needed(moderator_client: Client, settings: Settings) -> None:
    settings.TWO_FACTOR_REQUIRED = True
    assert QUEUE not in moderator_client.get("/accounts/").content.decode()
    assert moderator_client.get(QUEUE).headers["Location"] == "/accounts/two-factor/"
