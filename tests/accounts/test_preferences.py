from collections.abc import Callable

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from accounts.models import Preferences, User

pytestmark = pytest.mark.django_db

CHOSEN = {
    "language": "en",
    "time_zone": "Europe/Lisbon",
    "opens_adult_stories": "on",
    "theme": "sepia",
    "typeface": "sans",
    "text_size": 125,
    "line_height": 180,
    "measure": 55,
    "paragraph_style": "indented",
}
Save = Callable[..., str]


@pytest.fixture
def save(reader_client: Client) -> Save:
    def save(**changes: object) -> str:
        answer = reader_client.post(reverse("preferences"), {**CHOSEN, **changes}, follow=True)
        assert answer.status_code == 200
        return answer.content.decode()

    return save


def test_the_first_visit_shows_what_holds_by_default(reader_client: Client) -> None:
    page = reader_client.get(reverse("preferences")).content.decode()
    assert '<option value="UTC" selected>UTC</option>' in page
    assert '<optgroup label="Europe">' in page
    assert Preferences.objects.count() == 1


def test_they_are_saved_and_the_member_is_told(reader: User, reader_client: Client) -> None:
    answer = reader_client.post(reverse("preferences"), CHOSEN)
    assert answer.headers["Location"] == reverse("preferences")
    assert [str(message) for message in get_messages(answer.wsgi_request)]
    kept = Preferences.objects.get()
    assert (kept.user, kept.time_zone, kept.theme) == (reader, "Europe/Lisbon", "sepia")
    assert kept.opens_adult_stories and kept.measure == 55 and not kept.justified


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("time_zone", "Mars/Phobos"),
        ("time_zone", "../../etc/passwd"),
        ("time_zone", "nul\x00"),
        ("language", "x" * 300),
        ("theme", "neon"),
        ("text_size", 69),
        ("text_size", 10**30),
        ("line_height", -1),
        ("measure", "9" * 5000),
        ("measure", "wide"),
        ("measure", ""),
    ],
)
def test_what_cannot_be_is_explained(save: Save, field: str, wrong: object) -> None:
    page = save(**{field: wrong})
    assert 'class="errorlist"' in page
    assert '<option value="180" selected>' in page or field == "line_height"
    assert not Preferences.objects.filter(theme="sepia").exists()


def test_a_zone_without_a_city_is_kept(reader: User, save: Save, reader_client: Client) -> None:
    Preferences.objects.create(user=reader, time_zone="EST5EDT")
    assert (
        '<option value="EST5EDT" selected>'
        in reader_client.get(reverse("preferences")).content.decode()
    )
    save(time_zone="EST5EDT")
    assert Preferences.objects.get().theme == "sepia"


def test_nobody_sets_those_of_another(author: User, save: Save) -> None:
    save(user=author.pk)
    assert not Preferences.objects.filter(user=author).exists()


def test_a_guest_is_asked_to_sign_in(guest_client: Client) -> None:
    answer = guest_client.post(reverse("preferences"), CHOSEN)
    assert answer.headers["Location"].startswith(reverse("account_login"))
    assert not Preferences.objects.exists()


def test_the_index_leads_everywhere(reader_client: Client, administrator_client: Client) -> None:
    page = reader_client.get(reverse("account")).content.decode()
    for name in ("preferences", "become_author", "account_email", "account_change_password"):
        assert reverse(name) in page
    assert reverse("invitations") not in page
    assert reverse("invitations") in administrator_client.get(reverse("account")).content.decode()


def test_the_readers_panel_sets_how_pages_look(reader: User, reader_client: Client) -> None:
    chosen = {name: CHOSEN[name] for name in ("theme", "typeface", "text_size", "line_height")}
    sent = {**chosen, "measure": 80, "paragraph_style": "indented", "justified": "on"}
    answer = reader_client.post(reverse("save_reading_settings"), {**sent, "next": "/read/a/b/"})
    assert answer.headers["Location"] == "/read/a/b/"
    kept = Preferences.objects.get(user=reader)
    assert (kept.theme, kept.text_size, kept.measure, kept.justified) == ("sepia", 125, 80, True)
    page = reader_client.get("/").content.decode()
    opening = page[: page.index("<head>")]
    assert 'data-theme="sepia"' in opening and 'data-text-size="125"' in opening
    assert "hides-notes" not in opening and "hides-comment-markers" not in opening


def test_a_member_turns_the_marks_of_comments_off(reader: User, reader_client: Client) -> None:
    reader_client.post(reverse("save_reading_settings"), {**CHOSEN, "hides_comment_markers": "on"})
    assert Preferences.objects.get(user=reader).hides_comment_markers
    page = reader_client.get("/").content.decode()
    assert 'data-hides-comment-markers="yes"' in page[: page.index("<head>")]


@pytest.mark.parametrize("leads_to", ["https://elsewhere.example/", "//elsewhere.example/", ""])
def test_the_panel_leads_nowhere_else(reader_client: Client, leads_to: str) -> None:
    sent = CHOSEN | {"next": leads_to}
    answer = reader_client.post(reverse("save_reading_settings"), sent)
    assert answer.headers["Location"] == reverse("preferences")


def test_what_the_panel_cannot_set_is_said(reader_client: Client) -> None:
    answer = reader_client.post(
        reverse("save_reading_settings"), {**CHOSEN, "text_size": 101}, follow=True
    )
    assert "Choose again here." in answer.content.decode()
    assert Preferences.objects.get().text_size == 100


def test_a_guest_has_no_panel_to_save(guest_client: Client) -> None:
    answer = guest_client.post(reverse("save_reading_settings"), CHOSEN)
    assert answer.headers["Location"].startswith(reverse("account_login"))
