"""Repairs the structure of HTML before the sanitizer parses it.

An HTML parser repairs any input, but it takes time that grows with the square of the nesting
depth, and what it makes need not be valid. Here every element is closed in its parent, the depth
is limited, text gets a paragraph, list items and table cells their parents, and what shows nothing
is removed. No text is lost. Safety is the sanitizer's work, which runs afterwards.
"""

import re
from typing import Final

from serial.invisible_characters import INVISIBLE_CHARACTERS
from serial.markup.elements import BOUNDARIES, HIDDEN
from serial.markup.sanitizing.content_model import INLINE
from serial.markup.sanitizing.writer import Writer
from serial.markup.sanitizing.written_tags import element_name, write_start_tag
from serial.markup.tags import Tag, TagFinder

# Blocks that need no repair, which are most of a text: paragraphs, headings, lists and code with a
# character that is certain to be seen or a picture, with simple emphasis and links, scene breaks,
# quotations and containers of these, and simple tables.
_INVISIBLE: Final = rf"\s\x00-\x1f\x7f-\x9f{INVISIBLE_CHARACTERS}"
_ATTRIBUTES: Final = r"(?>(?: [a-z]++=\"[^\"<>]*+\")*)"
_PICTURE: Final = rf"<img{_ATTRIBUTES} />"
_SEEN: Final = (
    rf"(?=(?>(?:<(?:em|strong|[ibus])>|<br />|[{_INVISIBLE}]++)*)"
    rf"(?:&(?:lt|gt|amp|quot);|[^&<>]|{_PICTURE}))"
)
# Without numbered groups: one expression has this many times.
_MARKED: Final = r"(?>(?:[^<>]++|<strong>[^<>]++</strong>|<b>[^<>]++</b>)+)"
_INLINE: Final = (
    rf"{_SEEN}(?>(?:[^<>]++|<br />|<em>{_MARKED}</em>|<strong>[^<>]++</strong>"
    rf"|<i>{_MARKED}</i>|<b>[^<>]++</b>|<u>[^<>]++</u>|<s>[^<>]++</s>|<code>[^<>]++</code>"
    r"|<abbr>[^<>]++</abbr>|<span class=\"[a-z]++\">[^<>]++</span>"
    rf"|<a{_ATTRIBUTES}>[^<>]++</a>|{_PICTURE})*)"
)
_ITEMS: Final = rf"\n*+(?>(?:<li>(?:{_INLINE}|\n*+(?>(?:<p>{_INLINE}</p>\n*+)+))</li>\n*+)+)"
_SIMPLE_BLOCK: Final = (
    rf"<p>{_INLINE}</p>|<ul>{_ITEMS}</ul>|<ol(?: start=\"[0-9]++\")?>{_ITEMS}</ol>"
    rf"|<pre><code(?: class=\"language-[a-z]++\")?>{_SEEN}[^<>]++</code></pre>"
    r"|<hr(?: class=\"scene-break\")? />"
)
_SIMPLE_BLOCKS: Final = rf"(?>(?:(?:{_SIMPLE_BLOCK})\n*+)+)"
_HEADINGS: Final = "|".join(f"<h{level}>{_INLINE}</h{level}>" for level in range(2, 7))
_CELL: Final = "|".join(
    rf"<{name}(?: class=\"[a-z-]++\")?>{_INLINE}</{name}>\n*+" for name in ("td", "th")
)
_ROWS: Final = rf"(?>(?:<tr>\n*+(?>(?:{_CELL})+)</tr>\n*+)+)"
_TABLE: Final = (
    rf"<table>\n*+(?!</)(?:<thead>\n*+{_ROWS}</thead>\n*+)?"
    rf"(?:<tbody>\n*+{_ROWS}</tbody>\n*+)?</table>"
)
_DEFINITIONS: Final = rf"<dl>\n*+(?>(?:(?:<dt>{_INLINE}</dt>|<dd>{_INLINE}</dd>)\n*+)+)</dl>"
_SOUND_BLOCKS: Final = re.compile(
    rf"\n*+(?:(?:{_SIMPLE_BLOCK}|{_HEADINGS}|<blockquote>\n*+{_SIMPLE_BLOCKS}</blockquote>"
    rf"|<div(?: class=\"[a-z]++\")?>\n*+{_SIMPLE_BLOCKS}</div>"
    rf"|<details(?: class=\"[a-z]++\")?>\n*+<summary>{_INLINE}</summary>\n*+{_SIMPLE_BLOCKS}"
    rf"</details>|{_TABLE}|{_DEFINITIONS})\n*+)+"
)
_HIDDEN_CONTENT: Final = {name: re.compile(rf"[^<]*</{name}\s*>", re.IGNORECASE) for name in HIDDEN}


def repair_structure(html: str) -> str:
    """Returns balanced HTML in which every element stands where it may stand."""
    writer = Writer(html)
    finder = TagFinder(html)
    position = 0
    while tag := finder.find(position := _copy_sound_blocks(html, position, writer)):
        if tag.start > position:
            writer.add_text(html[position : tag.start].replace("<", "&lt;"))
        position = _add_tag(tag, writer)
    writer.add_text(html[position:].replace("<", "&lt;"))
    return writer.finish()


def _copy_sound_blocks(html: str, position: int, writer: Writer) -> int:
    if writer.is_between_paragraphs and (match := _SOUND_BLOCKS.match(html, position)):
        writer.add_paragraphs(match[0])
        return match.end()
    return position


def _add_tag(tag: Tag, writer: Writer) -> int:
    """Returns the offset after the tag, or after its content if that is hidden."""
    name = element_name(tag)
    writer.position = tag.start
    if name in INLINE:
        if tag.nesting < 0:
            writer.end_inline(name)
        else:
            writer.open_inline(name, write_start_tag(tag))
    elif tag.nesting == 0:
        if name:
            writer.add_void(name, write_start_tag(tag))
    elif name or tag.name in BOUNDARIES:
        if tag.nesting < 0:
            writer.end_block(name or tag.name)
        else:
            writer.open_block(name or tag.name, write_start_tag(tag) if name else "")
    elif tag.name in HIDDEN and tag.nesting > 0:
        hidden = _HIDDEN_CONTENT[tag.name].match(writer.html, tag.end)
        return hidden.end() if hidden else tag.end
    return tag.end
