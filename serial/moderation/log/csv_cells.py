"""Cells of a CSV file that a spreadsheet program does not run as formulas."""

# What a cell with a formula starts with, also in the wide letters of East Asian texts, and what
# programs leave out before it.
FORMULA_SIGNS = "=+-@＝＋－＠\t\r\n|%"
BLANK = " \u00a0\u3000\u200b\ufeff\x00"


def protect(value: object) -> str:
    """Returns the text with an apostrophe before it if it could be a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(BLANK)[:1] in FORMULA_SIGNS and text.strip(BLANK) else text
