"""Old URLs of an imported site redirect to the chapters; nothing of this site can be claimed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.moving import move_to_story
from serial.chapters.releases.releasing import release_now
from serial.manuscripts.former_urls import claim_urls
from serial.manuscripts.importing.report import old_urls
from serial.manuscripts.importing.starting import start_import, undo_import
from serial.manuscripts.models import FormerUrl, Manuscript, ManuscriptImport
from serial.manuscripts.old_paths import MAX_LENGTH, key_of_url, keys_of, url_of
from serial.stories.choices import Visibility
from serial.stories.models import Story
from tests.manuscripts.conftest import Upload, work
from tests.manuscripts.test_wordpress import HEAD, WREN, item, write_export

Run = Callable[..., ManuscriptImport]
OLD = "https://www.wren.example"


def link(path: str, guid: str = "") -> str:
    return f"<link>{OLD}{path}</link><guid>{guid}</guid>"


def export(tmp_path: Path, path: str = "/chapter/the-lamp/", guid: str = "") -> bytes:
    pages = (
        item(5, "fcn_story", "The Mill", "A mill.", link("/story/the-mill/")),
        item(7, "fcn_chapter", "The lamp", "It was late.", link(path, guid), chapter_story="5"),
        item(8, "fcn_chapter", "Sand", "More of the rain came down.", link("/chapter/%e5%85%89/")),
    )
    return write_export(tmp_path / "wp.xml", *pages, head=HEAD + WREN).read_bytes()


@pytest.fixture
def run(upload: Upload, author: User) -> Run:
    def import_file(content: bytes, change: Callable[[Manuscript], None] | None = None) -> Any:
        manuscript = upload(content, "wp.xml")
        if change is not None:
            change(manuscript)
        act = start_import(manuscript, author)
        work()
        act.refresh_from_db()
        return act

    return import_file


def lamp(story: Story) -> Chapter:
    return story.chapters.get(title="The lamp", deleted_at=None)


@pytest.mark.parametrize(
    "url",
    [
        "/chapter/the-lamp/",
        "/chapter/the-lamp",
        "/chapter/the-lamp/?utm_source=x",
        "/?p=7",
        "/?post_type=fcn_chapter&p=7",
        "/chapter/the-lamp/?p=99",
    ],
)
def test_old_urls_lead_to_the_released_chapter(
    run: Run, tmp_path: Path, story: Story, guest_client: Client, url: str
) -> None:
    run(export(tmp_path))
    chapter = lamp(story)
    release_now(chapter)
    response = guest_client.get(url)
    assert response.status_code == 301
    assert response["Location"] == chapter.get_absolute_url()
    # As long as a page, and not in the browser: the chapter may be withdrawn.
    assert "max-age=0" in response["Cache-Control"] and "s-maxage" in response["Cache-Control"]
    assert guest_client.head(url).status_code == 301
    assert guest_client.post(url).status_code not in (301, 302)


def test_draft_is_not_found_by_others(
    run: Run,
    tmp_path: Path,
    story: Story,
    author_client: Client,
    guest_client: Client,
    reader_client: Client,
    other_author_client: Client,
) -> None:
    run(export(tmp_path))
    old, unknown = "/chapter/the-lamp/", "/chapter/no-such-thing/"
    for client in (guest_client, reader_client, other_author_client):
        found, nothing = client.get(old), client.get(unknown)
        assert found.status_code == nothing.status_code == 404
        assert found["Cache-Control"] == nothing["Cache-Control"]
        assert lamp(story).get_absolute_url() not in found.content.decode()
        if client is guest_client:
            html = found.content.decode().replace("the-lamp", "no-such-thing")
            assert html == nothing.content.decode()
    response = author_client.get(old)
    assert (response.status_code, response["Location"]) == (302, lamp(story).get_absolute_url())
    assert "private" in response["Cache-Control"]


def test_chapter_for_members_is_found_by_members(
    run: Run, tmp_path: Path, story: Story, guest_client: Client, reader_client: Client
) -> None:
    run(export(tmp_path))
    release_now(lamp(story))
    Story.objects.filter(pk=story.pk).update(visibility=Visibility.MEMBERS)
    assert guest_client.get("/chapter/the-lamp/").status_code == 404
    response = reader_client.get("/chapter/the-lamp/")
    assert response.status_code == 302 and "private" in response["Cache-Control"]


def test_numbers_do_not_lead_to_unlisted_stories(
    run: Run, tmp_path: Path, story: Story, guest_client: Client, author_client: Client
) -> None:
    """They can be guessed; who has the old link with the slug has the link."""
    run(export(tmp_path))
    release_now(lamp(story))
    Story.objects.filter(pk=story.pk).update(visibility=Visibility.UNLISTED)
    for url in ("/?p=7", "/?p=5"):
        assert guest_client.get(url).status_code == 200
        assert author_client.get(url).status_code == 302
    for url in ("/chapter/the-lamp/", "/story/the-mill/", "/story/the-mill/?p=5"):
        assert guest_client.get(url).status_code == 301


def test_page_of_the_story_and_other_letters(
    run: Run, tmp_path: Path, story: Story, guest_client: Client
) -> None:
    run(export(tmp_path))
    for chapter in story.chapters.filter(release_at=None):
        release_now(chapter)
    assert guest_client.get("/story/the-mill/")["Location"] == story.get_absolute_url()
    assert guest_client.get("/?p=5")["Location"] == story.get_absolute_url()
    assert "sand" in guest_client.get("/chapter/%E5%85%89/")["Location"]


def test_existing_pages_ask_nothing(run: Run, tmp_path: Path, guest_client: Client) -> None:
    run(export(tmp_path))
    for url, asks in (("/", False), ("/about/", False), ("/chapter/the-lamp", True)):
        with CaptureQueriesContext(connection) as queries:
            guest_client.get(url)
        assert any("formerurl" in query["sql"] for query in queries) is asks, url


def test_too_long_paths_ask_nothing(
    db: None, guest_client: Client, django_assert_num_queries: Any
) -> None:
    guest_client.get("/nothing/")
    with django_assert_num_queries(0):
        assert guest_client.get(f"/{'a' * MAX_LENGTH}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/stories/",
        "/read/x/y/",
        "/desk/anything/",
        "/admin/x/",
        "/robots.txt",
        "/static/js/a.js",
        "/media/a.png",
        "/accounts/login",
        "/",
    ],
)
def test_urls_of_this_site_cannot_be_claimed(
    run: Run, tmp_path: Path, guest_client: Client, path: str
) -> None:
    before = guest_client.get(path)
    act = run(export(tmp_path, path))
    paths = set(FormerUrl.objects.values_list("path", flat=True))
    assert paths == {"/story/the-mill", "/?p=5", "/?p=7", "/chapter/光", "/?p=8"}
    assert guest_client.get(path).status_code == before.status_code
    assert old_urls(act)[1] == ([path.rstrip("/")] if path != "/" else [])


@pytest.mark.parametrize(
    "url",
    [
        "//evil.example/x",
        "/\\evil.example",
        "https://x.example//evil.example/",
        "https://x.example/a/../../etc/passwd",
        "https://x.example/%2e%2e/desk/",
        "https://x.example/.well-known/acme-challenge/x",
        "https://x.example/a%00b",
        "https://x.example/a%0d%0aSet-Cookie:x",
        "https://x.example/%ff%fe",
        "https://x.example/%5cevil.example",
        "https://x.example/a%3Fp=1",
        f"https://x.example/{'a' * MAX_LENGTH}",
        "javascript:alert(1)",
        "https://[x/",
        "",
    ],
)
def test_hostile_urls_have_no_key(url: str) -> None:
    assert key_of_url(url) == ""


@pytest.mark.parametrize(
    "url, key",
    [
        ("https://x.example/2024/05/the-lamp/", "/2024/05/the-lamp"),
        ("http://x.example/blog/?p=12", "/blog/?p=12"),
        ("https://x.example/?post_type=fcn_chapter&p=12", "/?p=12"),
        ("https://x.example/?fcn_chapter=the-lamp", "/?fcn_chapter=the-lamp"),
        ("https://x.example/caf%C3%A9/", "/café"),
        ("https://x.example/cafe%CC%81/#top", "/café"),
        ("https://x.example/?p=1%27--", ""),
    ],
)
def test_keys_of_urls(url: str, key: str) -> None:
    assert key_of_url(url) == key


def test_keys_of_requests() -> None:
    assert keys_of("/blog/", {"p": "12"}) == ["/blog/?p=12", "/blog"]
    assert keys_of("/", {}) == [] and keys_of("/", {"q": "x"}) == []
    assert url_of("/caf é/?p=12") == "/caf%20%C3%A9/?p=12"


def test_first_come_first_kept(
    run: Run, tmp_path: Path, author: User, make_story: Callable[..., Story]
) -> None:
    other = make_story(title="Other")
    claim_urls(other, ["/chapter/the-lamp"])
    act = run(export(tmp_path))
    assert FormerUrl.objects.get(path="/chapter/the-lamp").story == other
    assert old_urls(act)[1] == ["/chapter/the-lamp"]
    # Undoing it takes nothing from the other story.
    undo_import(act.pk, author)
    work()
    assert list(FormerUrl.objects.values_list("path", flat=True)) == ["/chapter/the-lamp"]


def test_urls_of_a_deleted_story_are_free(
    run: Run, tmp_path: Path, story: Story, make_story: Callable[..., Story]
) -> None:
    other = make_story(title="Other")
    claim_urls(other, ["/chapter/the-lamp"])
    other.soft_delete()
    run(export(tmp_path))
    assert FormerUrl.objects.get(path="/chapter/the-lamp").chapter == lamp(story)


def test_undo_takes_them_back_and_importing_again_claims_them(
    run: Run, tmp_path: Path, story: Story, author: User, guest_client: Client
) -> None:
    act = run(export(tmp_path))
    undo_import(act.pk, author)
    work()
    assert not FormerUrl.objects.exists()
    run(export(tmp_path))
    release_now(lamp(story))
    assert guest_client.get("/chapter/the-lamp/").status_code == 301


def test_deleted_chapter_leads_nowhere(
    run: Run, tmp_path: Path, story: Story, author_client: Client
) -> None:
    run(export(tmp_path))
    Story.objects.get(pk=story.pk).soft_delete()
    assert author_client.get("/chapter/the-lamp/").status_code == 404
    story.delete()
    assert not FormerUrl.objects.exists()


def test_chapter_that_moved_into_another_story_is_found_there(
    run: Run,
    tmp_path: Path,
    story: Story,
    make_story: Callable[..., Story],
    guest_client: Client,
) -> None:
    run(export(tmp_path))
    chapter, other = lamp(story), make_story(title="Other")
    release_now(chapter)
    move_to_story([chapter], other.pk)
    story.soft_delete()
    claim_urls(other, ["/chapter/the-lamp"])
    moved = lamp(other).get_absolute_url()
    assert guest_client.get("/chapter/the-lamp/")["Location"] == moved


def test_author_chooses_and_sees_where_they_lead(
    upload: Upload, tmp_path: Path, story: Story, author_client: Client
) -> None:
    pages = f"/desk/stories/story/{story.pk}"
    for takes, count in (([], 0), (["urls"], 6)):
        manuscript = upload(export(tmp_path, "/about/" if takes else "/x/"), "wp.xml")
        url = f"{pages}/manuscripts/{manuscript.pk}/"
        html = author_client.get(url).content.decode()
        assert "Redirect the old URLs of 3 pages" in html
        rows = [str(each.start) for each in manuscript.read_plan().chapters]
        form = {"site_choices": "yes", "story_take": takes, "row": rows, "take": rows}
        result = author_client.post(url, {**form, "create": "yes"})["Location"]
        work()
        assert FormerUrl.objects.count() == count - bool(takes)
        html = author_client.get(result).content.decode()
        assert ("5 old URLs lead here" in html) is bool(takes)
        assert ('<a href="/story/the-mill"' in html) is bool(takes)
        assert ("1 old URL cannot lead here" in html) is bool(takes)
