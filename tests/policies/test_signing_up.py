"""People accept the terms and the content rules when they sign up, and confirm their age."""

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from serial.policies.acceptance_field import AcceptanceInput
from serial.policies.documents import PRIVACY, RULES
from serial.policies.models import PolicyAcceptance
from tests.accounts.auth import sign_up
from tests.policies.publishing import publish_version
from tests.reading.conftest import get_page

pytestmark = pytest.mark.django_db


def accepted() -> list[tuple[str, str, int]]:
    rows = PolicyAcceptance.objects.order_by("document", "number")
    return list(rows.values_list("user__username", "document", "number"))


def test_accepted_versions_are_stored(guest_client: Client) -> None:
    sign_up(guest_client)
    assert accepted() == [("nina", "rules", 0), ("nina", "terms", 0)]
    PolicyAcceptance.objects.all().delete()
    for _ in range(2):
        publish_version("Terms.")
    publish_version("Rules.", RULES)
    # Only for information.
    publish_version("Privacy.", PRIVACY)
    sign_up(Client(), "nils", email="nils@example.org")
    assert accepted() == [("nils", "rules", 1), ("nils", "terms", 2)]


@pytest.mark.parametrize("value", ["", "on", "terms-0", "terms-9 rules-0", "terms-x rules-0"])
def test_nobody_signs_up_without_accepting(guest_client: Client, value: str) -> None:
    response = sign_up(guest_client, accepted_policies=value)
    page = response.content.decode()
    assert response.status_code == 200 and 'href="#id_accepted_policies"' in page
    assert 'value="nina@example.org"' in page and not User.objects.exists()


def test_terms_that_changed_meanwhile_are_shown_again(guest_client: Client) -> None:
    shown = AcceptanceInput().value()
    publish_version("Corrected.", is_material=False)
    assert sign_up(guest_client, accepted_policies=shown).status_code == 302
    # The version that the form showed.
    assert ("nina", "terms", 0) in accepted()
    shown = AcceptanceInput().value()
    publish_version("Stricter.")
    refused = sign_up(Client(), "nils", email="nils@example.org", accepted_policies=shown)
    page = refused.content.decode()
    assert "have just changed" in page and 'value="terms-2 rules-0"' in page
    assert "checked" not in page.partition('name="accepted_policies"')[2].partition(">")[0]


def test_taken_name_accepts_nothing_for_its_owner(reader: User, guest_client: Client) -> None:
    sign_up(guest_client, "rosa")
    sign_up(guest_client, "nina", email=reader.email)
    assert accepted() == []


def test_minimum_age_is_confirmed_and_not_stored(settings: Settings, guest_client: Client) -> None:
    settings.MINIMUM_AGE = 18
    assert "I am at least 18 years old." in get_page(guest_client, "/accounts/signup/")
    refused = sign_up(guest_client, is_old_enough="")
    assert "You must be at least 18 years old to sign up." in refused.content.decode()
    settings.MINIMUM_AGE = 0
    assert "years old" not in get_page(guest_client, "/accounts/signup/")
    assert sign_up(guest_client, is_old_enough="").status_code == 302
    assert not [field.name for field in User._meta.get_fields() if "age" in field.name.split("_")]
