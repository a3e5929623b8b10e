"""The settings of a member's profile, and the public page of those who want one."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from django.core.cache import caches
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import MemberProfile, PenName, User
from serial.comments.rendering import members_named_in
from tests.conftest import make_user, pen_name_of
from tests.images.pictures import picture, upload
from tests.rolling_back import try_each

pytestmark = pytest.mark.django_db

SETTINGS, PAGE = "/accounts/profile/", "/members/rosa/"


def save(client: Client, setting: str, **fields: object) -> str:
    response = client.post(SETTINGS, {"setting": setting, **fields}, follow=True)
    return response.content.decode()


def turn_on(client: Client) -> None:
    assert "Saved." in save(client, "public-page", is_public="on")


def status_of(url: str, client: Client | None = None) -> int:
    return (client or Client()).get(url).status_code


def test_page_is_off_unless_the_member_turns_it_on(
    reader: User, reader_client: Client, moderator_client: Client
) -> None:
    assert status_of(PAGE) == status_of("/members/nobody/") == 404
    turn_on(reader_client)
    for client in (Client(), reader_client, moderator_client):
        assert status_of(PAGE, client) == 200
    save(reader_client, "public-page")
    # The page is still in the page cache, but nobody can open it.
    for client in (Client(), reader_client, moderator_client):
        assert status_of(PAGE, client) == 404
    turn_on(reader_client)
    reader.is_active = False
    reader.save()
    assert status_of(PAGE) == 404


def test_page_shows_what_the_member_entered(reader: User, reader_client: Client) -> None:
    turn_on(reader_client)
    save(reader_client, "name", name="Rosa Lind")
    save(
        reader_client, "about", about="I read *slowly*. <script>x</script> [me](https://a.example)"
    )
    save(reader_client, "links", links="https://www.example.org/@rosa\n\n http://b.example \n")
    response = Client().get(PAGE)
    page = response.content.decode()
    assert "Rosa Lind</h1>" in page and "@rosa" in page
    assert f"Member since {reader.date_joined:%B %Y}" in page
    assert "<em>slowly</em>" in page and "<script>x" not in page
    for url, label in (
        ("https://www.example.org/@rosa", "example.org/@rosa"),
        ("http://b.example", "b.example"),
    ):
        assert f'<a href="{url}" rel="nofollow ugc noopener" dir="ltr">{label}</a>' in page
    assert re.search(r'href="https://a.example"[^>]* rel="nofollow ugc', page)
    # People are not for search engines; the page is the same for all guests.
    assert "noindex" in response.headers["X-Robots-Tag"] and 'content="noindex"' in page
    assert not response.cookies and "public" in response.headers["Cache-Control"]
    assert "rosa" not in Client().get("/sitemap-authors-0.xml").content.decode()
    assert Client().get("/members/ROSA/").headers["Location"] == PAGE


def test_pen_names_stay_secret_unless_chosen(author: User, author_client: Client) -> None:
    secret = PenName(user=author, name="Vera Night")
    secret.save_with_slug()
    turn_on(author_client)
    page = Client().get("/members/anna/").content.decode()
    assert "Vera Night" not in page and "/by/" not in page
    save(author_client, "pen-names", pen_names=[secret.pk])
    page = Client().get("/members/anna/").content.decode()
    assert f'href="{secret.get_absolute_url()}"' in page and page.count("/by/") == 1
    # Nor does the page of a pen name say whose it is.
    assert "/members/" not in Client().get(secret.get_absolute_url()).content.decode()
    save(author_client, "pen-names")
    assert "Vera Night" not in Client().get("/members/anna/").content.decode()


def test_nobody_shows_the_pen_name_of_somebody_else(
    author: User, other_author: User, author_client: Client
) -> None:
    turn_on(author_client)
    for pk in (pen_name_of(other_author).pk, 2**64):
        save(author_client, "pen-names", pen_names=[pk])
    assert not PenName.objects.filter(is_on_profile=True).exists()
    assert "otto" not in Client().get("/members/anna/").content.decode()


def test_profile_lists_pen_names_with_one_press_to_edit(
    author: User, author_client: Client, reader_client: Client
) -> None:
    page = author_client.get(SETTINGS).content.decode()
    assert f'href="/desk/accounts/penname/{pen_name_of(author).pk}/change/"' in page
    assert "pen-names" not in reader_client.get(SETTINGS).content.decode()


LINKS = "https://one.example https://two.example https://three.example https://four.example"


@try_each(
    "setting, value",
    [
        ("name", "x" * 41),
        ("about", "x" * 1_001),
        ("links", "javascript:alert(1)"),
        ("links", "example.org"),
        ("links", "ftp://example.org/"),
        ("links", "https://bank.example@evil.example/"),
        ("links", "https://example.org/\u202egpj.exe"),
        ("links", f"https://example.org/{'x' * 200}"),
        ("links", f"{LINKS} https://five.example https://six.example"),
    ],
)
def test_invalid_value_comes_back_with_an_error(
    reader_client: Client, setting: str, value: str
) -> None:
    page = save(reader_client, setting, **{setting: value})
    assert 'class="field__error"' in page and 'aria-invalid="true"' in page
    assert value in page
    profile = MemberProfile.objects.get()
    assert (profile.name, profile.about, profile.links) == ("", "", "")


def test_picture_is_cut_to_a_square_and_goes_with_the_page(
    reader: User,
    reader_client: Client,
    media: Path,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    save(reader_client, "picture", picture=upload(picture("PNG", (900, 600))))
    profile = MemberProfile.objects.get()
    assert (profile.picture.width, profile.picture.height) == (320, 320)
    url = profile.picture.url
    # Only the member sees it until the page is public.
    assert status_of(url) == status_of(url.replace("/members/", "/x/../members/")) == 404
    private = reader_client.get(url)
    assert private.status_code == 200 and "private" in private.headers["Cache-Control"]
    turn_on(reader_client)
    shared = Client().get(url)
    assert shared.status_code == 200 and "immutable" not in shared.headers["Cache-Control"]
    assert f'src="{url}"' in Client().get(PAGE).content.decode()
    for another in ({"picture": upload(picture("JPEG"))}, {"picture-clear": "on"}):
        with django_capture_on_commit_callbacks(execute=True):
            save(reader_client, "picture", **another)
        assert not default_storage.exists(profile.picture.name or "")
        profile.refresh_from_db()
    assert not profile.picture


def test_picture_of_a_phone_is_not_too_large_for_a_reader(
    reader: User, reader_client: Client, media: Path, settings: object
) -> None:
    large = picture("PNG", (800, 600)) + b"\0" * 3_000_000
    assert "Saved." in save(reader_client, "picture", picture=upload(large))
    # Elsewhere the limit of readers stays.
    response = reader_client.post("/accounts/preferences/", {"picture": upload(large)})
    assert response.status_code == 413


def test_pictures_are_limited(reader_client: Client, media: Path) -> None:
    caches["default"].clear()
    for _ in range(21):
        page = save(reader_client, "picture", picture=upload(b"no picture"))
    assert "You have changed your picture often." in page
    caches["default"].clear()


def test_username_of_a_public_page_is_public(reader: User, reader_client: Client) -> None:
    assert members_named_in("Hello @rosa") == []
    turn_on(reader_client)
    assert members_named_in("Hello @rosa") == [reader]


def test_links_of_a_pen_name_are_on_its_page(author: User, author_client: Client) -> None:
    pen_name = pen_name_of(author)
    url = f"/desk/accounts/penname/{pen_name.pk}/change/"
    data = {"name": "Anna", "biography": "", "picture_alt": "", "links": "https://anna.example/"}
    assert author_client.post(url, data).status_code == 302
    link = '<a href="https://anna.example/" rel="nofollow ugc noopener" dir="ltr">anna.example</a>'
    assert link in Client().get(pen_name.get_absolute_url()).content.decode()
    refused = author_client.post(url, {**data, "links": "javascript:x"}).content.decode()
    assert "is not a link" in refused


def test_members_cannot_change_the_profile_of_others(author: User, reader_client: Client) -> None:
    other = make_user("mia")
    save(reader_client, "name", name="Mine", user=other.pk)
    assert not MemberProfile.objects.filter(user=other).exists()


def test_text_of_somebody_who_was_signed_out_is_not_lost(reader: User) -> None:
    text = "I read on the night bus, and I argue about umbrellas with the person beside me."
    data = {"setting": "about", "about": text}
    headers = {"origin": "http://testserver"}
    response = Client().post(SETTINGS, data, headers=headers)
    assert response.status_code == 403 and text in response.content.decode()
    response = Client().post(SETTINGS, data, headers={**headers, "accept": "application/json"})
    assert response.status_code == 401 and "You are signed out." in response.json()["image"][0]
    assert status_of(SETTINGS) == 302
    assert not MemberProfile.objects.exists()


def test_profile_takes_as_many_queries_with_many_pen_names(
    author: User, author_client: Client
) -> None:
    author_client.get(SETTINGS)
    counts = []
    for number in range(2):
        PenName(user=author, name=f"Anna {number}").save_with_slug()
        with CaptureQueriesContext(connection) as queries:
            author_client.get(SETTINGS)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 7


@pytest.mark.both_databases
def test_name_that_no_database_takes_is_not_found(client: Client, db: None) -> None:
    assert client.get("/members/%00/").status_code == 404
