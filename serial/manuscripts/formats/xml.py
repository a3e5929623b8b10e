"""Reads XML piece by piece. Document types, and so entities of any kind, are refused."""

from collections.abc import Iterable, Iterator
from typing import Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from serial.manuscripts.limits import MAX_DEPTH
from serial.manuscripts.problems import CannotRead, Problem

# The namespace in the name of an element or attribute.
_SEPARATOR: Final = "}"


def read_children(chunks: Iterable[bytes], *parents: str) -> Iterator[Element]:
    """Yields each child of the elements with one of these names, when it ends.

    Names are without namespaces. Only one child at a time is in memory.
    """
    builder = _PieceBuilder(frozenset(parents))
    for chunk in chunks:
        builder.feed(chunk)
        yield from builder.take()
    builder.end()
    yield from builder.take()


def read_element(data: bytes) -> Element:
    """Returns the root element."""
    builder = _PieceBuilder(None)
    builder.feed(data)
    builder.end()
    return next(builder.take())


class _PieceBuilder:
    """parents: None to build the root as one piece."""

    def __init__(self, parents: frozenset[str] | None) -> None:
        self._parents = parents
        self._open: list[str] = []
        self._builder: TreeBuilder | None = None
        self._piece_depth = 0
        self._pieces: list[Element] = []
        parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self._parser = parser

    def feed(self, data: bytes) -> None:
        self._parse(data, is_final=False)

    def end(self) -> None:
        self._parse(b"", is_final=True)

    def take(self) -> Iterator[Element]:
        pieces, self._pieces = self._pieces, []
        return iter(pieces)

    def _parse(self, data: bytes, *, is_final: bool) -> None:
        try:
            self._parser.Parse(data, is_final)
        except expat.ExpatError as error:
            raise CannotRead(Problem.DAMAGED) from error

    def _refuse(self, *args: object) -> None:
        raise CannotRead(Problem.DECLARES_ENTITIES)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(_SEPARATOR)[2]
        if self._builder is None and self._begins_piece():
            self._builder = TreeBuilder()
            self._piece_depth = len(self._open)
        self._open.append(name)
        if len(self._open) > MAX_DEPTH:
            raise CannotRead(Problem.TOO_MUCH_WORK)
        if self._builder is not None:
            local = {key.rpartition(_SEPARATOR)[2]: value for key, value in attributes.items()}
            self._builder.start(name, local)

    def _begins_piece(self) -> bool:
        if self._parents is None:
            return not self._open
        return bool(self._open) and self._open[-1] in self._parents

    def _end(self, name: str) -> None:
        self._open.pop()
        if self._builder is None:
            return
        self._builder.end(name.rpartition(_SEPARATOR)[2])
        if len(self._open) == self._piece_depth:
            self._pieces.append(self._builder.close())
            self._builder = None

    def _text(self, text: str) -> None:
        if self._builder is not None:
            self._builder.data(text)
