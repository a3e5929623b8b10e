from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import MemberProfile, Preferences, User
from tests.rolling_back import try_each

pytestmark = pytest.mark.django_db

# Each setting is a form of its own: its name, its field, and a value that is not the default.
SETTINGS = {
    "time-zone": ("time_zone", "Europe/Lisbon"),
    "adult-stories": ("opens_adult_stories", "on"),
}
READING_VALUES = {
    "theme": "sepia",
    "typeface": "sans",
    "text_size": 125,
    "line_height": 180,
    "measure": 55,
    "paragraph_style": "indented",
}
SaveSetting = Callable[..., str]


@pytest.fixture
def save(reader_client: Client) -> SaveSetting:
    """Sends the form of one setting. `query`: "?as=fragment" for that of the script."""

    def save(name: str, value: object, query: str = "", **more: object) -> str:
        field = SETTINGS[name][0] if name in SETTINGS else name
        data = {"setting": name, field: value, **more}
        response = reader_client.post(reverse("preferences") + query, data, follow=True)
        return f"{response.status_code} {response.content.decode()}"

    return save


def test_first_visit_shows_the_defaults(reader_client: Client) -> None:
    page = reader_client.get(reverse("preferences")).content.decode()
    assert '<option value="UTC" selected>UTC</option>' in page
    assert '<optgroup label="Europe">' in page
    assert "You have not chosen a time zone yet, so times are in UTC." in page


def test_setting_is_saved_with_a_message(reader: User, reader_client: Client) -> None:
    data = {"setting": "time-zone", "time_zone": "Europe/Lisbon"}
    response = reader_client.post(reverse("preferences"), data)
    assert response.headers["Location"] == reverse("preferences") + "#setting-time-zone"
    page = reader_client.get(reverse("preferences")).content.decode()
    assert "Time zone saved." in page and "You have not chosen" not in page
    preferences = Preferences.objects.get()
    assert (preferences.user, preferences.time_zone) == (reader, "Europe/Lisbon")
    assert preferences.time_zone_source == "member"


def test_script_saves_a_setting_and_gets_its_form(reader: User, save: SaveSetting) -> None:
    form = save("time-zone", "Europe/Lisbon", "?as=fragment")
    assert form.startswith("200") and "<html" not in form and form.count("<form") == 1
    assert 'value="Europe/Lisbon" selected' in form and "You have not chosen" not in form
    form = save("time-zone", "Mars/Phobos", "?as=fragment")
    assert form.startswith("422") and "Mars/Phobos is not a time zone." in form
    assert Preferences.objects.get().time_zone == "Europe/Lisbon"


def test_setting_leaves_what_another_tab_saved(reader: User, save: SaveSetting) -> None:
    for name, (_field, value) in SETTINGS.items():
        assert save(name, value).startswith("200")
    # This tab still shows other values; its form sends only its own field, and others are ignored.
    save("time-zone", "Asia/Tokyo", opens_adult_stories="", theme="dark")
    preferences = Preferences.objects.get()
    assert (preferences.time_zone, preferences.theme) == ("Asia/Tokyo", "system")
    assert preferences.opens_adult_stories
    assert save("adult-stories", "").startswith("200")
    assert not Preferences.objects.get().opens_adult_stories


def test_unknown_setting_is_refused(reader: User, reader_client: Client) -> None:
    for name in ("", "nosuch", "username"):
        response = reader_client.post(reverse("preferences"), {"setting": name, "time_zone": "x"})
        assert response.status_code == 400
    assert not Preferences.objects.exclude(time_zone="UTC").exists()


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


def test_reading_settings_leave_what_another_tab_saved(reader: User, reader_client: Client) -> None:
    Preferences.objects.create(user=reader, theme="dark", justified=True, text_size=125)
    url = reverse("save_reading_settings")
    # With scripts, `changed` names what was changed in this tab.
    reader_client.post(url, {**READING_VALUES, "changed": ["measure", "justified"]})
    preferences = Preferences.objects.get()
    assert (preferences.theme, preferences.measure) == ("dark", 55)
    assert not preferences.justified
    # Without scripts, the page that was opened earlier shows what has not been changed since.
    shown = urlencode({**READING_VALUES, "text_size": 100, "justified": "on"})
    reader_client.post(url, {**READING_VALUES, "justified": "on", "shown": shown})
    preferences.refresh_from_db()
    assert (preferences.theme, preferences.text_size) == ("dark", 125)
    assert not preferences.justified
    page = reader_client.get(reverse("preferences")).content.decode()
    shown = page.partition('name="shown" value="')[2].partition('"')[0].replace("&amp;", "&")
    reader_client.post(url, {**READING_VALUES, "theme": "black", "shown": shown})
    assert Preferences.objects.get().theme == "black"


@try_each(
    "name, value",
    [
        ("time-zone", "Mars/Phobos"),
        ("time-zone", "../../etc/passwd"),
        ("time-zone", "nul\x00"),
        ("language", "x" * 300),
    ],
)
def test_invalid_value_shows_an_error(
    reader: User, save: SaveSetting, name: str, value: object
) -> None:
    page = save(name, value)
    assert page.startswith("422") and 'class="field__error"' in page
    assert 'role="alert" tabindex="-1" autofocus' in page
    preferences = Preferences.objects.get()
    assert (preferences.time_zone, preferences.language) == ("UTC", "en")


def test_time_zone_without_a_city_can_be_kept(reader: User, save: SaveSetting) -> None:
    Preferences.objects.create(user=reader, time_zone="EST5EDT")
    assert 'value="EST5EDT" selected' in save("time-zone", "EST5EDT")
    assert Preferences.objects.get().time_zone_source == "member"


def test_member_cannot_change_preferences_of_others(author: User, save: SaveSetting) -> None:
    save("adult-stories", "on", user=author.pk)
    assert not Preferences.objects.filter(user=author).exists()


def test_guest_must_sign_in(guest_client: Client) -> None:
    response = guest_client.post(reverse("preferences"), {"setting": "time-zone"})
    assert response.headers["Location"].startswith(reverse("account_login"))
    assert not Preferences.objects.exists()


def test_overview_says_what_is_set(reader: User, reader_client: Client) -> None:
    page = reader_client.get(reverse("account")).content.decode()
    assert "Time zone: UTC" in page and "Password only" in page and "Public page" not in page
    Preferences.objects.create(user=reader, time_zone="America/New_York")
    MemberProfile.objects.create(user=reader, is_public=True)
    page = reader_client.get(reverse("account")).content.decode()
    assert "Time zone: New York" in page and "Public page on" in page


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
