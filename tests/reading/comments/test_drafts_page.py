"""The list of half-written comments asks the site where they belong."""

from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from serial.chapters.models import Chapter
from tests.conftest import MakeChapter

URL = "/accounts/comments/drafts/"
PLACES = f"{URL}places/"


def test_page_says_where_drafts_are_without_scripts(reader_client: Client) -> None:
    page = reader_client.get(URL).content.decode()
    assert "kept in this browser only" in page and "<noscript>" in page
    assert Client().get(URL).headers["Location"].startswith("/accounts/login/")
    assert Client().get(PLACES).status_code == 302


def test_places_are_those_that_the_member_can_read(
    author_client: Client, reader_client: Client, make_chapter: MakeChapter
) -> None:
    public, hidden = make_chapter(title="One"), make_chapter(release_in=timedelta(days=1))
    query: dict[str, list[str | int]] = {"chapter": [public.pk, hidden.pk, "x", "", "9" * 30]}
    place = {
        "story": "The Lamp",
        "chapter": public.label(),
        "url": f"{public.get_absolute_url()}comments/write/",
    }
    assert reader_client.get(PLACES, query).json() == {str(public.pk): place}
    assert set(author_client.get(PLACES, query).json()) == {str(public.pk), str(hidden.pk)}


def test_places_take_one_query(
    reader: User, reader_client: Client, chapter: Chapter, make_chapter: MakeChapter
) -> None:
    counts = []
    for chapters in ([chapter], [chapter, make_chapter(), make_chapter()]):
        with CaptureQueriesContext(connection) as queries:
            reader_client.get(PLACES, {"chapter": [each.pk for each in chapters]})
        counts.append(len(queries))
    assert counts[0] == counts[1] == 2
