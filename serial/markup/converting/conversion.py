"""Converts other formats' HTML, of a clipboard or a file, to our Markdown."""

import re
from dataclasses import dataclass
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from serial.markup.converting.report import Counts, Report
from serial.markup.sanitizing.characters import clean_source
from serial.markup.words import count_words

_BLOCKS: Final = frozenset({"p", "div", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"})
_MARKS: Final = {"em": "*", "i": "*", "strong": "**", "b": "**"}
_HIDDEN: Final = frozenset({"head", "style", "script", "title", "-comment"})
_SPECIAL: Final = re.compile(r"[\\*_`\[\]<>~&]|^(?:[#+-]|\d+(?=[.)]))")


@dataclass(frozen=True)
class Conversion:
    markdown: str
    report: Report


def convert(html: str) -> Conversion:
    """Converts any HTML. Never raises; what the Markdown does not have is in the report."""
    root = LexborHTMLParser(clean_source(html)).root
    paragraphs: list[list[str]] = [[]]
    if root is not None:
        _walk(root, paragraphs)
    texts = [re.sub(r" *\n *", "\n", "".join(parts)).strip() for parts in paragraphs]
    markdown = "\n\n".join(text for text in texts if text)
    words = count_words(markdown)
    return Conversion(markdown, Report(source=Counts(words=words), result=Counts(words=words)))


def _walk(root: LexborNode, paragraphs: list[list[str]]) -> None:
    node: LexborNode | None = root
    while node is not None:
        _enter(node, paragraphs)
        if node.child is not None and node.tag not in _HIDDEN:
            node = node.child
            continue
        while node is not None and node.next is None:
            node = node.parent
            if node is not None:
                _leave(node, paragraphs)
        if node is not None:
            node = node.next


def _enter(node: LexborNode, paragraphs: list[list[str]]) -> None:
    tag = node.tag or ""
    if tag == "-text":
        text = re.sub(r"[ \t\n\f]+", " ", node.text_content or "")
        paragraphs[-1].append(_SPECIAL.sub(r"\\\g<0>", text))
    elif tag == "br":
        paragraphs[-1].append("\n")
    elif tag == "hr":
        paragraphs.extend([["***"], []])
    elif tag in _BLOCKS:
        paragraphs.append([])
    elif tag in _MARKS and not _is_plain(node):
        paragraphs[-1].append(_MARKS[tag])


def _leave(node: LexborNode, paragraphs: list[list[str]]) -> None:
    tag = node.tag or ""
    if tag in _BLOCKS:
        paragraphs.append([])
    elif tag in _MARKS and not _is_plain(node):
        paragraphs[-1].append(_MARKS[tag])


def _is_plain(node: LexborNode) -> bool:
    """Whether it is the wrapper that Google Docs puts around everything."""
    return "font-weight:normal" in (node.attributes.get("style") or "").replace(" ", "")
