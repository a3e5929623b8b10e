"""Loads comments on the sample story, so that a new site shows a discussion."""

import tomllib
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NotRequired, TypedDict
from uuid import uuid4
from zlib import crc32

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments import moderating
from serial.comments.models import Comment
from serial.comments.posting import post_comment
from serial.comments.reactions import set_kudos, set_like
from serial.comments.submission import CommentSubmission
from serial.desk.sample.loading import FOLDER
from serial.markup.paragraphs.blocks import split_into_blocks
from serial.markup.paragraphs.digests import normalize_text
from serial.stories.models import Story

# Long enough to pass the too-fast check.
TYPING_SECONDS = 60.0


class CommentEntry(TypedDict):
    """A table of comments.toml or moderation.toml, with one of the two times."""

    chapter: str
    by: str
    text: str
    days_after_release: NotRequired[float]
    days_ago: NotRequired[float]
    key: NotRequired[str]
    reply_to: NotRequired[str]
    quote: NotRequired[str]
    held: NotRequired[bool]


@transaction.atomic
def load_sample_comments(story: Story, author: User, reader: User) -> None:
    """Posts the comments of comments.toml; `author` and `reader` are the members among them."""
    entries: list[CommentEntry] = tomllib.loads(
        (FOLDER / "comments.toml").read_text(encoding="utf-8")
    )["comments"]
    comments = post_entries(story, entries, {"author": author, "reader": reader})
    for chapter in {comment.chapter for comment in comments.values()}:
        set_kudos(chapter, reader, "", given=True)
    set_like(comments["towels"], author, given=True)


def post_entries(
    story: Story, entries: Iterable[CommentEntry], members: dict[str, User]
) -> dict[str, Comment]:
    """Returns the comments by their keys. Those that a check holds are approved by the author,
    unless they are meant to be held; of those, the author holds what no check does.
    """
    sample = tomllib.loads((FOLDER / "story.toml").read_text(encoding="utf-8"))
    titles = {chapter["file"]: chapter["title"] for chapter in sample["chapters"]}
    comments: dict[str, Comment] = {}
    for entry in entries:
        chapter = story.chapters.get(title=titles[entry["chapter"]])
        comment = post_comment(_submission(chapter, entry, members, comments))
        comments[entry.get("key", f"comment-{comment.pk}")] = comment
        if comment.is_published() == entry.get("held", False):
            moderate = moderating.hold if entry.get("held") else moderating.approve
            moderate(comment, members["author"])
    return comments


def _submission(
    chapter: Chapter,
    entry: CommentEntry,
    members: dict[str, User],
    comments: dict[str, Comment],
) -> CommentSubmission:
    """`comments` are the posted ones by their keys."""
    user = members.get(entry["by"])
    quote = entry.get("quote", "")
    return CommentSubmission(
        chapter=chapter,
        form_key=uuid4(),
        body=entry["text"].strip(),
        user=user,
        guest_name="" if user else entry["by"],
        ip="" if user else _ip_of(entry["by"]),
        parent=comments.get(entry.get("reply_to", "-")),
        paragraph=_paragraph_with(chapter, quote),
        quote=quote,
        seconds=TYPING_SECONDS,
        at=_posted_at(entry, chapter),
    )


def _posted_at(entry: CommentEntry, chapter: Chapter) -> datetime:
    if "days_ago" in entry:
        return timezone.now() - timedelta(days=entry["days_ago"])
    released_at = chapter.release_at or chapter.created_at
    return released_at + timedelta(days=entry["days_after_release"])


def _ip_of(guest: str) -> str:
    """Each guest has a network of their own, of those that are reserved for documentation."""
    return f"192.0.2.{crc32(guest.encode()) % 254 + 1}"


def _paragraph_with(chapter: Chapter, quote: str) -> int | None:
    """The id of the paragraph that contains the quote."""
    if not quote:
        return None
    normalized = normalize_text(quote)
    return next(
        block.id
        for block in split_into_blocks(chapter.body_html)
        if normalized in normalize_text(block.text)
    )
