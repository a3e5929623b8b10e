from collections.abc import Callable

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from accounts.models import Preferences, User
from tests.rolling_back import try_each

pytestmark = pytest.mark.django_db

VALUES = {"language": "en", "time_zone": "Europe/Lisbon", "opens_adult_stories": "on"}
READING_VALUES = {
    "theme": "sepia",
    "typeface": "sans",
    "text_size": 125,
    "line_height": 180,
    "measure": 55,
    "paragraph_style": "indented",
}
SavePreferences = Callable[..., str]


@pytest.fixture
def save(reader_client: Client) -> SavePreferences:
    def save(**changes: object) -> str:
        response = reader_client.post(reverse("preferences"), {**VALUES, **changes}, follow=True)
        assert response.status_code == 200
        return response.content.decode()

    return save


def test_first_visit_shows_the_defaults(reader_client: Client) -> None:
    page = reader_client.get(reverse("preferences")).content.decode()
    assert '<option value="UTC" selected>UTC</option>' in page
    assert '<optgroup label="Europe">' in page
    assert Preferences.objects.count() == 1


def test_preferences_are_saved_with_a_message(reader: User, reader_client: Client) -> None:
    response = reader_client.post(reverse("preferences"), VALUES)
    assert response.headers["Location"] == reverse("preferences")
    assert [str(message) for message in get_messages(response.wsgi_request)]
    preferences = Preferences.objects.get()
    assert (preferences.user, preferences.time_zone) == (reader, "Europe/Lisbon")
    assert preferences.opens_adult_stories


def test_reading_settings_are_saved_with_a_message_without_scripts(
    reader: User, reader_client: Client
) -> None:
    page = reader_client.get(reverse("preferences")).content.decode()
    assert 'name="theme" value="system" checked' in page
    data = {**READING_VALUES, "button": "save"}
    response = reader_client.post(reverse("save_reading_settings"), data, follow=True)
    assert response.redirect_chain == [(reverse("preferences"), 302)]
    page = response.content.decode()
    assert "Reading settings saved." in page and 'name="theme" value="sepia" checked' in page
    preferences = Preferences.objects.get(user=reader)
    assert preferences.measure == 55 and not preferences.justified
    # Saving one form leaves the settings of the other alone.
    reader_client.post(reverse("preferences"), VALUES)
    preferences.refresh_from_db()
    assert (preferences.theme, preferences.time_zone) == ("sepia", "Europe/Lisbon")


@try_each(
    "field, value",
    [
        ("time_zone", "Mars/Phobos"),
        ("time_zone", "../../etc/passwd"),
        ("time_zone", "nul\x00"),
        ("language", "x" * 300),
    ],
)
def test_invalid_value_shows_an_error(save: SavePreferences, field: str, value: object) -> None:
    page = save(**{field: value})
    assert 'class="field__error"' in page
    assert '<option value="Europe/Lisbon" selected>' in page or field == "time_zone"
    assert not Preferences.objects.filter(opens_adult_stories=True).exists()


def test_time_zone_without_a_city_can_be_kept(
    reader: User, save: SavePreferences, reader_client: Client
) -> None:
    Preferences.objects.create(user=reader, time_zone="EST5EDT")
    assert (
        '<option value="EST5EDT" selected>'
        in reader_client.get(reverse("preferences")).content.decode()
    )
    save(time_zone="EST5EDT")
    assert Preferences.objects.get().opens_adult_stories


def test_member_cannot_change_preferences_of_others(author: User, save: SavePreferences) -> None:
    save(user=author.pk)
    assert not Preferences.objects.filter(user=author).exists()


def test_guest_must_sign_in(guest_client: Client) -> None:
    response = guest_client.post(reverse("preferences"), VALUES)
    assert response.headers["Location"].startswith(reverse("account_login"))
    assert not Preferences.objects.exists()


def test_account_page_links_to_all_pages(
    reader_client: Client, administrator_client: Client
) -> None:
    page = reader_client.get(reverse("account")).content.decode()
    for name in ("preferences", "become_author", "account_email", "account_change_password"):
        assert reverse(name) in page
    assert reverse("invitations") not in page
    assert reverse("invitations") in administrator_client.get(reverse("account")).content.decode()


def test_reading_panel_changes_how_pages_look(reader: User, reader_client: Client) -> None:
    values = {
        name: READING_VALUES[name] for name in ("theme", "typeface", "text_size", "line_height")
    }
    data = {**values, "measure": 80, "paragraph_style": "indented", "justified": "on"}
    response = reader_client.post(reverse("save_reading_settings"), {**data, "next": "/read/a/b/"})
    assert response.headers["Location"] == "/read/a/b/"
    preferences = Preferences.objects.get(user=reader)
    settings = (preferences.theme, preferences.text_size, preferences.measure)
    assert (*settings, preferences.justified) == ("sepia", 125, 80, True)
    page = reader_client.get("/").content.decode()
    html_tag = page[: page.index("<head>")]
    assert 'data-theme="sepia"' in html_tag and 'data-text-size="125"' in html_tag
    assert "hides-notes" not in html_tag and "hides-comment-markers" not in html_tag


def test_member_hides_comment_markers(reader: User, reader_client: Client) -> None:
    reader_client.post(
        reverse("save_reading_settings"), {**READING_VALUES, "hides_comment_markers": "on"}
    )
    assert Preferences.objects.get(user=reader).hides_comment_markers
    page = reader_client.get("/").content.decode()
    assert 'data-hides-comment-markers="yes"' in page[: page.index("<head>")]


@pytest.mark.parametrize("next_url", ["https://elsewhere.example/", "//elsewhere.example/", ""])
def test_reading_panel_redirects_to_this_site_only(reader_client: Client, next_url: str) -> None:
    data = READING_VALUES | {"next": next_url}
    response = reader_client.post(reverse("save_reading_settings"), data)
    assert response.headers["Location"] == reverse("preferences")


@try_each(
    "field, value",
    [
        ("theme", "neon"),
        ("text_size", 101),
        ("text_size", 10**30),
        ("line_height", -1),
        ("measure", "9" * 5000),
        ("measure", "wide"),
        ("measure", ""),
    ],
)
def test_invalid_reading_setting_shows_an_error(
    reader_client: Client, field: str, value: object
) -> None:
    response = reader_client.post(
        reverse("save_reading_settings"), {**READING_VALUES, field: value}, follow=True
    )
    assert "Choose them again here." in response.content.decode()
    assert Preferences.objects.get().text_size == 100


def test_guest_cannot_save_reading_settings(guest_client: Client) -> None:
    response = guest_client.post(reverse("save_reading_settings"), READING_VALUES)
    assert response.headers["Location"].startswith(reverse("account_login"))
