"""A database whose disk is full: what was typed comes back, and the same form can be sent again."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client

from serial.chapters.models import Chapter
from serial.comments.models import Comment
from tests.comments import sending
from tests.desk.forms import form_fields, open_form
from tests.test_submitted_fields import SAME_ORIGIN

pytestmark = pytest.mark.django_db(transaction=True)

# Longer than what the database has free.
TEXT = "It was early.\n\n" + "Nobody was to know. " * 400
REFUSE = """
CREATE FUNCTION refuse_rows() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = 'disk_full'; END $$;
CREATE TRIGGER is_full BEFORE INSERT OR UPDATE ON {table}
  FOR EACH ROW EXECUTE FUNCTION refuse_rows()
"""


@contextmanager
def full_database(table: str) -> Iterator[None]:
    """SQLite may not grow any more; PostgreSQL says of a table what it says of a full disk."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # A limit below the present size means the present size. Earlier tests leave free pages.
            cursor.execute("VACUUM")
            maximum = cursor.execute("PRAGMA max_page_count").fetchone()[0]
            cursor.execute("PRAGMA max_page_count = 1")
            yield
            cursor.execute(f"PRAGMA max_page_count = {maximum}")
        else:
            cursor.execute(REFUSE.format(table=table))
            yield
            cursor.execute("DROP FUNCTION refuse_rows CASCADE")


def send(client: Client, url: str, fields: Mapping[str, object]) -> tuple[int, str]:
    client.raise_request_exception = False
    response = client.post(url, fields, headers=SAME_ORIGIN)
    return response.status_code, response.content.decode()


def test_comment_can_be_sent_again(chapter: Chapter, reader_client: Client) -> None:
    url = f"{sending.comments_url(chapter)}write/"
    fields = {**sending.open_form(reader_client, chapter), "text": TEXT}
    with full_database("comments_comment"):
        status, page = send(reader_client, url, fields)
    assert status == 503 and not Comment.objects.exists()
    returned = form_fields(page)
    assert returned["text"][0].split() == TEXT.split()
    assert returned["form_key"] == [fields["form_key"]]
    assert [send(reader_client, url, returned)[0] for _ in range(2)] == [302, 302]
    assert Comment.objects.count() == 1


def test_chapter_can_be_saved_again(chapter: Chapter, author_client: Client) -> None:
    url = f"/desk/chapters/chapter/{chapter.pk}/change/"
    fields = {**open_form(author_client, url), "body": TEXT}
    with full_database("chapters_revision"):
        status, page = send(author_client, url, fields)
    assert status == 503 and "Nobody was to know" not in Chapter.objects.get().body
    returned = form_fields(page)
    assert returned["body"][0].split() == TEXT.split()
    assert send(author_client, url, returned)[0] == 302
    assert Chapter.objects.get().body.split() == TEXT.split()
