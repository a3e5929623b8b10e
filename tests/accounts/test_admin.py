"""/admin/ is for superusers, who come in by the one sign-in of the site.

What moderators find there is in tests/moderation/test_admin.py.
"""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AuthorRequest, Invitation, PenName, Preferences, User
from tests.accounts.auth import is_signed_in, sign_in

pytestmark = pytest.mark.django_db
PAGES = ["user", "penname", "preferences", "invitation", "authorrequest"]


@pytest.mark.parametrize("page", PAGES)
def test_a_superuser_sees_every_list(superuser_client: Client, author: User, page: str) -> None:
    Preferences.objects.create(user=author)
    Invitation.objects.create()
    AuthorRequest.objects.create(user=author, reason="Tales")
    answer = superuser_client.get(reverse(f"admin:accounts_{page}_changelist"), {"q": "anna"})
    assert answer.status_code == 200


@pytest.mark.parametrize("name", ["author", "reader", "administrator"])
def test_nobody_else_comes_in(name: str, request: pytest.FixtureRequest) -> None:
    client: Client = request.getfixturevalue(f"{name}_client")
    assert client.get("/admin/", follow=True).status_code == 403
    assert client.post("/admin/login/", {"username": "sam", "password": "x"}).status_code == 403


def test_neither_staff_nor_a_closed_account_does(reader: User, reader_client: Client) -> None:
    User.objects.filter(pk=reader.pk).update(is_staff=True)
    assert reader_client.get("/admin/", follow=True).status_code == 403
    User.objects.filter(pk=reader.pk).update(is_superuser=True, is_active=False)
    assert reader_client.get("/admin/", follow=True).request["PATH_INFO"] == "/accounts/login/"


def test_a_guest_comes_back_to_the_page_after_signing_in(
    superuser: User, guest_client: Client
) -> None:
    wanted = reverse("admin:accounts_user_changelist")
    entrance = guest_client.get(wanted, follow=True)
    assert entrance.request["PATH_INFO"] == "/accounts/login/"
    assert f'value="{wanted}"' in entrance.content.decode()
    assert sign_in(guest_client, "sam", to=wanted).headers["Location"] == wanted


def test_its_own_sign_in_takes_no_password(superuser: User, guest_client: Client) -> None:
    guest_client.post("/admin/login/", {"username": "sam", "password": "a long enough password"})
    assert not is_signed_in(guest_client)


@pytest.mark.parametrize("page", ["user", "penname", "preferences", "invitation"])
def test_each_has_a_form(superuser_client: Client, author: User, page: str) -> None:
    assert superuser_client.get(reverse(f"admin:accounts_{page}_add")).status_code == 200
    for kept in (author, author.pen_names.get()):
        change = f"admin:accounts_{kept._meta.model_name}_change"
        assert superuser_client.get(reverse(change, args=[kept.pk])).status_code == 200


def test_a_person_is_added(superuser_client: Client) -> None:
    typed = {
        "username": "nina",
        "email": "nina@example.org",
        "usable_password": "true",
        "password1": "a long enough password",
        "password2": "a long enough password",
    }
    add = reverse("admin:accounts_user_add")
    assert superuser_client.post(add, typed).status_code == 302
    assert superuser_client.post(add, {**typed, "username": "NINA"}).status_code == 200
    assert User.objects.filter(username__iexact="nina").count() == 1


def test_a_pen_name_is_saved_with_its_html_and_address(
    superuser_client: Client, author: User
) -> None:
    typed = {"user": author.pk, "name": "A. Nonymous", "biography": "*Who?*", "picture_alt": ""}
    superuser_client.post(reverse("admin:accounts_penname_add"), typed)
    kept = PenName.objects.get(name="A. Nonymous")
    assert "<em>Who?</em>" in kept.biography_html
    assert kept.slugs.get().slug == kept.slug


def test_who_has_a_pen_name_is_not_deleted(superuser_client: Client, author: User) -> None:
    delete = reverse("admin:accounts_user_delete", args=[author.pk])
    assert superuser_client.post(delete, {"post": "yes"}).status_code in (200, 403)
    assert User.objects.filter(pk=author.pk).exists()
