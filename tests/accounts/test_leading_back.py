"""Signing in, signing up and confirming lead back to the page from which somebody came."""

from datetime import timedelta
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from serial.chapters.models import Chapter
from serial.stories.models import Story
from tests.accounts.auth import first_link, is_signed_in, sign_in, sign_up
from tests.accounts.test_two_factor import SECRET, code_of, set_up_app
from tests.conftest import PASSWORD, MakeChapter

pytestmark = pytest.mark.django_db
Emails = list[EmailMessage]
DESK_PAGES = [
    "/desk/",
    "/desk/stories/story/",
    "/desk/stories/story/{story}/change/?state=draft&order=reading",
    "/desk/chapters/chapter/{chapter}/change/",
    "/desk/chapters/chapter/{chapter}/comments/?page=2",
    "/desk/stories/story/{story}/arrange/",
    "/desk/chapters/chapter/calendar/?month=2026-11",
    "/desk/comments/",
    "/desk/accounts/penname/add/",
]


class Links(HTMLParser):
    """The links of a page by their text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.by_text: dict[str, str] = {}
        self.href = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.href = dict(attrs).get("href") or ""

    def handle_data(self, data: str) -> None:
        if self.href and data.strip():
            self.by_text.setdefault(data.strip(), self.href)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.href = ""


def next_of(url: str) -> str:
    return parse_qs(urlsplit(url).query).get("next", [""])[0]


@pytest.mark.parametrize("page", DESK_PAGES)
def test_desk_page_after_signing_in(
    author: User, chapter: Chapter, guest_client: Client, page: str
) -> None:
    url = page.format(chapter=chapter.pk, story=chapter.story_id)
    sign_in_page = guest_client.get(url, follow=True)
    assert sign_in_page.request["PATH_INFO"] == reverse("account_login")
    next_url = next_of(sign_in_page.redirect_chain[-1][0])
    assert sign_in(guest_client, "anna", next_url=next_url).headers["Location"] == url
    assert guest_client.get(url).status_code == 200


@pytest.mark.parametrize(
    "next_url", ["https://evil.example/desk/", "//evil.example", "javascript:alert(1)"]
)
def test_desk_does_not_lead_to_other_sites(
    author: User, guest_client: Client, next_url: str
) -> None:
    response = guest_client.get(f"/desk/login/?{urlencode({'next': next_url})}")
    assert response.headers["Location"].startswith(reverse("account_login"))
    next_url = next_of(response.headers["Location"])
    assert sign_in(guest_client, "anna", next_url=next_url).headers["Location"] == "/"


@pytest.mark.parametrize("label", ["Sign in", "Sign up"])
def test_links_of_reading_pages_lead_back(
    chapter: Chapter, guest_client: Client, label: str
) -> None:
    comments_url = f"{chapter.get_absolute_url()}comments/"
    # The narrow bar over a chapter has no room for both: the page for signing in leads on.
    with_narrow_bar = [chapter.get_absolute_url(), f"/read/{chapter.story.slug}/"]
    for url in (
        *(with_narrow_bar if label == "Sign in" else []),
        chapter.story.get_absolute_url(),
        comments_url,
        f"{comments_url}write/",
        "/stories/",
        "/about/",
        "/by/anna/",
        "/no/such/page/",
    ):
        link = Links(guest_client.get(url).content.decode()).by_text[label]
        assert next_of(link) == url


def test_cached_page_has_no_query_of_another_visitor(
    chapter: Chapter, guest_client: Client
) -> None:
    url = chapter.get_absolute_url()
    assert guest_client.get(f"{url}?x=evil").content == guest_client.get(url).content


def test_home_page_needs_no_way_back(guest_client: Client) -> None:
    links = Links(guest_client.get("/").content.decode()).by_text
    assert links["Sign in"] == reverse("account_login")


def test_way_back_survives_errors_and_changes_of_mind(
    chapter: Chapter, guest_client: Client
) -> None:
    url = chapter.get_absolute_url()
    sign_in_url = f"{reverse('account_login')}?next={url}"
    to_sign_up = Links(guest_client.get(sign_in_url).content.decode()).by_text["Sign up"]
    assert urlsplit(to_sign_up).path == reverse("account_signup") and next_of(to_sign_up) == url
    failed = guest_client.post(reverse("account_login"), {"login": "x", "next": url})
    assert next_of(Links(failed.content.decode()).by_text["Sign up"]) == url
    assert f'name="next" value="{url}"' in failed.content.decode()


def test_members_only_chapter_is_reached_after_signing_in(
    reader: User, chapter: Chapter, guest_client: Client
) -> None:
    Story.objects.update(visibility="members")
    missing = guest_client.get(chapter.get_absolute_url())
    assert missing.status_code == 404
    next_url = next_of(Links(missing.content.decode()).by_text["Sign in"])
    page = sign_in(guest_client, "rosa", next_url=next_url)
    assert guest_client.get(page.headers["Location"]).status_code == 200


def test_place_in_a_chapter_survives_signing_in_and_up(
    reader: User, chapter: Chapter, guest_client: Client, mailoutbox: Emails
) -> None:
    # Scripts add the place.
    place = f"{chapter.get_absolute_url()}?consent=yes#comments"
    assert sign_in(guest_client, "rosa", next_url=place).headers["Location"] == place
    browser = Client()
    sign_up(browser, next_url=place)
    assert browser.post(first_link(mailoutbox[0])).headers["Location"] == place


def test_confirming_in_the_same_browser_signs_in_and_leads_back(
    chapter: Chapter, guest_client: Client, mailoutbox: Emails
) -> None:
    url = chapter.get_absolute_url()
    sent = sign_up(guest_client, next_url=url)
    assert sent.headers["Location"] == f"/accounts/confirm-email/?{urlencode({'next': url})}"
    to_sign_in = guest_client.get(sent.headers["Location"]).content.decode()
    assert next_of(Links(to_sign_in).by_text["Sign in"]) == url
    assert not is_signed_in(guest_client)
    assert guest_client.post(first_link(mailoutbox[0])).headers["Location"] == url
    assert is_signed_in(guest_client)


def test_confirming_on_another_device_leads_back_after_signing_in(
    chapter: Chapter, guest_client: Client, mailoutbox: Emails
) -> None:
    url = chapter.get_absolute_url()
    sign_up(guest_client, next_url=url)
    other_device = Client()
    response = other_device.post(first_link(mailoutbox[0]))
    assert not is_signed_in(other_device)
    assert urlsplit(response.headers["Location"]).path == reverse("account_login")
    next_url = next_of(response.headers["Location"])
    assert sign_in(other_device, "nina", next_url=next_url).headers["Location"] == url


def test_confirming_signs_nobody_else_in(
    reader: User, guest_client: Client, mailoutbox: Emails
) -> None:
    sign_up(guest_client)
    link = first_link(mailoutbox[0])
    # Somebody with the link but without the session of the sign-up.
    stranger = Client()
    stranger.post(link)
    assert not is_signed_in(stranger)
    member = Client()
    member.force_login(reader)
    member.post(link)
    assert member.session.get("_auth_user_id") in {None, str(reader.pk)}


def test_way_back_survives_a_forgotten_password(
    reader: User, chapter: Chapter, guest_client: Client, mailoutbox: Emails
) -> None:
    # As scripts write it: with the place on the page.
    url = f"{chapter.get_absolute_url()}?consent=yes#comments"
    sign_in_page = guest_client.get(f"{reverse('account_login')}?{urlencode({'next': url})}")
    for page in (sign_in_page, guest_client.post(sign_in_page.request["PATH_INFO"], {"next": url})):
        to_reset = Links(page.content.decode()).by_text["Forgot your password?"]
        assert next_of(to_reset) == url
    form = guest_client.get(to_reset).content.decode()
    assert f'name="next" value="{url}"' in form
    # The page says that an email was sent; going back at once would hide it.
    sent = guest_client.post(to_reset, {"email": "rosa@example.org", "next": url})
    assert urlsplit(sent.headers["Location"]).path == reverse("account_reset_password_done")
    link = first_link(mailoutbox[0])
    # People read email on other devices.
    other_device = Client()
    opened = other_device.get(link)
    choose = opened.headers["Location"]
    assert next_of(choose) == url
    new = "quite another password"
    passwords = {"password1": new, "next": url}
    done = other_device.post(urlsplit(choose).path, passwords, follow=True).content.decode()
    to_sign_in = Links(done).by_text["Sign in"]
    assert next_of(to_sign_in) == url
    assert sign_in(other_device, "rosa", new, next_url=url).headers["Location"] == url
    # The used link leads to a new one, and still knows the way back.
    again = Links(Client().get(link).content.decode()).by_text["Get a new link"]
    assert next_of(again) == url


def test_emails_lead_back(
    reader: User, chapter: Chapter, guest_client: Client, mailoutbox: Emails
) -> None:
    """Those to addresses without an account, and about one that exists."""
    url = chapter.get_absolute_url()
    reset = {"email": "nobody@example.org", "next": url}
    guest_client.post(reverse("account_reset_password"), reset)
    sign_up(guest_client, email="rosa@example.org", next_url=url)
    sign_up(guest_client, username="Rosa", next_url=url)
    for email, name in zip(
        mailoutbox, ("account_signup", "account_reset_password", "account_signup"), strict=True
    ):
        link = first_link(email)
        assert urlsplit(link).path == reverse(name) and next_of(link) == url


def test_expired_confirmation_link_leads_back(chapter: Chapter, guest_client: Client) -> None:
    url = chapter.get_absolute_url()
    page = guest_client.get(f"/accounts/confirm-email/x:y:z/?{urlencode({'next': url})}")
    assert next_of(Links(page.content.decode()).by_text["Sign in"]) == url


def test_way_back_survives_two_factor_sign_in(
    reader: User, chapter: Chapter, guest_client: Client
) -> None:
    set_up_app(reader)
    url = f"{chapter.get_absolute_url()}?mature=yes"
    asked = sign_in(guest_client, "rosa", next_url=url)
    page = guest_client.get(asked.headers["Location"]).content.decode()
    back = f"{reverse('account_login')}?{urlencode({'next': url})}"
    assert f'name="next" value="{back}"' in page
    wrong = guest_client.post(asked.headers["Location"], {"code": "000000"})
    assert wrong.status_code == 200
    response = guest_client.post(asked.headers["Location"], {"code": code_of(SECRET)})
    assert response.headers["Location"] == url


@pytest.mark.parametrize("method", ["get", "post"])
def test_way_back_survives_a_code_that_is_entered_too_late(
    reader: User, chapter: Chapter, guest_client: Client, method: str
) -> None:
    set_up_app(reader)
    url = f"{chapter.get_absolute_url()}?mature=yes"
    asked = sign_in(guest_client, "rosa", next_url=url).headers["Location"]
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        late = getattr(guest_client, method)(asked, follow=True)
        assert "took too long" in late.content.decode()
        assert next_of(late.redirect_chain[-1][0]) == url
        again = sign_in(guest_client, "rosa", next_url=url).headers["Location"]
        assert guest_client.post(again, {"code": code_of(SECRET)}).headers["Location"] == url


def test_refused_passkey_leads_back(chapter: Chapter, guest_client: Client) -> None:
    url = chapter.get_absolute_url()
    data = {"credential": "{}", "next": url}
    refused = guest_client.post(reverse("mfa_login_webauthn"), data)
    assert next_of(refused.headers["Location"]) == url
    assert (
        "passkey was not accepted" in guest_client.get(refused.headers["Location"]).content.decode()
    )


def test_confirming_the_password_leads_back_even_if_it_is_forgotten(reader_client: Client) -> None:
    reader_client.cookies.clear()
    sign_in(reader_client, "rosa")
    page = reader_client.get("/accounts/two-factor/app/set-up/", follow=True)
    to_reset = Links(page.content.decode()).by_text["Forgot your password?"]
    assert next_of(to_reset) == "/accounts/two-factor/app/set-up/"


@pytest.mark.parametrize("page", ["/admin/comments/comment/?state=held", "/accounts/invitations/"])
def test_page_that_needs_two_factor_is_reached_after_setting_it_up(
    page: str, superuser: User, superuser_client: Client, settings: Settings
) -> None:
    settings.TWO_FACTOR_REQUIRED = True
    why = superuser_client.get(page, follow=True)
    assert why.request["PATH_INFO"] == reverse("mfa_index")
    assert "Continue to the page" not in why.content.decode()
    set_up_app(superuser)
    links = Links(superuser_client.get(reverse("mfa_index")).content.decode()).by_text
    assert links["Continue to the page that you opened"] == page
    assert superuser_client.get(page).status_code == 200


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("/accounts/preferences/reading/", "/accounts/preferences/"),
        ("/accounts/preferences/time-zone/", "/accounts/preferences/"),
        ("/accounts/comments/blocks/1/remove/", "/accounts/comments/blocks/"),
        ("/accounts/invitations/1/revoke/", "/accounts/invitations/"),
        ("/accounts/requests/1/decide/", "/accounts/invitations/"),
    ],
)
def test_form_sent_after_signing_out_leads_back_to_its_page(
    guest_client: Client, url: str, page: str
) -> None:
    # Back to the form's own URL would be 405.
    assert next_of(guest_client.post(url).headers["Location"]) == page


def test_members_stay_signed_in_unless_they_say_otherwise(
    reader: User, guest_client: Client
) -> None:
    page = guest_client.get(reverse("account_login")).content.decode()
    assert '<input type="checkbox" name="remember" id="id_remember" checked>' in page
    data = {"login": "rosa", "password": PASSWORD}
    response = guest_client.post(reverse("account_login"), {**data, "remember": "on"})
    assert response.cookies["sessionid"]["max-age"]
    response = Client().post(reverse("account_login"), data)
    assert not response.cookies["sessionid"]["max-age"]


def test_comment_form_of_guests_links_to_signing_in(
    make_chapter: MakeChapter, guest_client: Client, reader_client: Client
) -> None:
    url = make_chapter().get_absolute_url()
    for page in (url, f"{url}comments/write/"):
        link = Links(guest_client.get(page).content.decode()).by_text["(opens a new tab)"]
        assert next_of(link) == page
        assert "opens a new tab" not in reader_client.get(page).content.decode()
