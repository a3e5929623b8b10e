import pytest
from django.core.cache import caches
from pytest_django.live_server_helper import LiveServer

from serial.chapters.models import Chapter
from serial.comments.choices import Premoderation
from serial.comments.models import StoryCommentSettings
from tests.browser.comments.commenting import BODY
from tests.conftest import MakeChapter


@pytest.fixture
def talked_of(make_chapter: MakeChapter, monkeypatch: pytest.MonkeyPatch) -> Chapter:
    """A chapter on which comments show at once, however quickly a test types."""
    monkeypatch.setattr("serial.moderation.checks.MIN_SECONDS", 0.0)
    # The database of each test gives out the same numbers.
    caches["pages"].clear()
    chapter = make_chapter(BODY, title="The Lamp Room")
    StoryCommentSettings.objects.create(story=chapter.story, premoderation=Premoderation.NOBODY)
    return chapter


@pytest.fixture
def address(live_server: LiveServer, talked_of: Chapter) -> str:
    return f"{live_server.url}{talked_of.get_absolute_url()}"
