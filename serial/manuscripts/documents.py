"""What a file of any format is read into: blocks of HTML in order, and what they refer to."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from serial.manuscripts.counting import Counts

# Blocks are shown by the beginnings of their texts.
TEXT_MAX_LENGTH: Final = 400
# In the HTML of a document, pictures have names instead of URLs.
PICTURE_PREFIX: Final = "picture:"
PICTURE_SOURCE: Final = re.compile(r'src="(picture:[0-9]{1,5})"')


class Role(StrEnum):
    """What the format itself says of a block.

    TITLE begins a chapter, PART a part of the story; their texts are the titles. LEFT_OUT is
    neither: a table of contents, the title of the whole work, "End of file".
    """

    TEXT = "text"
    TITLE = "title"
    PART = "part"
    NOTE_BEFORE = "note before"
    NOTE_AFTER = "note after"
    LEFT_OUT = "left out"


class Remark(StrEnum):
    """What was left out or read in a way that its author should know."""

    ENCODING = "encoding"
    BLANK_BREAKS = "blank lines became scene breaks"
    TYPED_EMPHASIS = "typed emphasis"
    INSERTIONS = "insertions"
    DELETIONS = "deletions"
    COMMENTS = "comments"
    READER_COMMENTS = "comments of readers"
    STORY_COMMENTS = "comments on the page of the story"
    OTHER_COMMENTS = "spam, trash, unapproved comments and pingbacks"
    EXCESS_COMMENTS = "comments above the limit"
    TEXT_BOXES = "text boxes"
    LAYOUT_TABLES = "tables that became paragraphs"
    COLOURS = "colours"
    HIGHLIGHTS = "highlights"
    HIDDEN_TEXT = "hidden text"
    DRAWINGS = "drawings"
    FORMULAS = "formulas"
    HEADERS = "headers and footers"
    REMOTE_PICTURES = "remote pictures"
    REMOTE_COVER = "remote cover"
    EMBEDDED_PICTURES = "embedded pictures"
    FRONT_PAGES = "front pages"
    AROUND_WORKS = "parts around works"
    UNREADABLE_FILES = "unreadable files"
    MISSING_FILES = "missing files"


@dataclass(slots=True)
class Block:
    """A paragraph, heading, list, table or the like.

    html: safe to convert, not to show. text: its beginning, in one line. level: of a heading, from
    1. align: "center", "right" or empty. notes: the keys of the footnotes that it refers to.
    begins_page: a page begins with it. file: the name of the file, of several, that begins with it.
    post: the key of the Post that begins with it.
    """

    html: str
    text: str = ""
    words: int = 0
    level: int = 0
    align: str = ""
    role: Role = Role.TEXT
    begins_page: bool = False
    file: str = ""
    notes: tuple[int, ...] = ()
    post: str = ""

    def is_empty(self) -> bool:
        return not self.text and not self.html


@dataclass(slots=True)
class Comment:
    """A comment that somebody made in the other program."""

    author: str
    text: str
    passage: str = ""


@dataclass(slots=True)
class ReaderComment:
    """A comment on a page of the site that the file is from. No email and no IP address.

    key: differs from that of any other comment, and is the same in a later export. parent: the key
    of the comment that it replies to. at: in ISO 8601 with UTC; empty if unknown.
    is_by_author: by the account that wrote the page.
    """

    key: str
    name: str
    html: str
    at: str = ""
    parent: str = ""
    is_by_author: bool = False


@dataclass(slots=True)
class Post:
    """A page of the site that the file is from, which is a chapter here.

    old_urls: the keys of its URLs there (old_paths.py).
    """

    old_urls: list[str] = field(default_factory=list)
    comments: list[ReaderComment] = field(default_factory=list)


@dataclass(slots=True)
class Document:
    """title, summary (HTML), tags, cover: as the file has them; empty without.
    rating, status, warnings: values of serial.stories.choices that mean the same; empty without.

    notes: the HTML of each footnote by its key. style_sheet: of the classes in the HTML.
    pictures: where each picture is in the file, by the name in the HTML ("picture:1"); digests: of
    those that can be read (formats/picture_files.py).
    old_urls: of the page of the story, as of a Post. posts: by their keys. authors: the names of
    the accounts that wrote them.
    counts: of the source itself. remarks: how often each was, and names if there are any.
    """

    format: str
    blocks: list[Block] = field(default_factory=list)
    notes: dict[int, str] = field(default_factory=dict)
    style_sheet: str = ""
    title: str = ""
    summary: str = ""
    rating: str = ""
    status: str = ""
    warnings: list[str] = field(default_factory=list)
    tags: list[tuple[str, str]] = field(default_factory=list)
    cover: str = ""
    pictures: dict[str, str] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    comments: list[Comment] = field(default_factory=list)
    old_urls: list[str] = field(default_factory=list)
    posts: dict[str, Post] = field(default_factory=dict)
    authors: list[str] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)
    remarks: dict[Remark, int] = field(default_factory=dict)
    names: dict[Remark, list[str]] = field(default_factory=dict)

    def remark(self, remark: Remark, count: int = 1, name: str = "") -> None:
        if count:
            self.remarks[remark] = self.remarks.get(remark, 0) + count
        names = self.names.setdefault(remark, []) if name else []
        if name and name not in names:
            names.append(name)
