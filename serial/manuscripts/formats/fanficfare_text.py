"""Reads the plain text of FanFicFare: a head of facts, chapters in Markdown, "End file."."""

import re
from typing import Final

from serial.manuscripts.documents import Document, Remark, Role
from serial.manuscripts.formats.markdown import read_markdown

_HEAD: Final = re.compile(r"\s*(?P<title>\S[^\n]{0,299})\n+by (?P<author>[^\n]{1,300})\n")
_END: Final = re.compile(r"\n\s*End file\.\s*\Z")
# A chapter's title is a line of its own that begins with a tab.
_TITLE: Final = re.compile(r"(?<=\n)\n\t(?P<title>[^\s][^\n]{0,299})\n(?=\n)")
_FACT: Final = re.compile(r"^(?P<label>[A-Z][A-Za-z ]{1,40}): (?P<value>.*)$", re.MULTILINE)
# FanFicFare's names of kinds of tags.
_TAG_KINDS: Final = {
    "Category": "fandom",
    "Fandoms": "fandom",
    "Characters": "character",
    "Relationships": "relationship",
    "Genre": "genre",
    "Freeform Tags": "freeform",
}


def is_fanficfare_text(text: str) -> bool:
    return bool(_HEAD.match(text) and _END.search(text[-200:]) and _TITLE.search(text))


def read_fanficfare_text(text: str) -> Document:
    """The head and the table of contents are left out; so is what a log says of updates."""
    head = _HEAD.match(text)
    titles = list(_TITLE.finditer(text))
    text_end = len(text) - len(text[-200:]) + _start_of_end(text[-200:])
    source = ""
    for title, after in zip(titles, [*titles[1:], None], strict=True):
        end = after.start() if after else text_end
        body = text[title.end() : end].strip("\n")
        source += f"# {_as_text(title['title'])}\n\n{body}\n\n"
    document = read_markdown(source)
    names = {" ".join(title["title"].split()) for title in titles}
    for block in document.blocks:
        if block.level == 1 and block.text in names:
            block.role = Role.TITLE
    document.format = "text"
    document.title = head["title"].strip() if head else ""
    _read_facts(text[: titles[0].start()], document)
    document.remark(Remark.FRONT_PAGES)
    return document


def _start_of_end(tail: str) -> int:
    match = _END.search(tail)
    return match.start() if match else len(tail)


def _as_text(title: str) -> str:
    """Escapes what would be Markdown."""
    return re.sub(r"([\\`*_\[\]<#~])", r"\\\1", title)


def _read_facts(head: str, document: Document) -> None:
    facts = list(_FACT.finditer(head))
    for fact in facts:
        if fact["label"] == "Summary":
            document.summary = f"<p>{fact['value'].strip()}</p>"
        kind = _TAG_KINDS.get(fact["label"])
        if kind:
            document.tags += [(kind, name.strip()) for name in fact["value"].split(",")]
