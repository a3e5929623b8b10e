"""The registry of personal data: what the apps in the setting PERSONAL_DATA registered."""

from collections.abc import Iterator
from functools import cache

from django.apps import apps
from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from serial.personal_data import PersonalData, Text

# What members call what an app holds, by the label of the app.
GROUP_NAMES: dict[str, Text] = {
    "accounts": _("Account and sign-in"),
    "policies": _("Accepted terms"),
    "mail": _("Emails"),
    "contact": _("Messages to the operator"),
    "stories": _("Stories"),
    "chapters": _("Chapters"),
    "manuscripts": _("Imported files"),
    "desk": _("Unsaved texts and uploaded pictures"),
    "comments": _("Comments and reactions"),
    "library": _("Followed stories and authors"),
    "notifications": _("Notifications"),
    "moderation": _("Reports, decisions and copyright notices"),
    "archive": _("Deletion of accounts"),
}


@cache
def _load(path: str) -> tuple[PersonalData, ...]:
    return tuple(import_string(path))


def personal_data() -> Iterator[PersonalData]:
    """Yields what each app registered, in the order of the setting."""
    for path in settings.PERSONAL_DATA:
        yield from _load(path)


def personal_data_groups() -> list[tuple[Text, tuple[PersonalData, ...]]]:
    """Returns what each app in the setting registered, with the name of the group for members."""
    return [
        (GROUP_NAMES[config.label], _load(path))
        for path in settings.PERSONAL_DATA
        if (config := apps.get_containing_app_config(path.rpartition(".")[0]))
    ]
