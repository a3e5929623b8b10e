import pytest
from django.test import Client

from serial.stories.models import Story
from tests.conftest import MakeChapter


@pytest.fixture
def one(make_chapter: MakeChapter) -> Story:
    """The Lamp, with a chapter at /read/the-lamp/one/."""
    return make_chapter("Words.", title="One", note_after="Bye").story


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()
