"""Fields for lists that are typed one per line."""

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from serial.moderation.checks.links.finding import domain_of
from serial.moderation.word_lists.patterns import InvalidRule, parse_rule

MAX_LINES = 20_000
# Of one field, in the message.
MAX_ERRORS = 5


class LinesField(forms.CharField):
    """A tuple of the lines, without empty ones and repetitions."""

    def __init__(self, *, rows: int = 5, **options: object) -> None:
        widget = forms.Textarea(attrs={"rows": rows, "spellcheck": "false", "class": "lines-input"})
        super().__init__(required=False, widget=widget, **options)  # type: ignore[arg-type]

    def prepare_value(self, value: object) -> object:
        return "\n".join(value) if isinstance(value, tuple | list) else value

    # object: CharField returns a string, this field a tuple.
    def clean(self, value: object) -> tuple[str, ...]:
        lines = (line.strip() for line in super().clean(value).splitlines())
        read = tuple(dict.fromkeys(filter(None, map(self.read_line, filter(None, lines)))))
        if len(read) > MAX_LINES:
            message = gettext("This list has %(n)d lines. It can have %(max)d.")
            raise ValidationError(message % {"n": len(read), "max": MAX_LINES})
        return read

    def read_line(self, line: str) -> str:
        return line


class RulesField(LinesField):
    """The words and phrases of a word list."""

    def clean(self, value: object) -> tuple[str, ...]:
        rules = super().clean(value)
        if errors := list(_errors(rules)):
            raise ValidationError(errors[:MAX_ERRORS])
        return rules


class DomainsField(LinesField):
    def read_line(self, line: str) -> str:
        domain = domain_of(line)
        if not domain:
            raise ValidationError(gettext("“%(line)s” is no domain.") % {"line": line[:60]})
        return domain


def _errors(rules: Iterable[str]) -> Iterable[str]:
    for rule in rules:
        try:
            parse_rule(rule)
        except InvalidRule as error:
            yield str(error)
