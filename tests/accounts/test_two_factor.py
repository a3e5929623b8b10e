"""Two-factor sign-in with an authenticator app and recovery codes, without scripts."""

import json
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, hotp_value, yield_hotp_counters_from_time
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.auth import is_signed_in, sign_in
from tests.conftest import PASSWORD, client_of

pytestmark = pytest.mark.django_db
Emails = list[EmailMessage]
INDEX, AUTHENTICATE = "/accounts/two-factor/", "/accounts/two-factor/authenticate/"
SET_UP, QR_CODE = "/accounts/two-factor/app/set-up/", "/accounts/two-factor/app/qr-code.svg"
CODES = "/accounts/two-factor/recovery-codes/"
# What a browser sends, with an empty attestation and signature.
WELL_FORMED = json.dumps(
    {
        **{"id": "YQ", "rawId": "YQ", "type": "public-key", "clientExtensionResults": {}},
        "response": {
            **{"clientDataJSON": "e30", "attestationObject": "oA", "authenticatorData": "AA"},
            **{"signature": "AA", "userHandle": "MQ"},
        },
    }
)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105


def code_of(secret: str) -> str:
    """What an authenticator app shows now."""
    counters = list(yield_hotp_counters_from_time())
    return f"{hotp_value(secret, counters[len(counters) // 2]):06}"


def confirm_password(client: Client) -> None:
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def set_up_app(user: User) -> None:
    TOTP.activate(user, SECRET)


@pytest.fixture
def app_owner(reader: User) -> User:
    set_up_app(reader)
    return reader


@pytest.mark.django_db(transaction=True)
def test_member_sets_up_an_app_and_gets_recovery_codes(
    reader: User, reader_client: Client, mailoutbox: Emails
) -> None:
    assert "Set up an authenticator app" in reader_client.get(INDEX).content.decode()
    asked = reader_client.get(SET_UP)
    assert (
        asked.headers["Location"] == f"/accounts/reauthenticate/?next={SET_UP.replace('/', '%2F')}"
    )
    confirm_password(reader_client)
    page = reader_client.get(SET_UP).content.decode()
    match = re.search(r"<code>([A-Z2-7]{32})</code>", page)
    assert match and f'src="{QR_CODE}"' in page and "data:" not in page
    assert 'class="field__error"' in reader_client.post(SET_UP, {"code": "000000"}).content.decode()
    response = reader_client.post(SET_UP, {"code": code_of(match[1])})
    assert response.headers["Location"] == CODES
    assert len(re.findall(r"<code>\d{8}</code>", reader_client.get(CODES).content.decode())) == 10
    assert "was set up" in mailoutbox[0].subject and mailoutbox[0].to == ["rosa@example.org"]
    assert User.objects.get(pk=reader.pk).has_two_factor


def test_qr_code_is_an_image_of_the_secret_that_the_page_shows(reader_client: Client) -> None:
    assert reader_client.get(QR_CODE).status_code == 302
    confirm_password(reader_client)
    reader_client.get(SET_UP)
    secret = reader_client.session["mfa.totp.secret"]
    response = reader_client.get(QR_CODE)
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert "no-store" in response.headers["Cache-Control"]
    assert b"<script" not in response.content and b"style=" not in response.content
    assert reader_client.session["mfa.totp.secret"] == secret


def test_password_alone_does_not_sign_in(app_owner: User, guest_client: Client) -> None:
    response = sign_in(guest_client, "rosa", next_url="/about/")
    assert response.headers["Location"].startswith(AUTHENTICATE)
    assert not is_signed_in(guest_client)
    assert guest_client.get("/accounts/").status_code == 302
    page = guest_client.get(AUTHENTICATE).content.decode()
    assert "Code from your authenticator app, or a recovery code" in page
    wrong = guest_client.post(AUTHENTICATE, {"code": "000000"})
    assert 'class="field__error"' in wrong.content.decode() and not is_signed_in(guest_client)
    right = guest_client.post(AUTHENTICATE, {"code": code_of(SECRET)})
    assert right.headers["Location"] == "/about/"
    assert is_signed_in(guest_client)


def test_code_works_once(app_owner: User) -> None:
    code = code_of(SECRET)
    for expected in (True, False):
        client = Client()
        sign_in(client, "rosa")
        client.post(AUTHENTICATE, {"code": code})
        assert is_signed_in(client) == expected


def test_recovery_code_works_once(reader: User, reader_client: Client) -> None:
    confirm_password(reader_client)
    reader_client.get(SET_UP)
    secret = reader_client.session["mfa.totp.secret"]
    reader_client.post(SET_UP, {"code": code_of(secret)})
    codes = re.findall(r"<code>(\d{8})</code>", reader_client.get(CODES).content.decode())
    assert reader_client.get(f"{CODES}download/").content.decode().split() == codes
    for expected in (True, False):
        client = Client()
        sign_in(client, "rosa")
        client.post(AUTHENTICATE, {"code": codes[0]})
        assert is_signed_in(client) == expected


@pytest.mark.django_db(transaction=True)
def test_new_recovery_codes_replace_the_former_ones(app_owner: User, mailoutbox: Emails) -> None:
    client = client_of(app_owner)
    confirm_password(client)
    client.post(f"{CODES}new/")
    first = client.get(CODES).content
    client.post(f"{CODES}new/")
    assert client.get(CODES).content != first
    assert mailoutbox[-1].subject.endswith("New recovery codes")


def test_wrong_codes_are_limited(app_owner: User, guest_client: Client) -> None:
    for network in range(6):
        client = Client(REMOTE_ADDR=f"203.0.113.{network}")
        sign_in(client, "rosa")
        client.post(AUTHENTICATE, {"code": "000000"})
    sign_in(guest_client, "rosa")
    page = guest_client.post(AUTHENTICATE, {"code": code_of(SECRET)}).content.decode()
    assert "Too many" in page and not is_signed_in(guest_client)


def test_member_removes_the_app(app_owner: User, mailoutbox: Emails) -> None:
    client = client_of(app_owner)
    assert client.post("/accounts/two-factor/app/remove/").status_code == 302
    assert Authenticator.objects.exists()
    confirm_password(client)
    client.post("/accounts/two-factor/app/remove/")
    assert not Authenticator.objects.exists()
    assert "was removed" in mailoutbox[0].subject
    other = Client()
    sign_in(other, "rosa")
    assert is_signed_in(other)


def test_reset_password_does_not_replace_the_second_factor(
    app_owner: User, guest_client: Client
) -> None:
    app_owner.set_password("quite another password")
    app_owner.save()
    sign_in(guest_client, "rosa", "quite another password")
    assert not is_signed_in(guest_client)


def test_setting_up_signs_out_the_other_devices(reader: User) -> None:
    here, elsewhere = Client(), Client()
    for client in (here, elsewhere):
        sign_in(client, "rosa")
        assert client.get("/accounts/").status_code == 200
    confirm_password(here)
    here.get(SET_UP)
    here.post(SET_UP, {"code": code_of(here.session["mfa.totp.secret"])})
    assert here.get("/accounts/").status_code == 200
    assert elsewhere.get("/accounts/").status_code == 302


def test_email_addresses_can_change_with_two_factor(app_owner: User) -> None:
    client = client_of(app_owner)
    confirm_password(client)
    page = client.post("/accounts/email/", {"action_add": "1", "email": "new@example.org"})
    assert page.status_code == 302


@pytest.mark.parametrize(
    "credential", ["", "{}", "[]", "null", '{"id": 1}', "x" * 500, "\x00", WELL_FORMED]
)
def test_forged_passkey_shows_a_page(
    app_owner: User, guest_client: Client, credential: str
) -> None:
    refused = guest_client.post(
        "/accounts/two-factor/passkeys/sign-in/", {"credential": credential}
    )
    assert refused.headers["Location"] == "/accounts/login/?passkey=refused"
    assert "was not accepted" in guest_client.get(refused.headers["Location"]).content.decode()
    sign_in(guest_client, "rosa")
    assert guest_client.post(AUTHENTICATE, {"credential": credential}).status_code == 200
    member = client_of(app_owner)
    confirm_password(member)
    add = "/accounts/two-factor/passkeys/add/"
    assert member.post(add, {"credential": credential, "name": "Mine"}).status_code == 200
    assert not is_signed_in(guest_client)


def test_secrets_are_not_in_the_admin(app_owner: User, superuser_client: Client) -> None:
    pk = Authenticator.objects.get().pk
    page = superuser_client.get(f"/admin/mfa/authenticator/{pk}/change/").content.decode()
    assert "rosa" in page and SECRET not in page
    superuser_client.post(f"/admin/mfa/authenticator/{pk}/delete/", {"post": "yes"})
    assert not Authenticator.objects.exists()
