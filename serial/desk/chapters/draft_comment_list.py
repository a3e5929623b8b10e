"""The list "Comments on this draft", on the page of a chapter's draft links and in its editor."""

from dataclasses import dataclass

from django.core.paginator import Page
from django.db.models import F
from django.http import HttpRequest

from serial.chapters.models import Chapter
from serial.comments.draft_comments.rows import DraftCommentRow, load_rows
from serial.comments.models import DraftComment
from serial.desk.chapters.draft_reply_form import DraftReplyForm
from serial.params import get_page

COMMENTS_PER_PAGE = 50


@dataclass(frozen=True)
class ListedComment:
    """A comment with the form to reply to it, which is open if it was refused."""

    row: DraftCommentRow
    form: DraftReplyForm


def list_context(
    request: HttpRequest, chapter: Chapter, refused: DraftReplyForm | None = None
) -> dict[str, object]:
    """For the template desk/_draft_comments.html: the unresolved ones first, then the newest."""
    threads = DraftComment.objects.threads().filter(chapter=chapter)
    in_order = threads.order_by(F("resolved_at").asc(nulls_first=True), "-posted_at", "-pk")
    page: Page[DraftComment] = get_page(request, in_order, COMMENTS_PER_PAGE)
    shown = list(page)
    if refused and refused.comment_pk not in {comment.pk for comment in shown}:
        # Of another page: the form has what was typed.
        shown = [*threads.filter(pk=refused.comment_pk), *shown]
    rows = load_rows(chapter, shown)
    return {
        "draft_comments": [ListedComment(row, _form_for(row.pk, refused)) for row in rows],
        "draft_comments_page": page,
        "unresolved_count": threads.unresolved().count() if shown else 0,
    }


def _form_for(pk: int, refused: DraftReplyForm | None) -> DraftReplyForm:
    return refused if refused and refused.comment_pk == pk else DraftReplyForm(pk)
