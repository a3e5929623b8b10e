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
    """newest: the number of the latest version of its section, which can be undone. The others can
    be gone back to.
    """

    row: CheckSettings
    section_name: str
    changes: list[Change]
    newest: int

    @property
    def is_newest(self) -> bool:
        return self.row.version == self.newest


@dataclass(frozen=True)
class LaterVersions:
    """What was saved after a page offered to go back. changes: what going back would change now.

    newest: the number of the latest version, as in Version.
    """

    section_name: str
    versions: list[Version]
    changes: list[Change]
    newest: int


def versions_of(section: str) -> list[Version]:
    """Returns the latest versions of a section, the newest first."""
    rows = list(_newest().filter(section=section)[: SHOWN + 1])
    parts = [part_of(Content.from_json(row.content), section) for row in rows]
    # Before the first version, a section is as on a new site.
    parts.append(part_of(DEFAULTS, section))
    return [
        Version(row, "", changes_between(parts[number + 1], parts[number]), rows[0].version)
        for number, row in enumerate(rows[:SHOWN])
    ]


def latest_versions() -> list[Version]:
    """Returns the latest versions of all sections, each compared with the one before it."""
    rows = list(_newest()[: SHOWN * 2 + 1])
    contents = [Content.from_json(row.content) for row in rows]
    if not rows or rows[-1].version == 1:
        contents.append(DEFAULTS)
    newest: dict[str, int] = {}
    versions = []
    for number, row in enumerate(rows[: SHOWN * 2]):
        before, after = (part_of(contents[at], row.section) for at in (number + 1, number))
        name = section_name(row.section, after or before)
        changes = changes_between(before, after)
        newest.setdefault(row.section, row.version)
        versions.append(Version(row, name, changes, newest[row.section]))
    return versions


def later_versions(wanted: CheckSettings, newest: CheckSettings, seen: int) -> LaterVersions:
    """wanted: what to go back to. seen: the latest version of its section that was seen."""
    now, then = (
        part_of(Content.from_json(row.content), wanted.section) for row in (newest, wanted)
    )
    later = [version for version in versions_of(wanted.section) if version.row.version > seen]
    name = section_name(wanted.section, now or then)
    return LaterVersions(name, later, changes_between(now, then), newest.version)


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
