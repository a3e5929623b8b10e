"""All guests get the same cacheable page. A member's page is private."""

import gzip
import re

from django.test import Client

from accounts.models import Preferences, User
from serial.chapters.deleting import delete_chapter
from serial.chapters.models import Chapter
from serial.chapters.saving import SaveInfo, save_text, set_slug
from serial.chapters.texts import ChapterText
from serial.stories.models import Story
from tests.conftest import MakeChapter
from tests.reading.conftest import get_page
from tests.rolling_back import try_each

PAGES = ["/", "/stories/", "/stories/the-lamp/", "/read/the-lamp/one/", "/by/anna/"]
CSRF_TOKEN = re.compile(rb"\b\w{64}\b")
GZIP = {"accept-encoding": "gzip, br"}


@try_each("page", PAGES)
def test_all_guests_get_the_same_page_and_no_cookie(lamp: Story, page: str) -> None:
    first = Client().get(page)
    other = Client(headers={"accept-language": "fi, de;q=0.9", "user-agent": "another"})
    other.cookies["csrftoken"] = other.cookies["messages"] = "made-up"
    second = other.get(page)
    assert first.content == second.content
    assert not first.cookies and not second.cookies


@try_each("page", PAGES)
def test_response_that_deletes_an_expired_session_is_private(
    lamp: Story, page: str, guest_client: Client
) -> None:
    guest_client.cookies["sessionid"] = "expired-long-ago"
    response = guest_client.get(page)
    assert response.content == Client().get(page).content
    assert response.cookies["sessionid"]["max-age"] == 0
    assert response.headers["Cache-Control"] == "private, no-cache"


@try_each("page", PAGES)
def test_page_for_guests_is_cacheable_for_a_short_time(
    lamp: Story, page: str, guest_client: Client
) -> None:
    response = guest_client.get(page)
    assert response.headers["Cache-Control"] == (
        "public, max-age=0, s-maxage=30, stale-while-revalidate=30, stale-if-error=600"
    )
    # For caches that do not know about sessions: a member gets another page.
    assert response.headers["Vary"] == "Accept-Encoding, Cookie"


def test_response_that_replaces_a_page_is_cacheable_for_as_short_a_time(
    lamp: Story, make_chapter: MakeChapter, guest_client: Client
) -> None:
    """Otherwise nginx would go on showing the page that it has."""
    deleted, renamed = make_chapter(title="Deleted"), make_chapter(title="Renamed")
    draft = make_chapter(title="Draft", release_in=None)
    delete_chapter(deleted)
    set_slug(renamed, "another")
    base = f"/read/{lamp.slug}"
    for url, status in (
        (f"{base}/deleted/", 410),
        (f"{base}/deleted/comments/", 410),
        (f"{base}/renamed/", 301),
        (f"{base}/renamed/comments/", 301),
        (draft.get_absolute_url(), 404),
        (f"{draft.get_absolute_url()}comments/", 404),
        (f"/stories/{lamp.slug}/none/", 404),
        (f"/stories/{lamp.slug}", 301),
    ):
        response = guest_client.get(url)
        assert response.status_code == status, url
        assert "s-maxage=30" in response.headers["Cache-Control"], url
        assert (
            "private" in Client(headers={"cookie": "sessionid=x"}).get(url).headers["Cache-Control"]
        )


@try_each("page", PAGES)
def test_page_for_a_member_is_private(lamp: Story, page: str, reader_client: Client) -> None:
    plain, gzipped = reader_client.get(page), reader_client.get(page, headers=GZIP)
    assert gzipped.headers["Content-Encoding"] == "gzip"
    without_tokens = [
        CSRF_TOKEN.sub(b"", content)
        for content in (plain.content, gzip.decompress(gzipped.content))
    ]
    assert without_tokens[0] == without_tokens[1]
    for response in (plain, gzipped):
        assert response.headers["Cache-Control"] == "private, no-cache"
        assert response.headers["Vary"] == "Accept-Encoding, Cookie"


@try_each("page", PAGES)
def test_members_have_their_own_values_in_the_page_that_they_share(
    lamp: Story, page: str, reader: User, reader_client: Client, other_author_client: Client
) -> None:
    Preferences.objects.create(user=reader, theme="sepia")
    own = gzip.decompress(reader_client.get(page, headers=GZIP).content)
    other = gzip.decompress(other_author_client.get(page, headers=GZIP).content)
    again = gzip.decompress(reader_client.get(page, headers=GZIP).content)
    assert [b' data-theme="sepia"' in content for content in (own, other, again)] == [
        *(True, False, True)
    ]
    tokens = {token for content in (own, again) for token in CSRF_TOKEN.findall(content)}
    assert len(tokens) == 2


@try_each("page", PAGES)
def test_unchanged_page_is_not_modified(lamp: Story, page: str, guest_client: Client) -> None:
    plain, gzipped = guest_client.get(page), guest_client.get(page, headers=GZIP)
    assert gzip.decompress(gzipped.content) == plain.content
    assert gzipped.headers["Content-Encoding"] == "gzip"
    for response, headers in ((plain, {}), (gzipped, GZIP)):
        etag = response.headers["ETag"]
        assert etag.startswith('"')
        again = guest_client.get(page, headers={**headers, "if-none-match": etag})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == etag and "s-maxage" in again.headers["Cache-Control"]
    # A strong ETag identifies exact bytes, so each encoding has its own.
    assert plain.headers["ETag"] != gzipped.headers["ETag"]


def test_edit_changes_the_page(lamp: Story, guest_client: Client) -> None:
    before = guest_client.get("/read/the-lamp/one/").headers["ETag"]
    chapter: Chapter = lamp.chapters.get()
    text = ChapterText(title="One", body="Other words.")
    save_text(chapter, text, SaveInfo(by=None), based_on=chapter.revision)
    response = guest_client.get("/read/the-lamp/one/", headers={"if-none-match": before})
    assert response.status_code == 200 and "Other words." in response.content.decode()


def test_page_after_signing_out_is_the_page_for_guests(lamp: Story, reader_client: Client) -> None:
    reader_client.post("/accounts/logout/")
    assert get_page(reader_client, "/") == get_page(Client(), "/")
