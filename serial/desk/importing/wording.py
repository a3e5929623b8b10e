"""What is wrong with a file, and what was read of it, in sentences for its author."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from serial.manuscripts.documents import Remark
from serial.manuscripts.formats.registry import FORMATS, ZIP_SUFFIX
from serial.manuscripts.limits import MAX_BYTES, MAX_FILES, MAX_PICTURES, MAX_WORDS
from serial.manuscripts.problems import Problem
from serial.manuscripts.splitting.cutting import SHORT_CHAPTER
from serial.manuscripts.splitting.plan import Doubt, Method, PlannedChapter

FORMAT_NAMES: Final = format_lazy(
    _("{suffixes}, or a {zip} of several"),
    suffixes=", ".join(each.suffixes[0] for each in FORMATS.values()),
    zip=ZIP_SUFFIX,
)
_PROBLEMS: Final[dict[Problem, str | Promise]] = {
    Problem.TOO_LARGE: format_lazy(
        _("The file is larger than {size} MB. Leave out its pictures, or import it in parts."),
        size=MAX_BYTES // 1024 // 1024,
    ),
    Problem.TOO_LARGE_UNPACKED: _(
        "What is packed into the file is too large. Leave out its pictures, or import it in parts."
    ),
    Problem.TOO_MANY_WORDS: format_lazy(
        _("The file has more than {count} words. Import it in parts."),
        count=number_format(MAX_WORDS, use_l10n=True, force_grouping=True),
    ),
    Problem.TOO_MANY_PICTURES: format_lazy(
        _("The file has more than {count} pictures. Leave some out, or import it in parts."),
        count=number_format(MAX_PICTURES, use_l10n=True, force_grouping=True),
    ),
    Problem.TOO_MANY_FILES: format_lazy(
        _("There are more than {count} files. Import them in parts."),
        count=number_format(MAX_FILES, use_l10n=True, force_grouping=True),
    ),
    Problem.UNKNOWN_FORMAT: format_lazy(
        _("This kind of file cannot be read. Save it as {formats}."), formats=FORMAT_NAMES
    ),
    Problem.OLD_WORD: _(
        "This is a file of an old version of Word. Open it in Word or LibreOffice and save it as "
        ".docx."
    ),
    Problem.PDF: _(
        "A PDF stores the places of letters, not the text. Import the file that it was made from."
    ),
    Problem.ENCRYPTED: _(
        "The file is protected by a password. Save it without one and upload it again."
    ),
    Problem.DAMAGED: _(
        "The file is damaged or incomplete. Open it in the program that wrote it, save it and "
        "upload it again."
    ),
    Problem.EMPTY: _("There is no text in the file."),
    Problem.DECLARES_ENTITIES: _(
        "The file has parts that no word processor writes and that can be harmful. Open it in one, "
        "save it and upload it again."
    ),
    Problem.TOO_MUCH_WORK: _(
        "The file is too complicated to be read. Copy its text into a new file, or import it in "
        "parts."
    ),
}
METHODS: Final = {
    Method.FORMAT: _("As the file says"),
    Method.HEADINGS: _("Headings"),
    Method.LINES: _("Lines such as “Chapter 7”"),
    Method.NUMBERS: _("Numbers alone on a line"),
    Method.PAGES: _("Page breaks"),
    Method.FILES: _("One file each"),
    Method.NONE: _("Nothing: it is one chapter"),
}
# In the order of the report: what is lost, what is changed.
_LOST: Final = (
    ("comments", _("%(count)d comments in the margin")),
    (
        Remark.STORY_COMMENTS,
        _("Comments on the page of the story (here, only chapters have comments): %(count)d"),
    ),
    (
        Remark.OTHER_COMMENTS,
        _("Comments that are spam, deleted, not approved, empty or pingbacks: %(count)d"),
    ),
    (Remark.EXCESS_COMMENTS, _("Comments of readers above the limit of one import: %(count)d")),
    ("hidden text", _("Hidden text in %(count)d places")),
    ("drawings", _("%(count)d drawings")),
    (
        Remark.REMOTE_COVER,
        _("The cover, which is only on the old site: upload it in the story’s settings"),
    ),
    ("remote pictures", _("%(count)d pictures that are only links to other sites")),
    ("embedded pictures", _("%(count)d pictures in the page that cannot be read")),
    ("missing files", _("%(count)d pictures that are not in the file")),
    ("unreadable files", _("%(count)d files that cannot be read")),
    ("colours", _("Coloured text in %(count)d places")),
    ("highlights", _("Highlighted text in %(count)d places")),
)
_UNWANTED_COMMENTS: Final = (
    (Remark.READER_COMMENTS, _("Comments of readers that you chose to leave out: %(count)d")),
)
# What became of the comments of readers (report.reader_comments).
_LOST_COMMENTS: Final = (
    ("empty", _("Comments of readers that have no text: %(count)d")),
    ("shortened", _("Comments that were too long and were cut: %(count)d")),
    ("not_selected", _("Comments on chapters that were not imported: %(count)d")),
)
_TAKEN_COMMENTS: Final = (
    ("made", _("Comments of readers that were imported: %(count)d")),
    ("known", _("Comments of readers that were there already: %(count)d")),
)
_CHANGED: Final = (
    ("blank lines became scene breaks", _("Blank lines that became scene breaks: %(count)d")),
    ("insertions", _("Tracked insertions that were accepted: %(count)d")),
    ("deletions", _("Tracked deletions that were left out: %(count)d")),
    (
        "underlines",
        _("Underlined words that became italic, because no words were italic: %(count)d"),
    ),
    ("text boxes", _("Text boxes that became paragraphs: %(count)d")),
    (
        "tables that became paragraphs",
        _("Tables without columns of data that became paragraphs: %(count)d"),
    ),
    ("typed emphasis", _("Words between * or _ that became italic or bold: %(count)d")),
    ("formulas", _("Formulas that became text: %(count)d")),
    ("headers and footers", _("Headers and footers that were left out: %(count)d")),
    ("front pages", _("Pages of the program that wrote the file, left out: %(count)d")),
    ("parts around works", _("Saved web pages, of which only the text was taken: %(count)d")),
)
COUNT_NAMES: Final = {
    "words": _("Words"),
    "italic": _("Italic"),
    "bold": _("Bold"),
    "underline": _("Underlined"),
    "strike": _("Struck through"),
    "breaks": _("Scene breaks"),
    "centred": _("Centred paragraphs"),
    "right": _("Right-aligned paragraphs"),
    "notes": _("Footnotes"),
    "links": _("Links"),
    "pictures": _("Pictures"),
    "tables": _("Tables"),
}


def problem_text(problem: str, detail: str = "") -> str:
    text = str(_PROBLEMS[Problem(problem)])
    return f"{text} ({detail})" if detail and problem != Problem.DAMAGED else text


def lost_things(facts: Mapping[str, Any], *, with_comments: bool) -> list[str]:
    """with_comments: whether the comments of readers come along."""
    unwanted = () if with_comments else _UNWANTED_COMMENTS
    return list(_lines((*_LOST, *unwanted), facts))


def changed_things(facts: Mapping[str, Any]) -> list[str]:
    lines = list(_lines(_CHANGED, facts))
    for encoding in facts.get("names", {}).get("encoding", []):
        if encoding not in ("utf-8", "ascii"):
            lines.append(gettext("Read as %(encoding)s") % {"encoding": encoding})
    return lines


def with_changes(report: Mapping[str, Any], changes: Mapping[str, int]) -> dict[str, Any]:
    """Adds what was changed in the chapters to what is known of the file."""
    remarks = dict(report.get("remarks", {}))
    if changes["blank_breaks"]:
        breaks = remarks.get(Remark.BLANK_BREAKS, 0) + changes["blank_breaks"]
        remarks[Remark.BLANK_BREAKS] = breaks
    return {**report, "remarks": {**remarks, "underlines": changes["underlines"]}}


def lost_comments(counts: Mapping[str, int]) -> list[str]:
    return list(_lines(_LOST_COMMENTS, {"remarks": counts}))


def taken_comments(counts: Mapping[str, int]) -> list[str]:
    return list(_lines(_TAKEN_COMMENTS, {"remarks": counts}))


def kept_things(facts: Mapping[str, Any]) -> list[str]:
    counts = facts.get("counts", {})
    return [
        f"{label}: {number_format(counts[name], force_grouping=True)}"
        for name, label in COUNT_NAMES.items()
        if counts.get(name) and name != "words"
    ]


def refused_pictures(reasons: Mapping[str, int]) -> list[str]:
    """Returns a line for each reason, with the number of pictures that were left out for it."""
    return [
        ngettext("%(count)d picture. %(reason)s", "%(count)d pictures. %(reason)s", count)
        % {"count": count, "reason": reason}
        for reason, count in reasons.items()
    ]


def doubt_text(chapter: PlannedChapter, words: int) -> str:
    match chapter.doubt:
        case Doubt.SHORT if words < SHORT_CHAPTER:
            text = ngettext(
                "%(count)d word. Is this a chapter?", "%(count)d words. Is this a chapter?", words
            )
            return text % {"count": words}
        case Doubt.FRONT_MATTER:
            return gettext("This stands before the first chapter, so it is not selected.")
        case Doubt.SAME:
            text = gettext("Nearly the same as row %(number)d, so it is not selected.")
            return text % {"number": chapter.doubt_about}
    return ""


def _lines(kinds: tuple[tuple[str, str | Promise], ...], facts: Mapping[str, Any]) -> Iterator[str]:
    remarks, names = facts.get("remarks", {}), facts.get("names", {})
    for kind, text in kinds:
        if count := remarks.get(kind):
            who = ", ".join(names.get(kind, []))
            yield str(text) % {"count": count} + (f" ({who})" if who else "")
