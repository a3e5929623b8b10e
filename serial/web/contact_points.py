"""Who answers for the site, and how to reach them: what the operator has set."""

from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext


class ContactPoint(NamedTuple):
    """value: an email address, a URL, or lines of text."""

    label: str
    value: str

    def is_email(self) -> bool:
        return "@" in self.value and not set("/ \n") & set(self.value)


def contact_points() -> list[ContactPoint]:
    """Returns those that are set.

    EU Digital Services Act (2022/2065): points of contact for authorities (article 11, with the
    languages) and for everyone (article 12), legal representative (article 13). US Copyright Act:
    designated agent (17 USC 512(c)(2)).
    """
    points = (
        ContactPoint(gettext("Contact"), settings.SITE_CONTACT),
        ContactPoint(gettext("Postal address"), settings.SITE_POSTAL_ADDRESS),
        ContactPoint(gettext("Contact for authorities"), settings.SITE_AUTHORITY_CONTACT),
        ContactPoint(gettext("Languages you can write in"), settings.SITE_CONTACT_LANGUAGES),
        ContactPoint(gettext("Legal representative"), settings.SITE_LEGAL_REPRESENTATIVE),
        ContactPoint(gettext("Copyright agent"), settings.SITE_COPYRIGHT_AGENT),
    )
    return [point for point in points if point.value]


def operator_emails() -> list[str]:
    """Returns where messages to the operator go: SITE_CONTACT if it is an email, or ADMINS."""
    contact = ContactPoint("", settings.SITE_CONTACT)
    return [contact.value] if contact.is_email() else [email for _name, email in settings.ADMINS]
