"""Reads WordPress's export (WXR): the stories and chapters of Fictioneer, or posts as chapters."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element

from serial.manuscripts.documents import Block, Document, Post, Remark, Role
from serial.manuscripts.formats.fictioneer import RATINGS, STATUSES, WARNINGS
from serial.manuscripts.formats.html import HtmlReader
from serial.manuscripts.formats.wordpress_comments import CommentReader, PostComments
from serial.manuscripts.formats.wordpress_text import text_of, with_paragraphs
from serial.manuscripts.formats.xml import read_children
from serial.manuscripts.limits import MAX_WORDS
from serial.manuscripts.old_paths import key_of_url, keys_of, path_of_url, unique
from serial.manuscripts.problems import CannotRead, Problem

_CHUNK: Final = 256 * 1024
_STORY: Final = "fcn_story"
_CHAPTER: Final = "fcn_chapter"
_POST: Final = "post"
_TYPES: Final = frozenset({_STORY, _CHAPTER, _POST})
# Not the trash, automatic drafts and old revisions.
_STATUSES: Final = frozenset({"publish", "future", "draft", "pending", "private"})
# The numbers in PHP's serialised list of chapters: i:0;s:2:"15"; or i:0;i:15;
_LISTED: Final = re.compile(r'i:[0-9]{1,9};(?:s:[0-9]{1,9}:"([0-9]{1,19})"|i:([0-9]{1,19}));')
_TAG_KINDS: Final = {
    "fcn_fandom": "fandom",
    "fcn_character": "character",
    "fcn_genre": "genre",
    "post_tag": "freeform",
}
_WARNING: Final = "fcn_content_warning"
# The number of a picture that is on the old site only.
_COVER: Final = "_thumbnail_id"
_URL_MAX_LENGTH: Final = 200
# A later export of the same site may have another.
_SCHEME: Final = re.compile(r"^https?://(?:www\.)?")
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
    # The name of the account that wrote it, as one signs in with it.
    author: str = ""
    old_urls: list[str] = field(default_factory=list)
    tags: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    comments: PostComments = field(default_factory=PostComments)


@dataclass(slots=True)
class _Account:
    pk: str
    name: str


@dataclass(slots=True)
class _Site:
    """What stands before the pages.

    url: without its scheme. path: of its home page. accounts: by the names that people sign in
    with.
    """

    title: str = ""
    url: str = ""
    path: str = ""
    accounts: dict[str, _Account] = field(default_factory=dict)

    def read(self, element: Element) -> None:
        text = (element.text or "").strip()
        if element.tag == "title":
            self.title = text
        elif element.tag in ("link", "base_blog_url"):
            self.path = path_of_url(text)
            self.url = _SCHEME.sub("", text).rstrip("/")[:_URL_MAX_LENGTH]
        elif element.tag == "author":
            login = text_of(element, "author_login")
            name = text_of(element, "author_display_name") or login
            self.accounts[login] = _Account(text_of(element, "author_id"), name)


def read_wordpress(path: Path) -> Document:
    document = Document("wordpress")
    site = _Site()
    items: list[_Item] = []
    size = 0
    comments = CommentReader()
    for element in read_children(_chunks(path), "channel"):
        if element.tag != "item":
            site.read(element)
            continue
        item = _read_item(element)
        if item is not None:
            size += len(item.content) + sum(map(len, item.meta.values()))
            if size > _MAX_CHARACTERS:
                raise CannotRead(Problem.TOO_MANY_WORDS)
            account = site.accounts.get(item.author)
            item.old_urls = _old_urls(element, site.path)
            item.comments = comments.read(element, site.url, account.pk if account else "")
            items.append(item)
    stories = [item for item in items if item.kind == _STORY]
    _read_story(document, stories, site.title)
    reader = HtmlReader(document)
    part = ""
    for number, (chapter, wanted) in enumerate(_chapters(items, stories), start=1):
        if wanted and wanted != part:
            _add(reader, f"<h1>{escape(wanted)}</h1>", Role.PART)
        part = wanted
        blocks = _add_chapter(reader, chapter, number)
        _add_post(document, blocks, f"{site.url}#{chapter.pk}", chapter)
        account = site.accounts.get(chapter.author)
        author = account.name if account else chapter.author
        if author not in document.authors:
            document.authors.append(author)
    return document


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _read_item(element: Element) -> _Item | None:
    kind = text_of(element, "post_type")
    if kind not in _TYPES or text_of(element, "status") not in _STATUSES:
        return None
    # The content comes first, and has the same name as the excerpt in another namespace.
    encoded = [each.text or "" for each in element.findall("encoded")]
    order = text_of(element, "menu_order")
    item = _Item(
        pk=text_of(element, "post_id"),
        kind=kind,
        title=text_of(element, "title"),
        content=encoded[0] if encoded else "",
        excerpt=encoded[1] if len(encoded) > 1 else "",
        date=text_of(element, "post_date"),
        order=int(order) if order.isdecimal() and len(order) < 10 else 0,
        author=text_of(element, "creator"),
    )
    for meta in element.findall("postmeta"):
        key = text_of(meta, "meta_key")
        if key.startswith("fictioneer_") or key == _COVER:
            item.meta[key] = text_of(meta, "meta_value")
    for category in element.findall("category"):
        domain, name = category.get("domain", ""), (category.text or "").strip()
        if name and domain == _WARNING:
            item.warnings.append(name)
        elif name and domain in _TAG_KINDS:
            item.tags.append((_TAG_KINDS[domain], name))
    return item


def _old_urls(element: Element, site_path: str) -> list[str]:
    """Returns the keys of a page's URL and of its short links, such as /?p=123."""
    short = keys_of(f"{site_path}/", {"p": text_of(element, "post_id")})[:1]
    urls = (text_of(element, "link"), text_of(element, "guid"))
    return unique([*map(key_of_url, urls), *short])


def _read_story(document: Document, stories: Sequence[_Item], title: str) -> None:
    """The site's title is that of the work if there are several stories, or none."""
    for story in stories:
        document.remark(Remark.STORY_COMMENTS, len(story.comments.comments))
        _remark_left_out(document, story.comments)
    if len(stories) != 1:
        document.title = title
        return
    story = stories[0]
    document.title = story.title
    summary = story.content or story.meta.get("fictioneer_story_short_description", "")
    document.summary = with_paragraphs(summary or story.excerpt)
    document.rating = RATINGS.get(story.meta.get("fictioneer_story_rating", "").lower(), "")
    document.status = STATUSES.get(story.meta.get("fictioneer_story_status", "").lower(), "")
    document.warnings = unique(WARNINGS.get(name.lower(), "") for name in story.warnings)
    unknown = (name for name in story.warnings if name.lower() not in WARNINGS)
    document.tags = [*story.tags, *(("freeform", name) for name in unknown)]
    if story.meta.get(_COVER, "0") != "0":
        document.remark(Remark.REMOTE_COVER)
    document.old_urls = story.old_urls


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


def _add_chapter(reader: HtmlReader, chapter: _Item, number: int) -> list[Block]:
    return [
        *_add(reader, f"<h1>{escape(chapter.title or f'Chapter {number}')}</h1>", Role.TITLE),
        *_add(reader, chapter.meta.get("fictioneer_chapter_foreword", ""), Role.NOTE_BEFORE),
        *_add(reader, chapter.content, Role.TEXT),
        *_add(reader, chapter.meta.get("fictioneer_chapter_afterword", ""), Role.NOTE_AFTER),
    ]


def _add_post(document: Document, blocks: Sequence[Block], key: str, chapter: _Item) -> None:
    # Empty blocks are dropped when the whole document is known.
    first = next((block for block in blocks if not block.is_empty()), None)
    if first is None or key in document.posts:
        return
    first.post = key
    document.posts[key] = Post(chapter.old_urls, chapter.comments.comments)
    document.remark(Remark.READER_COMMENTS, len(chapter.comments.comments))
    _remark_left_out(document, chapter.comments)


def _remark_left_out(document: Document, comments: PostComments) -> None:
    document.remark(Remark.OTHER_COMMENTS, comments.left_out)
    document.remark(Remark.EXCESS_COMMENTS, comments.above_limit)


def _add(reader: HtmlReader, html: str, role: Role) -> list[Block]:
    if not html.strip():
        return []
    blocks = reader.read(with_paragraphs(html))
    for block in blocks:
        if role is not Role.TEXT and not block.is_empty():
            block.role = role
    return blocks
