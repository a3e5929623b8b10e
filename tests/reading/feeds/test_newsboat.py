"""newsboat, a feed reader, reads the feeds."""

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest
from django.test import Client

from accounts.models import User
from serial.library.private_feeds import FeedTarget, create_private_feed
from serial.stories.choices import FeedText, TagKind
from serial.stories.models import Story
from serial.stories.tagging import set_tags
from tests.conftest import MakeChapter
from tests.missing_programs import skip_without
from tests.reading.feeds.reading import FEEDS


@pytest.fixture
def newsboat() -> str:
    return shutil.which("newsboat") or skip_without("newsboat", "newsboat")


def test_newsboat_reads_all_feeds(
    tmp_path: Path, newsboat: str, make_chapter: MakeChapter, story: Story, reader: User
) -> None:
    set_tags(story, {TagKind.GENRE: ["Horror"]})
    make_chapter("The *lamp* & the night.", title="One < two")
    Story.objects.update(feed_text=FeedText.FULL)
    private = f"/feeds/{create_private_feed(reader, FeedTarget())}/"
    for number, url in enumerate([*FEEDS, private]):
        # A cache for each feed: newsboat has an entry once, although several feeds contain it.
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "feed.xml").write_bytes(Client().get(url).content)
        ((title, link, content),) = read_with(newsboat, folder)
        assert "One < two" in title.replace("&lt;", "<")
        assert link == "http://testserver/read/the-lamp/one-two/"
        assert "The <em>lamp</em> &amp; the night." in content


def read_with(newsboat: str, folder: Path) -> list[tuple[str, str, str]]:
    """Returns the title, URL and content of each entry of feed.xml in the folder."""
    urls, cache = folder / "urls", folder / "cache.db"
    urls.write_text(f"file://{folder}/feed.xml\n")
    command = [newsboat, "-x", "reload", "-u", str(urls), "-c", str(cache)]
    environment = {**os.environ, "HOME": str(folder)}
    subprocess.run(command, check=True, timeout=60, env=environment, capture_output=True)  # noqa: S603
    return sqlite3.connect(cache).execute("select title, url, content from rss_item").fetchall()
