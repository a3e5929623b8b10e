"""The registry of personal data: what the apps in the setting PERSONAL_DATA registered."""

from collections.abc import Iterator
from functools import cache

from django.apps import apps
from django.conf import settings
from django.utils.module_loading import import_string

from serial.personal_data import PersonalData


@cache
def _load(path: str) -> tuple[PersonalData, ...]:
    return tuple(import_string(path))


def personal_data() -> Iterator[PersonalData]:
    """Yields what each app registered, in the order of the setting."""
    for path in settings.PERSONAL_DATA:
        yield from _load(path)


def personal_data_by_app() -> list[tuple[str, tuple[PersonalData, ...]]]:
    """Returns the name of each app in the setting, and what it registered."""
    return [
        (str(config.verbose_name), _load(path))
        for path in settings.PERSONAL_DATA
        if (config := apps.get_containing_app_config(path.rpartition(".")[0]))
    ]
