"""The icons of the site, its web app manifest, and the colours of the browser's own bars."""

import re
from io import BytesIO

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image
from pytest_django import DjangoAssertNumQueries, Settings

from design.site_icons import OUTPUT, PICTURES, build_ico, build_png, build_svg
from serial.environment import BASE_DIR

pytestmark = pytest.mark.django_db

THEME_COLOR = re.compile(
    r'<meta name="theme-color" content="(?P<colour>#\w+)" '
    r'media="\(prefers-color-scheme: (?P<theme>\w+)'
)
PAPER = re.compile(r"--paper: light-dark\((?P<light>#\w+), (?P<dark>#\w+)\);")
LINKED = re.compile(r'<link rel="(?P<rel>[\w-]+)" href="/static/(?P<file>icons/[^"]+)"')


def papers() -> dict[str, str]:
    tokens = (BASE_DIR / "static/css/tokens.css").read_text(encoding="utf-8")
    match = PAPER.search(tokens)
    assert match is not None
    return match.groupdict()


@pytest.mark.extended
@pytest.mark.parametrize("name", PICTURES)
def test_pictures_are_what_the_drawing_gives(name: str) -> None:
    pixels, shape = PICTURES[name]
    committed = Image.open(OUTPUT / name)
    assert committed.size == (pixels, pixels)
    drawn = Image.open(BytesIO(build_png(pixels, shape)))
    assert committed.tobytes() == drawn.tobytes()


def test_favicons_are_what_the_drawing_gives() -> None:
    assert (OUTPUT / "serial.svg").read_text(encoding="utf-8") == build_svg()
    assert (OUTPUT / "favicon.ico").read_bytes() == build_ico()


@pytest.mark.parametrize("name", ["apple-touch-icon.png", "icon-maskable-512.png"])
def test_icons_that_phones_cut_are_opaque_to_their_corners(name: str) -> None:
    assert Image.open(OUTPUT / name).getchannel("A").getextrema() == (255, 255)


@pytest.mark.parametrize("path", ["/about/", "/accounts/login/"])
def test_pages_link_icons_that_exist(client: Client, path: str) -> None:
    html = client.get(path).content.decode()
    linked = LINKED.findall(html)
    assert {rel for rel, _file in linked} == {"icon", "apple-touch-icon"}
    assert [file for _rel, file in linked if finders.find(file) is None] == []
    assert '<link rel="manifest" href="/site.webmanifest">' in html


def test_the_browsers_bars_have_the_colour_of_the_page(client: Client) -> None:
    html = client.get("/about/").content.decode()
    colours = {match["theme"]: match["colour"] for match in THEME_COLOR.finditer(html)}
    assert colours == papers()


def test_manifest_names_the_site(
    client: Client, settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.SITE_NAME = "The “Lamp” & Co."
    with django_assert_num_queries(0):
        response = client.get("/site.webmanifest")
    manifest = response.json()
    assert response.headers["Content-Type"] == "application/manifest+json"
    assert manifest["name"] == manifest["short_name"] == "The “Lamp” & Co."
    assert (manifest["start_url"], manifest["display"]) == ("/", "minimal-ui")
    assert manifest["theme_color"] == manifest["background_color"] == papers()["light"]


def test_manifest_has_icons_of_every_kind(client: Client) -> None:
    icons = client.get("/site.webmanifest").json()["icons"]
    assert {(icon["sizes"], icon["purpose"]) for icon in icons} == {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }
    for icon in icons:
        file = finders.find(icon["src"].removeprefix("/static/"))
        width, height = Image.open(str(file)).size
        assert icon["sizes"] == f"{width}x{height}"


def test_manifest_is_shared_by_all_guests(client: Client) -> None:
    response = client.get("/site.webmanifest")
    assert "s-maxage" in response.headers["Cache-Control"] and not response.cookies


def test_favicon_is_found_at_the_root(client: Client) -> None:
    response = client.get("/favicon.ico")
    assert (response.status_code, response.headers["Location"]) == (
        302,
        "/static/icons/favicon.ico",
    )


def test_operators_can_have_an_icon_of_their_own(client: Client, settings: Settings) -> None:
    settings.SITE_ICON = "/media/icon.png"
    html = client.get("/about/").content.decode()
    for rel in ("icon", "apple-touch-icon"):
        assert f'<link rel="{rel}" href="/media/icon.png">' in html
    assert LINKED.findall(html) == []
    [icon] = client.get("/site.webmanifest").json()["icons"]
    assert icon["src"] == client.get("/favicon.ico").headers["Location"] == "/media/icon.png"
