"""Definitions of links ("[a]: https://…") that no link uses: readers see nothing of them."""

from collections.abc import Iterator
from typing import Any

from markdown_it.token import Token

from serial.markup.checking.paragraphs import line_starts
from serial.markup.checking.slip import Slip, SlipKind
from serial.markup.options import Options
from serial.markup.syntax.parsing import parse


def find_unused_definitions(source: str, options: Options) -> Iterator[Slip]:
    """Also yields the second definition of a label, which replaces nothing."""
    if "]:" not in source:
        return
    env: dict[str, Any] = {}
    used = set(_labels(parse(source, options, env) or []))
    starts = line_starts(source)
    definitions = env.get("references", {})
    unused = [definition for label, definition in definitions.items() if label not in used]
    for definition in [*unused, *env.get("duplicate_refs", [])]:
        first, end = definition["map"]
        # After marks of quotations and lists.
        start = source.find("[", starts[first])
        end = starts[end] - 1 if end < len(starts) else len(source)
        yield Slip(SlipKind.DEFINITION, start, end)


def _labels(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if "label" in token.meta and token.type in ("link_open", "image"):
            yield token.meta["label"]
        yield from _labels(token.children or [])
