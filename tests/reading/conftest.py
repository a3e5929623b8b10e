from django.test import Client

from serial.stories.models import Story
from tests.conftest import MakeChapter
from tests.shared_rows import shared_rows


@shared_rows
def lamp(make_chapter: MakeChapter) -> Story:
    """The story The Lamp, with one chapter at /read/the-lamp/one/."""
    return make_chapter("Words.", title="One", note_after="Bye").story


def get_page(client: Client, url: str) -> str:
    return client.get(url).content.decode()
