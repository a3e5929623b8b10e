"""The contact and About pages name the contact points that the operator has set."""

import pytest
from django.test import Client, override_settings

POINTS = {
    "SITE_POSTAL_ADDRESS": ("1 Fog Lane\nHalifax", "Postal address", "1 Fog Lane<br>Halifax"),
    "SITE_AUTHORITY_CONTACT": (
        *("law@example.org", "Contact for authorities", 'href="mailto:law@example.org"'),
    ),
    "SITE_CONTACT_LANGUAGES": ("English, Deutsch", "Languages you can write in", "Deutsch"),
    "SITE_LEGAL_REPRESENTATIVE": ("Ada & Co.", "Legal representative", "Ada &amp; Co."),
    "SITE_COPYRIGHT_AGENT": (
        *("Bo\nhttps://bo.example", "Copyright agent", 'href="https://bo.example"'),
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/contact/", "/about/"])
def test_pages_show_the_contact_points_that_are_set(page: str) -> None:
    before = Client().get(page).content.decode()
    values = {name: value for name, (value, _label, _html) in POINTS.items()}
    with override_settings(**values):
        after = Client().get(page).content.decode()
    for _value, label, html in POINTS.values():
        assert label not in before and f"<dt>{label}</dt>" in after and html in after, label
