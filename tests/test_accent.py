"""The operator's accent colour and logo stand on every page."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

pytestmark = pytest.mark.django_db


def test_pages_link_the_accent_of_the_settings(client: Client, settings: Settings) -> None:
    before = client.get("/about/").content
    settings.SITE_ACCENT = "light-dark(#123456, #abcdef)"
    html = client.get("/about/").content.decode()
    assert html.encode() != before
    url = html.partition('<link rel="stylesheet" href="/accent-')[2].partition('"')[0]
    response = client.get(f"/accent-{url}")
    assert b"light-dark(#123456, #abcdef)" in response.content
    assert response.headers["Content-Type"] == "text/css"
    assert "immutable" in response.headers["Cache-Control"]


def test_url_of_the_accent_changes_with_it(client: Client, settings: Settings) -> None:
    settings.SITE_ACCENT = "light-dark(#123456, #abcdef)"
    first = client.get("/about/").content
    settings.SITE_ACCENT = "light-dark(#123457, #abcdef)"
    assert client.get("/about/").content != first


def test_accent_takes_no_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert client.get("/accent-none.css").content == b""


def test_logo_stands_for_the_name(client: Client, settings: Settings) -> None:
    settings.SITE_LOGO = "/media/logo.svg"
    assert b'<img src="/media/logo.svg" alt="Serial">' in client.get("/about/").content


def test_tagline_is_on_every_page(client: Client, settings: Settings) -> None:
    settings.SITE_TAGLINE = "Ghost stories, <one> a week."
    assert b"Ghost stories, &lt;one&gt; a week." in client.get("/about/").content
