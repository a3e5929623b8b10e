"""The list "Check these" for a text: slips, lines that are paragraphs, too much formatting."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from serial.desk.editor.ignored_checks import LINES, CheckKey, IgnoredChecks
from serial.markup.checking.line_paragraphs import are_lines_paragraphs
from serial.markup.checking.slip import Slip, SlipKind
from serial.markup.checking.slips import find_slips
from serial.markup.options import Options
from serial.markup.sanitizing.characters import clean_source
from serial.web.markup_limit import too_much_markup
from serial.web.page_cache import get_or_make

# A longer list is of one habit, such as quotation marks of another language.
MAX_CHECKS: Final = 20
EXCERPT_LENGTH: Final = 32
# As it is kept, with the edits that fix it.
BYTES_OF_A_SLIP: Final = 200
# On either side of what is ignored.
KEY_WORDS: Final = 2
MESSAGES: Final = {
    SlipKind.ASTERISK: _("This asterisk has no partner. Readers see it."),
    SlipKind.UNCLOSED_QUOTATION: _("This quotation mark is never closed."),
    SlipKind.UNOPENED_QUOTATION: _("There is no opening quotation mark before this one."),
    SlipKind.DOUBLED_WORD: _("This word is there twice."),
    SlipKind.LIST: _("Readers see this as a list."),
    SlipKind.TAG: _("Readers do not see this tag."),
    SlipKind.ATTRIBUTE: _("Readers will not see this part of the HTML tag."),
    SlipKind.LINK: _("Readers do not see this link: its URL is not allowed."),
    SlipKind.WEB_LINK: _("This link leads to a page of this site: “https://” is missing."),
    SlipKind.LANGUAGE: _("Readers see this as code, without the name of its language."),
    SlipKind.DEFINITION: _("Readers do not see this line: no link in the text uses it."),
    SlipKind.FOOTNOTE: _("Nothing in the text refers to this footnote."),
    SlipKind.PICTURE: _("Readers do not see this picture: it is not uploaded to this site."),
}


# The one right fix of a kind: what its button says, and how to do it without the button.
FIXES: Final = {
    SlipKind.DOUBLED_WORD: (_("Delete one"), _("Delete one of the two.")),
    SlipKind.LIST: (_("Show as typed"), _("To show it as typed, write \\ before each mark.")),
    SlipKind.WEB_LINK: (_("Add https://"), _("Write https:// before it.")),
    SlipKind.LANGUAGE: (_("Delete the name"), _("Delete the name after the marks.")),
}
# What these kinds find is known by itself; a mark or a word, by the words around it.
KNOWN_BY_PASSAGE: Final = frozenset(
    {
        *(SlipKind.LIST, SlipKind.TAG, SlipKind.ATTRIBUTE, SlipKind.LINK, SlipKind.WEB_LINK),
        *(SlipKind.LANGUAGE, SlipKind.DEFINITION, SlipKind.FOOTNOTE, SlipKind.PICTURE),
    }
)


@dataclass(frozen=True)
class Check:
    """One slip: `before`, `passage` and `after` are what the list shows.

    `start` and `end` are offsets as JavaScript counts them, in UTF-16 code units. `edits` is JSON
    for fixes.js: of each edit the offset, the words that it replaces, and the new ones.
    """

    key: CheckKey
    message: str
    before: str
    passage: str
    after: str
    start: int
    end: int
    edits: str = ""
    fix: str = ""
    hint: str = ""


@dataclass(frozen=True)
class TextChecks:
    checks: list[Check]
    more: int
    # Those that an author of the story ignores, at most as many as of the others.
    ignored: list[Check]
    lines_are_paragraphs: bool
    lines_key: CheckKey
    lines_are_ignored: bool = False
    too_much_markup: str = ""
    # Whether the text belongs to a story, which remembers what is ignored.
    can_ignore: bool = False

    def count(self) -> int:
        return len(self.checks) + self.more

    def total(self) -> int:
        """The number in the toolbar."""
        return self.count() + self.lines_are_paragraphs + bool(self.too_much_markup)

    def ignored_count(self) -> int:
        return len(self.ignored) + self.lines_are_ignored

    def __bool__(self) -> bool:
        return bool(self.checks or self.lines_are_paragraphs or self.too_much_markup)


@dataclass(frozen=True)
class _Findings:
    """What is found in a text, for every author."""

    slips: list[Slip]
    too_much_markup: str


def check_text(
    source: str,
    options: Options,
    ignored_checks: IgnoredChecks | None = None,
    *,
    is_kept: bool = False,
) -> TextChecks:
    """is_kept: whether to keep what is found in memory, for texts that are likely to be asked for
    again. The previews of a text that is being typed are not.
    """
    source = clean_source(source)
    ignored = ignored_checks or IgnoredChecks()
    findings = _find_or_get(source, options) if is_kept else _find(source, options)
    open_slips, ignored_slips = _split_ignored(source, findings.slips, ignored)
    lines_key = CheckKey.of(LINES, source)
    has_lines = are_lines_paragraphs(source)
    lines_are_ignored = has_lines and lines_key in ignored
    return TextChecks(
        checks=list(_describe(source, open_slips[:MAX_CHECKS])),
        more=max(0, len(open_slips) - MAX_CHECKS),
        ignored=list(_describe(source, ignored_slips[:MAX_CHECKS])),
        lines_are_paragraphs=has_lines and not lines_are_ignored,
        lines_key=lines_key,
        lines_are_ignored=lines_are_ignored,
        too_much_markup=findings.too_much_markup,
        can_ignore=ignored.story is not None and ignored.story.pk is not None,
    )


def _find(source: str, options: Options) -> _Findings:
    return _Findings(find_slips(source, options), too_much_markup(source, options))


def _find_or_get(source: str, options: Options) -> _Findings:
    return get_or_make(
        "text-findings",
        (source, options),
        lambda: _find(source, options),
        lambda findings: len(findings.slips) * BYTES_OF_A_SLIP,
    )


def _split_ignored(
    source: str, slips: list[Slip], ignored: IgnoredChecks
) -> tuple[list[Slip], list[Slip]]:
    """Returns the slips to list and those that are ignored."""
    if not slips or ignored.is_empty():
        return slips, []
    lists: tuple[list[Slip], list[Slip]] = ([], [])
    for slip in slips:
        lists[_key_of(source, slip) in ignored].append(slip)
    return lists


def _key_of(source: str, slip: Slip) -> CheckKey:
    passage = source[slip.start : slip.end]
    if slip.kind not in KNOWN_BY_PASSAGE:
        before, after = _around(source, slip)
        # Few enough words that edits in the rest of the line do not list it again.
        left = "".join(re.findall(r"\S+\s*", before)[-KEY_WORDS:])
        right = "".join(re.findall(r"\s*\S+", after)[:KEY_WORDS])
        passage = f"{left}⟨{passage}⟩{right}"
    return CheckKey.of(slip.kind, passage)


def _around(source: str, slip: Slip) -> tuple[str, str]:
    return (
        _line_end(source[max(0, slip.start - EXCERPT_LENGTH) : slip.start]),
        _line_start(source[slip.end : slip.end + EXCERPT_LENGTH]),
    )


def render_checks(source: str, options: Options, field: str, ignored: IgnoredChecks) -> str:
    """Returns the list as HTML, empty if there is nothing to check.

    Without JavaScript the list links to the form's field of this name.
    """
    context = {"text_checks": check_text(source, options, ignored), "field": field}
    return render_to_string("desk/_checks.html", context).strip()


def _describe(source: str, slips: list[Slip]) -> Iterator[Check]:
    position = units = 0
    for slip in slips:
        units += _utf16_length(source[position : slip.start])
        position = slip.start
        passage = source[slip.start : slip.end]
        before, after = _around(source, slip)
        fix, hint = FIXES[slip.kind] if slip.fix else ("", "")
        yield Check(
            key=_key_of(source, slip),
            message=str(MESSAGES[slip.kind]),
            before=before,
            passage=passage[:EXCERPT_LENGTH],
            after=after,
            start=units,
            end=units + _utf16_length(passage),
            edits=_edits(source, slip, units) if slip.fix else "",
            fix=str(fix),
            hint=str(hint),
        )


def _edits(source: str, slip: Slip, units: int) -> str:
    """units: where the slip starts. Each edit has a letter, so that a place that moved is known."""
    edits = []
    for edit in slip.fix:
        start = units + _utf16_length(source[slip.start : edit.start])
        end = max(edit.end, edit.start + 1)
        rest = source[edit.end : end]
        edits.append([start, source[edit.start : end], edit.text + rest])
    return json.dumps(edits, ensure_ascii=False)


def _utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _line_end(text: str) -> str:
    """The end of the line that a slip stands in, in whole words."""
    line = text.rpartition("\n")[2]
    return line.partition(" ")[2] if len(line) == EXCERPT_LENGTH else line


def _line_start(text: str) -> str:
    line = text.partition("\n")[0]
    return line.rpartition(" ")[0] if len(line) == EXCERPT_LENGTH else line
