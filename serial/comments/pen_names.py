"""Deleting a pen name that is on no story any more, and its name beside comments."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.admin_log import log_of
from accounts.anonymous import anonymous_pen_name
from accounts.models import PenName, PenNameSlug, User
from serial.comments.counters import lock_discussion, save_counters
from serial.comments.models import Comment
from serial.images.replacing import delete_with_file
from serial.slugs.history import erase_slugs


@transaction.atomic
def delete_pen_name(pen_name: PenName, by: User) -> None:
    """Its comments are by “Anonymous” then: without a pen name they would show the username.

    Its URLs respond with 410, and only hashes of them stay. Raises ProtectedError while it is
    credited on a story, and PermissionDenied if it is not the user's.
    """
    if pen_name.user_id != by.pk:
        raise PermissionDenied
    comments = Comment.objects.filter(pen_name=pen_name)
    chapters = comments.order_by("chapter").values_list("chapter", flat=True).distinct()
    for chapter_pk in list(chapters):
        discussion = lock_discussion(chapter_pk)
        comments.filter(chapter=chapter_pk).update(pen_name=anonymous_pen_name())
        save_counters(discussion)
    # The owner's own entries are erased with their account.
    log_of(PenName, [pen_name.pk]).exclude(user=by).delete()
    erase_slugs(PenNameSlug.objects.filter(pen_name=pen_name), "pen_name")
    delete_with_file(pen_name, "picture")
