"""Superusers use /admin/ and sign in with the site's sign-in page.

For moderators see tests/moderation/test_admin.py.
"""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AuthorRequest, Invitation, PenName, Preferences, User
from tests.accounts.auth import is_signed_in, sign_in
from tests.rolling_back import try_each

pytestmark = pytest.mark.django_db
MODEL_NAMES = ["user", "penname", "preferences", "invitation", "authorrequest"]


@try_each("model_name", MODEL_NAMES)
def test_superuser_can_open_every_list(
    superuser_client: Client, author: User, model_name: str
) -> None:
    Preferences.objects.create(user=author)
    Invitation.objects.create()
    AuthorRequest.objects.create(user=author, reason="Tales")
    response = superuser_client.get(
        reverse(f"admin:accounts_{model_name}_changelist"), {"q": "anna"}
    )
    assert response.status_code == 200


@pytest.mark.parametrize("name", ["author", "reader", "administrator"])
def test_other_users_are_refused(name: str, request: pytest.FixtureRequest) -> None:
    client: Client = request.getfixturevalue(f"{name}_client")
    assert client.get("/admin/", follow=True).status_code == 403
    assert client.post("/admin/login/", {"username": "sam", "password": "x"}).status_code == 403


def test_staff_and_inactive_superusers_are_refused(reader: User, reader_client: Client) -> None:
    User.objects.filter(pk=reader.pk).update(is_staff=True)
    assert reader_client.get("/admin/", follow=True).status_code == 403
    User.objects.filter(pk=reader.pk).update(is_superuser=True, is_active=False)
    assert reader_client.get("/admin/", follow=True).request["PATH_INFO"] == "/accounts/login/"


def test_guest_returns_to_the_page_after_signing_in(superuser: User, guest_client: Client) -> None:
    url = reverse("admin:accounts_user_changelist")
    sign_in_page = guest_client.get(url, follow=True)
    assert sign_in_page.request["PATH_INFO"] == "/accounts/login/"
    assert f'value="{url}"' in sign_in_page.content.decode()
    assert sign_in(guest_client, "sam", next_url=url).headers["Location"] == url


def test_admin_login_view_accepts_no_password(superuser: User, guest_client: Client) -> None:
    guest_client.post("/admin/login/", {"username": "sam", "password": "a long enough password"})
    assert not is_signed_in(guest_client)


@try_each("model_name", ["user", "penname", "preferences", "invitation"])
def test_superuser_can_open_every_form(
    superuser_client: Client, author: User, model_name: str
) -> None:
    assert superuser_client.get(reverse(f"admin:accounts_{model_name}_add")).status_code == 200
    for instance in (author, author.pen_names.get()):
        change = f"admin:accounts_{instance._meta.model_name}_change"
        assert superuser_client.get(reverse(change, args=[instance.pk])).status_code == 200


def test_superuser_adds_a_user(superuser_client: Client) -> None:
    data = {
        "username": "nina",
        "email": "nina@example.org",
        "usable_password": "true",
        "password1": "a long enough password",
        "password2": "a long enough password",
    }
    add_url = reverse("admin:accounts_user_add")
    assert superuser_client.post(add_url, data).status_code == 302
    assert superuser_client.post(add_url, {**data, "username": "NINA"}).status_code == 200
    assert User.objects.filter(username__iexact="nina").count() == 1


def test_saving_a_pen_name_sets_its_html_and_slug(superuser_client: Client, author: User) -> None:
    data = {"user": author.pk, "name": "A. Nonymous", "biography": "*Who?*", "picture_alt": ""}
    superuser_client.post(reverse("admin:accounts_penname_add"), data)
    pen_name = PenName.objects.get(name="A. Nonymous")
    assert "<em>Who?</em>" in pen_name.biography_html
    assert pen_name.slugs.get().slug == pen_name.slug
