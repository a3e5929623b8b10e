"""The versions of the check settings, with what each changed."""

from dataclasses import dataclass

from django.utils.translation import gettext

from serial.moderation.check_settings.content import Content, WordList
from serial.moderation.check_settings.defaults import DEFAULTS
from serial.moderation.check_settings.parts import RULES, Part, part_of
from serial.moderation.models import CheckSettings
from serial.moderation.models.check_settings import CheckSettingsQuerySet
from serial.moderation.rules.changes import Change, changes_between
from serial.moderation.rules.sections import LIMITS

SHOWN = 10


@dataclass(frozen=True)
class Version:
    """is_newest: of its section, so that it can be undone; the others can be gone back to."""

    row: CheckSettings
    section_name: str
    changes: list[Change]
    is_newest: bool


def versions_of(section: str) -> list[Version]:
    """Returns the latest versions of a section, the newest first."""
    rows = list(_newest().filter(section=section)[: SHOWN + 1])
    parts = [part_of(Content.from_json(row.content), section) for row in rows]
    # Before the first version, a section is as on a new site.
    parts.append(part_of(DEFAULTS, section))
    return [
        Version(row, "", changes_between(parts[number + 1], parts[number]), number == 0)
        for number, row in enumerate(rows[:SHOWN])
    ]


def latest_versions() -> list[Version]:
    """Returns the latest versions of all sections, each compared with the one before it."""
    rows = list(_newest()[: SHOWN * 2 + 1])
    contents = [Content.from_json(row.content) for row in rows]
    if not rows or rows[-1].version == 1:
        contents.append(DEFAULTS)
    seen: set[str] = set()
    versions = []
    for number, row in enumerate(rows[: SHOWN * 2]):
        before, after = (part_of(contents[at], row.section) for at in (number + 1, number))
        name = section_name(row.section, after or before)
        changes = changes_between(before, after)
        versions.append(Version(row, name, changes, row.section not in seen))
        seen.add(row.section)
    return versions


def section_name(section: str, part: Part | None) -> str:
    """Returns what the pages call a section. part: of it, as it is or was."""
    if section == RULES:
        return gettext("Rules of the site")
    if isinstance(part, WordList):
        return part.name
    kind = LIMITS.get(section.partition("/")[2])
    return str(kind.label) if kind else gettext("The settings of a new site")


def _newest() -> CheckSettingsQuerySet:
    return CheckSettings.objects.newest_first().select_related("by")
