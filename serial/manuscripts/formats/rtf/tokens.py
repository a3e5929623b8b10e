"""Splits RTF into groups, control words, characters and text (RTF 1.9.1, "RTF Syntax")."""

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import Final, NamedTuple

_TOKEN: Final = re.compile(
    rb"([{}])|\\([a-zA-Z]{1,32})(-?[0-9]{1,9})?\x20?|\\'([0-9a-fA-F]{2})|\\(.)|([^\\{}\r\n]+)",
    re.DOTALL,
)
_WITHIN_SKIPPED: Final = re.compile(rb"[{}]|\\bin([0-9]{1,9})\x20?|\\.", re.DOTALL)


class Kind(Enum):
    OPEN = auto()
    CLOSE = auto()
    # \b0: a name, and often a number.
    WORD = auto()
    # \~: one sign.
    SYMBOL = auto()
    # \'e9: a byte in the code page.
    BYTE = auto()
    TEXT = auto()


class Token(NamedTuple):
    """name: of a word or symbol. number: None without one. data: of bytes and text."""

    kind: Kind
    name: str = ""
    number: int | None = None
    data: bytes = b""


_OPEN: Final = Token(Kind.OPEN)
_CLOSE: Final = Token(Kind.CLOSE)


class Tokens:
    """Iterates over the tokens. Parts of the data can be skipped on the way."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        # After the last token.
        self.position = 0
        # Of the last token.
        self.start = 0

    def __iter__(self) -> Iterator[Token]:
        while (match := _TOKEN.search(self.data, self.position)) is not None:
            self.start, self.position = match.span()
            brace, name, number, byte, sign, text = match.groups()
            if text is not None:
                yield Token(Kind.TEXT, data=text)
            elif name is not None:
                yield Token(
                    Kind.WORD, name.decode("ascii"), None if number is None else int(number)
                )
            elif brace is not None:
                yield _OPEN if brace == b"{" else _CLOSE
            elif byte is not None:
                yield Token(Kind.BYTE, data=bytes.fromhex(byte.decode("ascii")))
            else:
                yield Token(Kind.SYMBOL, sign.decode("latin-1"))

    def skip_group(self) -> None:
        """Goes on at the brace that closes this group."""
        depth = 0
        while (match := _WITHIN_SKIPPED.search(self.data, self.position)) is not None:
            self.position = match.end()
            if match[0] == b"{":
                depth += 1
            elif match[0] == b"}":
                if depth == 0:
                    self.position = match.start()
                    return
                depth -= 1
            elif match[1] is not None:
                self.position += int(match[1])
        self.position = len(self.data)

    def skip_next_group(self) -> None:
        """Goes on after the group that begins next."""
        start = self.data.find(b"{", self.position)
        if start >= 0:
            self.position = start + 1
            self.skip_group()
            self.position += 1

    def skip_to_brace(self) -> None:
        """Goes on at the next brace: there are no words or escapes before it."""
        end = self.data.find(b"}", self.position)
        self.position = end if end >= 0 else len(self.data)

    def skip_bytes(self, count: int) -> None:
        self.position = min(self.position + max(count, 0), len(self.data))
