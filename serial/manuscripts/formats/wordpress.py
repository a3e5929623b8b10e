"""Reads WordPress's export (WXR): the stories and chapters of Fictioneer, or posts as chapters.

Comments of readers are listed with the import, not imported: by their names only.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element

from selectolax.lexbor import LexborHTMLParser

from serial.manuscripts.documents import Comment, Document, Remark, Role
from serial.manuscripts.formats.html import HtmlReader
from serial.manuscripts.formats.xml import read_children
from serial.manuscripts.limits import MAX_WORDS
from serial.manuscripts.problems import CannotRead, Problem

_CHUNK: Final = 256 * 1024
_STORY: Final = "fcn_story"
_CHAPTER: Final = "fcn_chapter"
_POST: Final = "post"
_TYPES: Final = frozenset({_STORY, _CHAPTER, _POST})
# Not the trash, automatic drafts and old revisions.
_STATUSES: Final = frozenset({"publish", "future", "draft", "pending", "private"})
# What says that the text has paragraphs already.
_BLOCK: Final = re.compile(r"<(?:p|div|h[1-6]|ul|ol|blockquote|figure|table|hr)\b|<!-- wp:")
_BLANK_LINES: Final = re.compile(r"\n[ \t]*\n\s*")
_LINE_END: Final = re.compile(r"\s*\n")
# The numbers in PHP's serialised list of chapters: i:0;s:2:"15"; or i:0;i:15;
_LISTED: Final = re.compile(r'i:[0-9]{1,9};(?:s:[0-9]{1,9}:"([0-9]{1,19})"|i:([0-9]{1,19}));')
_TAG_KINDS: Final = {
    "fcn_fandom": "fandom",
    "fcn_character": "character",
    "fcn_genre": "genre",
    "fcn_content_warning": "freeform",
    "post_tag": "freeform",
}
MAX_COMMENTS: Final = 10_000
_COMMENT_MAX_LENGTH: Final = 2_000
_NAME_MAX_LENGTH: Final = 100
# Of what all posts say together, so that the memory of the process suffices.
_MAX_CHARACTERS: Final = MAX_WORDS * 20


@dataclass(slots=True)
class _Item:
    pk: str
    kind: str
    title: str
    content: str
    excerpt: str
    date: str
    order: int
    meta: dict[str, str] = field(default_factory=dict)
    tags: list[tuple[str, str]] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)


def read_wordpress(path: Path) -> Document:
    document = Document("wordpress")
    title = ""
    items: list[_Item] = []
    size = 0
    for element in read_children(_chunks(path), "channel"):
        if element.tag == "title":
            title = (element.text or "").strip()
        item = _read_item(element) if element.tag == "item" else None
        if item is not None:
            size += len(item.content) + sum(map(len, item.meta.values()))
            if size > _MAX_CHARACTERS:
                raise CannotRead(Problem.TOO_MANY_WORDS)
            items.append(item)
    stories = [item for item in items if item.kind == _STORY]
    _read_story(document, stories, title)
    reader = HtmlReader(document)
    part = ""
    for number, (chapter, wanted) in enumerate(_chapters(items, stories), start=1):
        if wanted and wanted != part:
            _add(reader, f"<h1>{escape(wanted)}</h1>", Role.PART)
        part = wanted
        _add_chapter(reader, chapter, number)
    return document


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _read_item(element: Element) -> _Item | None:
    kind = _text(element, "post_type")
    if kind not in _TYPES or _text(element, "status") not in _STATUSES:
        return None
    # The content comes first, and has the same name as the excerpt in another namespace.
    encoded = [each.text or "" for each in element.findall("encoded")]
    order = _text(element, "menu_order")
    item = _Item(
        pk=_text(element, "post_id"),
        kind=kind,
        title=_text(element, "title"),
        content=encoded[0] if encoded else "",
        excerpt=encoded[1] if len(encoded) > 1 else "",
        date=_text(element, "post_date"),
        order=int(order) if order.isdecimal() and len(order) < 10 else 0,
    )
    for meta in element.findall("postmeta"):
        key = _text(meta, "meta_key")
        if key.startswith("fictioneer_"):
            item.meta[key] = _text(meta, "meta_value")
    for category in element.findall("category"):
        tag_kind = _TAG_KINDS.get(category.get("domain", ""))
        if tag_kind and category.text:
            item.tags.append((tag_kind, category.text.strip()))
    item.comments = list(_comments(element, item.title))
    return item


def _text(element: Element, name: str) -> str:
    return (element.findtext(name) or "").strip()


def _comments(element: Element, title: str) -> Iterator[Comment]:
    """Yields what people said and their names; no addresses, no spam and no pingbacks."""
    for each in element.findall("comment"):
        is_comment = _text(each, "comment_type") in ("", "comment")
        if is_comment and _text(each, "comment_approved") in ("1", "approve"):
            name = _text(each, "comment_author")[:_NAME_MAX_LENGTH]
            text = LexborHTMLParser(_text(each, "comment_content")).text()
            yield Comment(name, " ".join(text.split())[:_COMMENT_MAX_LENGTH], title)


def _read_story(document: Document, stories: Sequence[_Item], title: str) -> None:
    """The site's title is that of the work if there are several stories, or none."""
    if len(stories) != 1:
        document.title = title
        return
    story = stories[0]
    document.title = story.title
    summary = story.content or story.meta.get("fictioneer_story_short_description", "")
    document.summary = _with_paragraphs(summary or story.excerpt)
    document.tags = story.tags


def _chapters(items: Sequence[_Item], stories: Sequence[_Item]) -> Iterator[tuple[_Item, str]]:
    """Yields the chapters in order, with the part that each is in."""
    chapters = [item for item in items if item.kind == _CHAPTER]
    if not chapters:
        posts = [item for item in items if item.kind == _POST]
        yield from ((post, "") for post in sorted(posts, key=_by_date))
        return
    left = {chapter.pk: chapter for chapter in sorted(chapters, key=_by_date)}
    for story in stories:
        of_story = [left.pop(pk) for pk in _listed(story) if pk in left]
        others = [
            each for each in left.values() if each.meta.get("fictioneer_chapter_story") == story.pk
        ]
        for chapter in [*of_story, *others]:
            left.pop(chapter.pk, None)
            group = chapter.meta.get("fictioneer_chapter_group", "")
            yield chapter, group or (story.title if len(stories) > 1 else "")
    for chapter in left.values():
        yield chapter, ""


def _by_date(item: _Item) -> tuple[int, str]:
    return item.order, item.date


def _listed(story: _Item) -> list[str]:
    found = _LISTED.finditer(story.meta.get("fictioneer_story_chapters", ""))
    return [match[1] or match[2] for match in found]


def _add_chapter(reader: HtmlReader, chapter: _Item, number: int) -> None:
    _add(reader, f"<h1>{escape(chapter.title or f'Chapter {number}')}</h1>", Role.TITLE)
    _add(reader, chapter.meta.get("fictioneer_chapter_foreword", ""), Role.NOTE_BEFORE)
    _add(reader, chapter.content, Role.TEXT)
    _add(reader, chapter.meta.get("fictioneer_chapter_afterword", ""), Role.NOTE_AFTER)
    document = reader.document
    room = MAX_COMMENTS - len(document.comments)
    document.comments += chapter.comments[:room]
    document.remark(Remark.READER_COMMENTS, len(chapter.comments))


def _add(reader: HtmlReader, html: str, role: Role) -> None:
    if html.strip():
        for block in reader.read(_with_paragraphs(html)):
            if role is not Role.TEXT and not block.is_empty():
                block.role = role


def _with_paragraphs(text: str) -> str:
    """Makes paragraphs of what the classic editor saved as lines, as WordPress does."""
    text = text.replace("\r\n", "\n").strip()
    if _BLOCK.search(text) or not text:
        return text
    parts = _BLANK_LINES.split(text)
    return "\n".join(f"<p>{_LINE_END.sub('<br>', part)}</p>" for part in parts)
