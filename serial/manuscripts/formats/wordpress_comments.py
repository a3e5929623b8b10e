"""Reads the comments of readers in WordPress's export. Never their email and IP addresses."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final
from xml.etree.ElementTree import Element

from serial.manuscripts.documents import ReaderComment
from serial.manuscripts.formats.wordpress_text import text_of, with_paragraphs

# Of one site, and of all their texts, so that the memory of the process suffices.
MAX_COMMENTS: Final = 50_000
_MAX_CHARACTERS: Final = 20_000_000
# Of one comment. The longest that WordPress takes has 65,525 bytes.
_COMMENT_MAX_LENGTH: Final = 65_525
_NAME_MAX_LENGTH: Final = 245
_ID: Final = re.compile(r"[1-9][0-9]{0,18}")
_TIME: Final = "%Y-%m-%d %H:%M:%S"


@dataclass(slots=True)
class PostComments:
    """left_out: how many are spam, in the trash, not approved, pingbacks or empty."""

    comments: list[ReaderComment] = field(default_factory=list)
    left_out: int = 0
    above_limit: int = 0


class CommentReader:
    """Reads the comments of one export, until there are too many."""

    def __init__(self) -> None:
        self.count = 0
        self.characters = 0

    def read(self, item: Element, site: str, author_id: str) -> PostComments:
        """site: its URL. author_id: of the account that wrote the page; empty if unknown."""
        result = PostComments()
        parents: dict[str, str] = {}
        kept: dict[str, ReaderComment] = {}
        for number, element in enumerate(item.findall("comment")):
            pk = _id(element, "comment_id") or f"x{number}"
            parents.setdefault(pk, _id(element, "comment_parent"))
            comment = _read_comment(element, author_id)
            if comment is None or pk in kept:
                result.left_out += 1
            elif self._is_full(comment):
                result.above_limit += 1
            else:
                kept[pk] = comment
        page = text_of(item, "post_id")[:20]
        for pk, comment in kept.items():
            # A number is only unknown in a file that no WordPress wrote.
            comment.key = f"{site}#comment-{pk if pk[0] != 'x' else f'{page}/{pk}'}"
        for pk, comment in kept.items():
            parent = _kept_ancestor(pk, parents, kept)
            comment.parent = kept[parent].key if parent else ""
        result.comments = list(kept.values())
        return result

    def _is_full(self, comment: ReaderComment) -> bool:
        self.count += 1
        self.characters += len(comment.html)
        return self.count > MAX_COMMENTS or self.characters > _MAX_CHARACTERS


def _read_comment(element: Element, author_id: str) -> ReaderComment | None:
    is_comment = text_of(element, "comment_type") in ("", "comment")
    html = text_of(element, "comment_content")
    if not (is_comment and html and text_of(element, "comment_approved") in ("1", "approve")):
        return None
    user_id = _id(element, "comment_user_id")
    return ReaderComment(
        key="",
        name=text_of(element, "comment_author")[:_NAME_MAX_LENGTH],
        html=with_paragraphs(html[:_COMMENT_MAX_LENGTH]),
        at=_time(element),
        is_by_author=bool(user_id) and user_id == author_id,
    )


def _kept_ancestor(pk: str, parents: Mapping[str, str], kept: Iterable[str]) -> str:
    """Returns the nearest comment above that was kept; empty if there is none."""
    seen = {pk}
    above = parents.get(pk, "")
    while above and above not in seen:
        if above in kept:
            return above
        seen.add(above)
        above = parents.get(above, "")
    return ""


def _id(element: Element, name: str) -> str:
    """Returns a number above 0 as text, empty if there is none."""
    text = text_of(element, name)
    return text if _ID.fullmatch(text) else ""


def _time(element: Element) -> str:
    """WordPress writes the time of its own zone, too; that is the second best."""
    for name in ("comment_date_gmt", "comment_date"):
        try:
            return datetime.strptime(text_of(element, name), _TIME).replace(tzinfo=UTC).isoformat()
        except ValueError:
            continue
    return ""
