"""Comments on a draft as the pages show them: to the holder of the link, and at the desk."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from serial.annotations import read_annotations
from serial.chapters.models import Chapter
from serial.comments.anchors import locate_anchors
from serial.comments.draft_comments.checking import describe_findings
from serial.comments.models import DraftComment
from serial.comments.models.draft_comment import DraftCommentQuerySet
from serial.markup.paragraphs.anchors import AnchorPosition
from serial.stories.credit_lines import credited_name


@dataclass(frozen=True)
class DraftCommentRow:
    """A comment with what belongs to it.

    is_named_reader: by the holder of a link that has a name. Others are called "Beta reader".
    anchor: where its paragraph is now; None if it is about the whole chapter.
    reasons: why it is folded at the desk.
    replies: the oldest first; they have no anchor and no replies.
    """

    pk: int
    link: int | None
    name: str
    is_by_author: bool
    is_named_reader: bool
    html: SafeString
    quote: str
    posted_at: datetime
    is_resolved: bool
    reasons: list[str]
    anchor: AnchorPosition | None = None
    replies: list["DraftCommentRow"] = field(default_factory=list)


class AuthorColumns(NamedTuple):
    author_name: str | None


def load_rows(chapter: Chapter, threads: Collection[DraftComment]) -> list[DraftCommentRow]:
    """Returns these threads of the chapter with their replies, in the order given.

    One query, and one for the paragraph history of the chapter if it is not loaded.
    """
    if not threads:
        return []
    by_parent: dict[int | None, list[DraftCommentRow]] = defaultdict(list)
    for reply in _replies_to(chapter, threads):
        by_parent[reply.parent_id].append(_row(reply, read_annotations(reply, AuthorColumns)))
    ids = [each.paragraph for each in threads if each.paragraph]
    # Splits the text into paragraphs: not for nothing.
    anchors = locate_anchors(chapter, ids) if ids else {}
    return [
        _row(
            thread,
            anchor=anchors[thread.paragraph] if thread.paragraph else None,
            replies=by_parent[thread.pk],
        )
        for thread in threads
    ]


def _replies_to(chapter: Chapter, threads: Collection[DraftComment]) -> DraftCommentQuerySet:
    replies = DraftComment.objects.filter(parent__in=[thread.pk for thread in threads])
    return replies.annotate(author_name=credited_name(chapter.story_id, "user"))


def _row(
    comment: DraftComment,
    author: AuthorColumns | None = None,
    anchor: AnchorPosition | None = None,
    replies: list[DraftCommentRow] | None = None,
) -> DraftCommentRow:
    name = comment.holder_name()
    if comment.is_by_author():
        # Somebody may be credited no longer.
        name = (author and author.author_name) or gettext("Author")
    return DraftCommentRow(
        pk=comment.pk,
        link=comment.link_id,
        name=name,
        is_by_author=comment.is_by_author(),
        is_named_reader=not comment.is_by_author() and bool(comment.name),
        # Sanitised when it was stored.
        html=SafeString(comment.body_html),
        quote=comment.quote,
        posted_at=comment.posted_at,
        is_resolved=comment.is_resolved(),
        reasons=describe_findings(comment.findings),
        anchor=anchor,
        replies=replies or [],
    )
