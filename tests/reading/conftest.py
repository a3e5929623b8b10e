import pytest
from django.test import Client

from serial.stories.models import Story
from tests.conftest import MakeChapter


@pytest.fixture
def lamp(make_chapter: MakeChapter) -> Story:
    """The story The Lamp, with one chapter at /read/the-lamp/one/."""
    return make_chapter("Words.", title="One", note_after="Bye").story


def get_page(client: Client, url: str) -> str:
    return client.get(url).content.decode()
