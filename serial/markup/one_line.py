"""Typographic marks for what authors type in one line: titles, questions, tags.

By the rules of texts (serial/markup/syntax/punctuation.py), but without Markdown: a title may have
an asterisk. Made where a line is shown; the stored one stays as typed.
"""

from functools import lru_cache

from serial.markup.options import Options
from serial.markup.syntax.punctuation import convert_dashes_and_dots
from serial.markup.syntax.quotation_marks.curling import STRAIGHT, curl_quotes

# A list of 25 stories has about 100 titles and tags, of which few have such a mark.
_MOST_REMEMBERED = 1_000


def set_marks(line: str, language: str, *, smart_punctuation: bool = True) -> str:
    """Returns the line with curly quotation marks, dashes and ellipses, if it is in English."""
    if not (STRAIGHT.search(line) or "--" in line or "..." in line):
        return line
    options = Options(language=language, smart_punctuation=smart_punctuation)
    return _convert(line) if options.curls_quotes else line


@lru_cache(_MOST_REMEMBERED)
def _convert(line: str) -> str:
    return curl_quotes([convert_dashes_and_dots(line)])[0]
