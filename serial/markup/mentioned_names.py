"""The names that a comment mentions, before it is known which of them are usernames."""

from serial.markup.options import Options
from serial.markup.sanitizing.characters import clean_source
from serial.markup.syntax.mentions import find_names
from serial.markup.syntax.parsing import parse


def mentioned_names(source: str) -> list[str]:
    """Returns each name once, as long as typed, in the order of the text.

    See `possible_usernames()` for the usernames that such a name may mean.
    """
    if "@" not in source and "\uff20" not in source:
        return []
    tokens = parse(clean_source(source), Options(is_comment=True)) or []
    return list(dict.fromkeys(find_names(tokens)))
