"""The list "Check these" for a text: slips, lines that are paragraphs, too much formatting."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from serial.markup.checking.line_paragraphs import are_lines_paragraphs
from serial.markup.checking.slip import Slip, SlipKind
from serial.markup.checking.slips import find_slips
from serial.markup.options import Options
from serial.markup.sanitizing.characters import clean_source
from serial.web.markup_limit import too_much_markup

# A longer list is of one habit, such as quotation marks of another language.
MAX_CHECKS: Final = 20
EXCERPT_LENGTH: Final = 32
MESSAGES: Final = {
    SlipKind.ASTERISK: _("This asterisk has no partner. Readers see it."),
    SlipKind.UNCLOSED_QUOTATION: _("This quotation mark is never closed."),
    SlipKind.UNOPENED_QUOTATION: _("This quotation mark closes nothing."),
    SlipKind.LIST: _("Readers see this as a list."),
    SlipKind.TAG: _("Readers do not see this tag."),
    SlipKind.ATTRIBUTE: _("Readers will not see this part of the HTML tag."),
    SlipKind.LINK: _("Readers do not see this link: its URL is not allowed."),
    SlipKind.LANGUAGE: _("Readers see this as code, without the name of its language."),
    SlipKind.DEFINITION: _("Readers do not see this line: no link in the text uses it."),
    SlipKind.FOOTNOTE: _("Nothing in the text refers to this footnote."),
    SlipKind.PICTURE: _("Readers do not see this picture: it is not uploaded to this site."),
}


@dataclass(frozen=True)
class Check:
    """One slip: `before`, `passage` and `after` are what the list shows.

    `start` and `end` are offsets as JavaScript counts them, in UTF-16 code units.
    """

    message: str
    before: str
    passage: str
    after: str
    start: int
    end: int


@dataclass(frozen=True)
class TextChecks:
    checks: list[Check]
    more: int
    lines_are_paragraphs: bool
    too_much_markup: str = ""

    def count(self) -> int:
        return len(self.checks) + self.more

    def __bool__(self) -> bool:
        return bool(self.checks or self.lines_are_paragraphs or self.too_much_markup)


def check_text(source: str, options: Options) -> TextChecks:
    source = clean_source(source)
    slips = find_slips(source, options)
    return TextChecks(
        checks=list(_describe(source, slips[:MAX_CHECKS])),
        more=max(0, len(slips) - MAX_CHECKS),
        lines_are_paragraphs=are_lines_paragraphs(source),
        too_much_markup=too_much_markup(source, options),
    )


def render_checks(source: str, options: Options, field: str) -> str:
    """Returns the list as HTML, empty if there is nothing to check.

    Without JavaScript the list links to the form's field of this name.
    """
    context = {"text_checks": check_text(source, options), "field": field}
    return render_to_string("desk/_checks.html", context).strip()


def _describe(source: str, slips: list[Slip]) -> Iterator[Check]:
    position = units = 0
    for slip in slips:
        units += _utf16_length(source[position : slip.start])
        position = slip.start
        passage = source[slip.start : slip.end]
        yield Check(
            message=str(MESSAGES[slip.kind]),
            before=_line_end(source[max(0, slip.start - EXCERPT_LENGTH) : slip.start]),
            passage=passage[:EXCERPT_LENGTH],
            after=_line_start(source[slip.end : slip.end + EXCERPT_LENGTH]),
            start=units,
            end=units + _utf16_length(passage),
        )


def _utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _line_end(text: str) -> str:
    """The end of the line that a slip stands in, in whole words."""
    line = text.rpartition("\n")[2]
    return line.partition(" ")[2] if len(line) == EXCERPT_LENGTH else line


def _line_start(text: str) -> str:
    line = text.partition("\n")[0]
    return line.rpartition(" ")[0] if len(line) == EXCERPT_LENGTH else line
