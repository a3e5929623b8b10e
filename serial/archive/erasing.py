"""Erasing the accounts whose time to change one's mind is over."""

import logging
from functools import partial

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import translation
from django.utils.module_loading import import_string

from accounts.former_names import names_of
from accounts.models import PenName, User
from serial.archive.leaving.account_deletions import check_may_leave, lock_user
from serial.archive.leaving.emails import email_of, language_of, send_email
from serial.archive.leaving.story_options import options_of
from serial.archive.models import AccountDeletion, ErasureRecord, FileDeletion
from serial.erasure import CommentsChoice, Erasure, StoryChoice
from serial.stories.models import Credit, Story
from serial.stories.models.story import StoryQuerySet

logger = logging.getLogger(__name__)


def erase_due_accounts() -> tuple[int, int]:
    """Erases each due account in a transaction of its own. Returns how many, and how many failed.

    Can be killed, and run twice at the same time: an account is erased whole and once. What fails
    is logged and tried again by the next run. `delete_files` deletes their files.
    """
    due = list(AccountDeletion.objects.due().values_list("user", flat=True))
    results = [_try_to_erase(user_pk) for user_pk in due]
    return results.count(True), results.count(None)


def erase_due_account(user_pk: int) -> None:
    """Erases an account and then its files."""
    _try_to_erase(user_pk)
    delete_files()


def _try_to_erase(user_pk: int) -> bool | None:
    """Returns what `erase_account` does, None on failure."""
    try:
        return erase_account(user_pk)
    except Exception:
        logger.exception("Could not erase the account of user %s", user_pk)
        return None


@transaction.atomic
def erase_account(user_pk: int) -> bool:
    """Returns False if its owner signed in meanwhile, or if another process is erasing it."""
    due = AccountDeletion.objects.due().filter(user=user_pk)
    # Signing in waits for no lock: it says that the account is being erased.
    deletion = due.select_for_update(skip_locked=True).first()
    if deletion is None:
        return False
    # The locks in the order of all other code: a user, then stories, then discussions.
    user = lock_user(user_pk)
    # The others may have left, or lost their rights, since the deletion was started.
    check_may_leave(user)
    erasure = _plan(deletion, user)
    _email_when_done("deleted", user)
    for co_author, stories in _handed_over(erasure).items():
        _email_when_done("handed_over", co_author, stories=stories)
    # What stays says “Anonymous”, in the site's language and not in that of an administrator.
    with translation.override(settings.LANGUAGE_CODE):
        for path in settings.ERASURE_STEPS:
            import_string(path)(erasure)
    # An administrator may have started to delete their own account.
    erased_by = User.objects.filter(pk=deletion.requested_by_id or 0).first()
    ErasureRecord.objects.create(
        kind=ErasureRecord.Kind.ACCOUNT, erased_by=erased_by, **erasure.counts
    )
    FileDeletion.objects.bulk_create(
        [FileDeletion(name=name) for name in dict.fromkeys(erasure.files)], ignore_conflicts=True
    )
    return True


def _plan(deletion: AccountDeletion, user: User) -> Erasure:
    erasure = Erasure(user.pk, CommentsChoice(deletion.comments), names_of(user))
    chosen = {row.story_id: row.decision() for row in deletion.stories.all()}
    for option in options_of(user, _lock_stories(user)):
        decision = option.resolve(chosen.get(option.story.pk))
        erasure.stories[option.story.pk] = decision
        if decision.choice == StoryChoice.KEEP and not option.successors:
            erasure.without_author.append(option.story.pk)
    return erasure


def _lock_stories(user: User) -> StoryQuerySet:
    """Locks the stories with their credits, which must not change until the transaction ends."""
    stories = Story.objects.credited_to(user)
    pks = list(stories.order_by("pk").values_list("pk", flat=True))
    list(Story.objects.filter(pk__in=pks).order_by("pk").select_for_update().values_list("pk"))
    list(Credit.objects.filter(story__in=pks).order_by("pk").select_for_update().values_list("pk"))
    return Story.objects.filter(pk__in=pks)


def _handed_over(erasure: Erasure) -> dict[User, list[Story]]:
    """Returns the co-authors to whom stories are handed over."""
    stories = Story.objects.in_bulk(erasure.stories_to(StoryChoice.HAND_OVER))
    pen_names = PenName.objects.select_related("user").in_bulk(
        [erasure.stories[pk].hand_over_to for pk in stories]
    )
    by_owner: dict[User, list[Story]] = {}
    for pk, story in stories.items():
        pen_name = pen_names[erasure.stories[pk].hand_over_to or 0]
        by_owner.setdefault(pen_name.owner(), []).append(story)
    return by_owner


def _email_when_done(template: str, user: User, **values: object) -> None:
    send = partial(send_email, template, email_of(user), language_of(user), **values)
    # The account is erased, even if the email cannot be sent.
    transaction.on_commit(send, robust=True)


def delete_files() -> int:
    """Deletes the files of erased rows from the storage. A file may be missing already.

    Returns how many the storage refused to delete. They are logged and tried again by the next run.
    """
    failed = 0
    for row in FileDeletion.objects.order_by("pk"):
        try:
            default_storage.delete(row.name)
        # Each storage has errors of its own.
        except Exception:
            logger.exception("Could not delete the file %s", row.name)
            failed += 1
        else:
            row.delete()
    return failed
