"""What a version of the check settings changed, for the list of versions."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from django import forms
from django.utils.translation import gettext

from serial.moderation.check_settings.content import SiteRule, WordList
from serial.moderation.check_settings.parts import Part
from serial.moderation.rules.forms.word_list_form import WordListForm
from serial.moderation.rules.sections import LIMITS

# Of a version, in the list.
MAX_SHOWN = 8


@dataclass(frozen=True)
class Change:
    """kind: "ins", "del", or "" for a sentence."""

    kind: str
    text: str


def changes_between(before: Part | None, after: Part | None) -> list[Change]:
    """Returns the first MAX_SHOWN changes, and how many more there are."""
    changes = list(_changes(before, after))
    if len(changes) <= MAX_SHOWN:
        return changes
    more = gettext("and %(n)d more") % {"n": len(changes) - MAX_SHOWN}
    return [*changes[:MAX_SHOWN], Change("", more)]


def _changes(before: Part | None, after: Part | None) -> Iterator[Change]:
    if before == after:
        return
    if isinstance(before, tuple) and isinstance(after, tuple):
        yield from _rule_changes(before, after)
    elif before is None and isinstance(after, WordList):
        yield Change("", gettext("New list."))
        yield from _lines((), after.rules)
    elif after is None or isinstance(after, tuple) or before is None:
        yield Change("", gettext("Removed."))
    else:
        for each in fields(after):
            old, new = getattr(before, each.name, None), getattr(after, each.name)
            if isinstance(new, tuple):
                yield from _lines(old or (), new)
            elif old != new:
                label = _label(after, each.name)
                yield Change("", f"{label}: {_worded(old)} → {_worded(new)}")


def _rule_changes(before: tuple[SiteRule, ...], after: tuple[SiteRule, ...]) -> Iterator[Change]:
    old, new = ({rule.number: rule for rule in rules} for rules in (before, after))
    for number in sorted(old.keys() | new.keys()):
        was, now = old.get(number), new.get(number)
        if was == now:
            continue
        if was and now and was.title == now.title:
            yield Change("", gettext("%(rule)s: reworded") % {"rule": f"{number}. {now.title}"})
            continue
        if was:
            yield Change("del", f"{number}. {was.title}")
        if now:
            yield Change("ins", f"{number}. {now.title}")


def _lines(before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[Change]:
    old, new = set(before), set(after)
    yield from (Change("ins", line) for line in after if line not in old)
    yield from (Change("del", line) for line in before if line not in new)


def _label(part: Part, name: str) -> str:
    forms_of_limits: dict[str, type[forms.Form]] = {
        kind.form.__name__.removesuffix("Form"): kind.form for kind in LIMITS.values()
    }
    form = forms_of_limits.get(type(part).__name__, WordListForm)
    field = form.base_fields.get(name)
    return str(field.label) if field else name


def _worded(value: object) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    label = getattr(value, "label", value)
    return str(label) if label != "" else gettext("any")
