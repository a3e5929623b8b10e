"""An account is erased whole and once: not too early, not by halves, and not against its owner."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from serial.archive.erasing import erase_due_accounts
from serial.archive.leaving.account_deletions import start_deletion
from serial.archive.models import AccountDeletion, ErasureRecord, FileDeletion
from serial.erasure import CommentsChoice, StoryChoice, StoryDecision
from serial.stories.choices import Role
from serial.stories.models import Credit, Story
from tests.accounts.auth import is_signed_in, sign_in
from tests.archive.conftest import AddCoAuthor, make_due
from tests.archive.erasing.searching import all_rows
from tests.archive.erasing.steps import FAIL
from tests.conftest import MakeChapter, MakeStory, pen_name_of


def test_account_is_not_erased_too_early(reader: User) -> None:
    start_deletion(reader, CommentsChoice.ERASE, {})
    AccountDeletion.objects.update(due_at=timezone.now() + timedelta(minutes=1))
    assert erase_due_accounts() == (0, 0)
    make_due()
    assert erase_due_accounts() == (1, 0)
    assert erase_due_accounts() == (0, 0)
    assert ErasureRecord.objects.count() == 1
    client = Client()
    assert sign_in(client, "rosa").status_code == 200 and not is_signed_in(client)


def test_signing_in_after_the_period_cancels_until_the_command_runs(reader: User) -> None:
    start_deletion(reader, CommentsChoice.ERASE, {})
    make_due()
    client = Client()
    sign_in(client, "rosa")
    assert is_signed_in(client) and erase_due_accounts() == (0, 0)
    assert User.objects.filter(pk=reader.pk).exists()


def test_failed_erasure_changes_nothing_and_is_tried_again(
    author: User, reader: User, story: Story, settings: Settings, media: Path
) -> None:
    story.cover.save("cover.png", ContentFile(b"a cover"))
    start_deletion(author, CommentsChoice.ERASE, {story.pk: StoryDecision(StoryChoice.DELETE)})
    start_deletion(reader, CommentsChoice.ERASE, {})
    make_due()
    before, steps = sorted(map(repr, all_rows())), settings.ERASURE_STEPS
    settings.ERASURE_STEPS = [*steps, FAIL]
    with pytest.raises(CommandError, match="2 accounts"):
        call_command("erase_accounts")
    assert sorted(map(repr, all_rows())) == before
    assert default_storage.exists(story.cover.name or "")
    settings.ERASURE_STEPS = steps
    call_command("erase_accounts")
    assert ErasureRecord.objects.count() == 2
    assert not default_storage.exists(story.cover.name or "")


def test_next_run_deletes_the_files_that_a_killed_process_left(db: None, media: Path) -> None:
    name = default_storage.save("people/face.png", ContentFile(b"a face"))
    FileDeletion.objects.create(name=name)
    FileDeletion.objects.create(name="people/missing.png")
    call_command("erase_accounts")
    assert not default_storage.exists(name) and not FileDeletion.objects.exists()


def test_file_that_cannot_be_deleted_blocks_nothing(reader: User, media: Path) -> None:
    stays, goes = (
        default_storage.save(f"{folder}/face.png", ContentFile(b"a face"))
        for folder in ("people", "members")
    )
    # The storage refuses to delete a folder that has files.
    for name in ("people", goes):
        FileDeletion.objects.create(name=name)
    start_deletion(reader, CommentsChoice.KEEP, {})
    make_due()
    with pytest.raises(CommandError, match="0 accounts could not be erased, and 1 files"):
        call_command("erase_accounts")
    assert not User.objects.exists() and not default_storage.exists(goes)
    assert [row.name for row in FileDeletion.objects.all()] == ["people"]
    default_storage.delete(stays)
    call_command("erase_accounts")
    assert not FileDeletion.objects.exists()


def test_choices_that_became_impossible(
    author: User,
    other_author: User,
    make_story: MakeStory,
    make_chapter: MakeChapter,
    story: Story,
    add_co_author: AddCoAuthor,
) -> None:
    hand_over = StoryDecision(StoryChoice.HAND_OVER, pen_name_of(other_author).pk)
    left, joined, deleted, restored, unknown = (make_story(f"Story {n}") for n in range(5))
    for row in (left, joined, deleted, restored, unknown):
        make_chapter(story=row)
    editor = add_co_author(left, Role.EDITOR)
    add_co_author(deleted, Role.TRANSLATOR)
    decisions = {
        **{left.pk: hand_over, deleted.pk: hand_over, joined.pk: StoryDecision(StoryChoice.DELETE)},
        restored.pk: StoryDecision(StoryChoice.KEEP),
    }
    start_deletion(author, CommentsChoice.KEEP, decisions)
    make_due()
    editor.delete()
    add_co_author(joined)
    deleted.soft_delete()
    Credit.objects.create(story=unknown, pen_name=pen_name_of(other_author))
    assert erase_due_accounts() == (1, 0)
    credits = {
        row.title: [(credit.pen_name.name, credit.role) for credit in row.credits.all()]
        for row in Story.objects.all()
    }
    assert credits == {
        # The co-author left.
        "Story 0": [("Anonymous", "author")],
        # A co-author accepted: it is no longer the member's to delete.
        "Story 1": [("otto", "author")],
        # The co-author deleted it, and can restore it.
        "Story 2": [("otto", "author")],
        "Story 3": [("Anonymous", "author")],
        # Created later, with an invitation that nobody accepted.
        "Story 4": [("Anonymous", "author")],
    }
    assert Story.objects.get(title="Story 2").deleted_at is not None
