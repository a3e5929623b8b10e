"""Saving and undoing check settings: each adds a version."""

from dataclasses import asdict

from django.db import transaction

from accounts.models import User
from serial.moderation.check_settings.content import Content, SiteRule
from serial.moderation.check_settings.defaults import DEFAULTS
from serial.moderation.check_settings.parts import RULES, Part, part_of, with_part
from serial.moderation.models import CheckSettings, Rule


class SectionChanged(Exception):
    """Raised when somebody saved this section meanwhile. `newest` is what they saved."""

    def __init__(self, newest: CheckSettings) -> None:
        super().__init__(f"{newest} is newer.")
        self.newest = newest


def latest_version() -> int:
    """Returns the number of the version that is in force; 0 if there is none."""
    return CheckSettings.objects.newest_first().values_list("version", flat=True).first() or 0


def newest_of(section: str) -> CheckSettings | None:
    """Returns the latest version that changed this section."""
    return CheckSettings.objects.filter(section=section).newest_first().first()


@transaction.atomic
def save_part(section: str, part: Part | None, by: User | None, seen: int) -> CheckSettings:
    """Saves a list, limit or rule as a new version. Raises SectionChanged.

    seen: the number of the version that the moderator edited; 0 if the section has none.
    """
    newest = _lock_newest()
    of_section = newest_of(section)
    content = Content.from_json(newest.content) if newest else DEFAULTS
    # A new list may have the key of one that was removed.
    is_new = not seen and part_of(content, section) is None
    if of_section is not None and of_section.version != seen and not is_new:
        raise SectionChanged(of_section)
    return _add(newest, with_part(content, section, part), section, by)


@transaction.atomic
def restore_part(version: CheckSettings, by: User | None, seen: int) -> CheckSettings:
    """Makes a new version in which the section of this version is as it was after it.

    seen: the number of the latest version of the section that the moderator saw. Raises
    SectionChanged if there is a later one.
    """
    _lock_newest()
    newest = newest_of(version.section)
    if newest is not None and newest.version != seen:
        raise SectionChanged(newest)
    return _restore(version.section, Content.from_json(version.content), by)


@transaction.atomic
def undo_version(version: CheckSettings, by: User | None) -> CheckSettings:
    """Makes a new version in which the section of this version is as it was before it.

    Raises SectionChanged if it is not the latest one: somebody saved the section since it was seen.
    """
    _lock_newest()
    newest = newest_of(version.section)
    if newest is not None and newest.pk != version.pk:
        raise SectionChanged(newest)
    earlier = CheckSettings.objects.filter(version__lt=version.version).newest_first().first()
    before = Content.from_json(earlier.content) if earlier else DEFAULTS
    return _restore(version.section, before, by)


def _restore(section: str, source: Content, by: User | None) -> CheckSettings:
    newest = _lock_newest()
    content = Content.from_json(newest.content) if newest else DEFAULTS
    restored = with_part(content, section, part_of(source, section))
    return _add(newest, restored, section, by, undoes=newest_of(section))


def _lock_newest() -> CheckSettings | None:
    """Two who save at once wait for each other; `version` is unique besides."""
    # The first version, which is always the same row: a query that waited for the newest one would
    # still return it after another was added.
    CheckSettings.objects.select_for_update().order_by("version").values("pk").first()
    return CheckSettings.objects.newest_first().first()


def _add(
    newest: CheckSettings | None,
    content: Content,
    section: str,
    by: User | None,
    undoes: CheckSettings | None = None,
) -> CheckSettings:
    saved = CheckSettings.objects.create(
        version=newest.version + 1 if newest else 1,
        content=content.to_json(),
        section=section,
        by=by,
        undoes=undoes,
    )
    if section == RULES or newest is None:
        put_in_force(content.rules)
    return saved


def put_in_force(rules: tuple[SiteRule, ...]) -> None:
    """Makes exactly these rules those in force. Rules that decisions name stay as they are."""
    wanted = [asdict(rule) for rule in rules]
    kept = [Rule.objects.filter(**columns).order_by("-pk").first() for columns in wanted]
    keys = [rule.pk for rule in kept if rule]
    Rule.objects.filter(is_in_force=True).exclude(pk__in=keys).update(is_in_force=False)
    Rule.objects.filter(pk__in=keys).update(is_in_force=True)
    Rule.objects.bulk_create(
        Rule(**columns) for columns, rule in zip(wanted, kept, strict=True) if rule is None
    )
