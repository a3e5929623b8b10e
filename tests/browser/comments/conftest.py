import pytest
from django.core.cache import caches
from pytest_django.live_server_helper import LiveServer

from serial.chapters.models import Chapter
from serial.comments.choices import Premoderation
from serial.comments.models import StoryCommentSettings
from tests.browser.comments.commenting import BODY
from tests.conftest import MakeChapter


@pytest.fixture
def commented_chapter(make_chapter: MakeChapter, monkeypatch: pytest.MonkeyPatch) -> Chapter:
    """A chapter whose comments are published at once, however fast a test types."""
    monkeypatch.setattr("serial.web.public_forms.spam.MIN_SECONDS", 0.0)
    # Each test has the same primary keys, which are part of the cache keys.
    caches["pages"].clear()
    chapter = make_chapter(BODY, title="The Lamp Room")
    StoryCommentSettings.objects.create(story=chapter.story, premoderation=Premoderation.NOBODY)
    return chapter


@pytest.fixture
def chapter_url(live_server: LiveServer, commented_chapter: Chapter) -> str:
    return f"{live_server.url}{commented_chapter.get_absolute_url()}"
