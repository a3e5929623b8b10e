"""What the authors of a story, and holders of draft links, do with the comments on its drafts.

The functions with `by` raise PermissionDenied if that is no author of the story.
"""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import DraftLink
from serial.comments.draft_comments.posting import render_draft_comment
from serial.comments.models import DraftComment
from serial.comments.models.draft_comment import manages_draft_comments
from serial.comments.permissions import PostingRefused, authorize


@transaction.atomic
def resolve(pk: int, by: User) -> DraftComment:
    """Does nothing to a resolved one. Raises DoesNotExist for a reply."""
    comment = _lock_thread(pk, by)
    if not comment.is_resolved():
        comment.resolved_at, comment.resolved_by = timezone.now(), by
        comment.save(update_fields=["resolved_at", "resolved_by"])
    return comment


@transaction.atomic
def reopen(pk: int, by: User) -> DraftComment:
    comment = _lock_thread(pk, by)
    comment.resolved_at = comment.resolved_by = None
    comment.save(update_fields=["resolved_at", "resolved_by"])
    return comment


@transaction.atomic
def reply(pk: int, by: User, body: str, form_key: UUID) -> DraftComment:
    """Returns the first reply if the form is sent twice.

    Raises PostingRefused if the form was sent before with another text.
    """
    comment = _lock_thread(pk, by)
    earlier = DraftComment.objects.filter(form_key=form_key).first()
    if earlier is not None:
        if (earlier.parent_id, earlier.user_id, earlier.body) == (pk, by.pk, body):
            return earlier
        raise PostingRefused.already_sent()
    return DraftComment.objects.create(
        chapter=comment.chapter,
        link=comment.link,
        parent=comment,
        user=by,
        body=body,
        body_html=render_draft_comment(body),
        revision=comment.chapter.revision,
        form_key=form_key,
    )


@transaction.atomic
def delete(pk: int, by: User) -> None:
    """Deletes a comment with its replies, or a reply."""
    comment = DraftComment.objects.select_related("chapter__story").get(pk=pk)
    authorize(by, comment.is_managed_by)
    comment.delete()


def delete_own(pk: int, link: DraftLink) -> None:
    """As the holder of the link. Raises DoesNotExist for what they did not write with it."""
    DraftComment.objects.get(pk=pk, link=link, user=None).delete()


@transaction.atomic
def delete_draft_link(link: DraftLink, by: User, *, with_comments: bool) -> None:
    """Deletes the link. Its comments stay under the name of its holder, or are deleted with it."""
    authorize(by, lambda user: manages_draft_comments(link.chapter, user))
    if with_comments:
        link.comments.all().delete()
    link.delete()


def _lock_thread(pk: int, by: User) -> DraftComment:
    rows = DraftComment.objects.threads().select_for_update(of=("self",))
    comment = rows.select_related("chapter__story").get(pk=pk)
    authorize(by, comment.is_managed_by)
    return comment
