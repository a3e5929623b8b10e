"""Finds what looks like a slip of the author, for a list to check. None of it is certain.

Where it is one, some kinds have only one right fix; the slip has it.
"""

from serial.markup.checking.asterisks import find_asterisks
from serial.markup.checking.definitions import find_unused_definitions
from serial.markup.checking.doubled_words import find_doubled_words
from serial.markup.checking.hidden import find_hidden
from serial.markup.checking.lists import find_lists
from serial.markup.checking.paragraphs import split_source
from serial.markup.checking.quotations import find_quotations
from serial.markup.checking.slip import Slip
from serial.markup.checking.web_links import find_web_links
from serial.markup.limits import MAX_SOURCE_LENGTH
from serial.markup.options import Options


def find_slips(source: str, options: Options) -> list[Slip]:
    """Returns the slips of a cleaned text in its order, one at most at each place."""
    if len(source) > MAX_SOURCE_LENGTH:
        return []
    paragraphs = list(split_source(source))
    found = [
        *find_asterisks(paragraphs),
        *find_quotations(source, paragraphs, options),
        *find_doubled_words(source, options),
        *find_lists(source, paragraphs),
        *find_web_links(source),
        *find_hidden(source, options),
        *find_unused_definitions(source, options),
    ]
    return sorted(found, key=lambda slip: slip.start)
