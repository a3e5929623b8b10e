"""What the page of a draft shows of the comments of its reader."""

from collections import Counter
from functools import partial

from django.http import HttpRequest
from django.urls import reverse

from serial.chapters.models import Chapter, DraftLink
from serial.comments.draft_comments.rows import DraftCommentRow, load_rows
from serial.comments.models import DraftComment
from serial.comments.models.draft_comment import manages_draft_comments
from serial.params import parse_id
from serial.reading.drafts.comment_form import KEY_PURPOSE, DraftCommentForm
from serial.reading.drafts.markers import add_draft_markers
from serial.web.public_forms.form_key import new_form_key

# Threads on one page: more than a reader writes about a long chapter.
MAX_SHOWN = 200


def comments_url_of(link: DraftLink) -> str:
    """Of the page that takes comments with this link."""
    return reverse("draft_comments", args=[link.signed_token()])


def latest_threads(link: DraftLink) -> list[DraftComment]:
    """The oldest first."""
    return list(link.comments.threads().order_by("-posted_at", "-pk")[:MAX_SHOWN])[::-1]


def section_context(request: HttpRequest, link: DraftLink, chapter: Chapter) -> dict[str, object]:
    """For the template of the draft page. After the release nobody can comment on the draft."""
    threads = load_rows(chapter, latest_threads(link))
    is_open = not Chapter.objects.released().filter(pk=chapter.pk).exists()
    context: dict[str, object] = {
        "threads": threads,
        "most_shown": MAX_SHOWN if len(threads) == MAX_SHOWN else None,
        "is_open": is_open,
        "is_author": manages_draft_comments(chapter, request.user),
        "draft_url": link.get_absolute_url(),
        "comments_url": comments_url_of(link),
    }
    if is_open:
        context |= {
            "form": DraftCommentForm(initial={"form_key": new_form_key(KEY_PURPOSE)}),
            "body_with_markers": partial(
                add_draft_markers,
                chapter,
                comments_url_of(link),
                _counts_by_paragraph(threads),
                _paragraph_of(threads, parse_id(request.GET.get("sent"))),
            ),
        }
    return context


def _counts_by_paragraph(threads: list[DraftCommentRow]) -> Counter[int]:
    anchors = [thread.anchor for thread in threads if thread.anchor]
    return Counter(anchor.paragraph_id for anchor in anchors)


def _paragraph_of(threads: list[DraftCommentRow], pk: int | None) -> int | None:
    anchors = (thread.anchor for thread in threads if thread.pk == pk)
    return next((anchor.paragraph_id for anchor in anchors if anchor), None)
