"""Cells of a CSV file that a spreadsheet program does not run as formulas."""

from unicodedata import category

# What a cell with a formula starts with, also in the wide letters of East Asian texts.
FORMULA_SIGNS = "=+-@＝＋－＠|%"
LINE_SIGNS = ("\t", "\r", "\n")


def protect(value: object) -> str:
    """Returns the text with an apostrophe before it if it could be a formula."""
    text = "" if value is None else str(value)
    seen = next(filter(_is_seen, text), "\0")
    return f"'{text}" if seen in FORMULA_SIGNS or text.startswith(LINE_SIGNS) else text


def _is_seen(character: str) -> bool:
    """Programs leave out separators, control and formatting characters before a formula."""
    return category(character)[0] not in "CZ"
