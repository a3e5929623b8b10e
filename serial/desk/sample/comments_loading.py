"""What readers of the sample serial say, so that a new site shows how that looks."""

import tomllib
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction

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

# Typed at leisure: no screen takes these for a machine's.
SECONDS = 60.0


@transaction.atomic
def load_sample_comments(story: Story, author: User, reader: User) -> None:
    """Adds the comments to the sample's chapters, as this author and this reader."""
    said = tomllib.loads((FOLDER / "comments.toml").read_text(encoding="utf-8"))["comments"]
    sample = tomllib.loads((FOLDER / "story.toml").read_text(encoding="utf-8"))
    titles = {chapter["file"]: chapter["title"] for chapter in sample["chapters"]}
    people = {"author": author, "reader": reader}
    made: dict[str, Comment] = {}
    for each in said:
        chapter = story.chapters.get(title=titles[each["on"]])
        comment = post_comment(_posting(chapter, each, people, made))
        made[each.get("key", "")] = comment
        if not comment.is_published() and not each.get("waits"):
            moderating.approve(comment, author)
    for chapter in {comment.chapter for comment in made.values()}:
        set_kudos(chapter, reader, "", given=True)
    set_like(made["towels"], author, given=True)


def _posting(
    chapter: Chapter, said: dict[str, Any], people: dict[str, User], made: dict[str, Comment]
) -> CommentSubmission:
    writer = people.get(said["by"])
    quote = said.get("quote", "")
    return CommentSubmission(
        chapter=chapter,
        form_key=uuid4(),
        body=said["text"].strip(),
        user=writer,
        guest_name="" if writer else said["by"],
        ip="" if writer else "192.0.2.1",
        parent=made.get(said.get("to", "-")),
        paragraph=_block_with(chapter, quote),
        quote=quote,
        seconds=SECONDS,
        at=(chapter.release_at or chapter.created_at) + timedelta(days=said["days"]),
    )


def _block_with(chapter: Chapter, quote: str) -> int | None:
    """The paragraph that a passage stands in."""
    if not quote:
        return None
    wanted = normalize_text(quote)
    return next(
        block.id
        for block in split_into_blocks(chapter.body_html)
        if wanted in normalize_text(block.text)
    )
