"""What administrators did in /admin/ to the rows of a member names nobody when they have left."""

from collections.abc import Iterable

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.member_row_admin import MemberRowAdmin
from accounts.models import AuthorRequest, Invitation, MemberProfile, PenName, Preferences, User
from serial.archive.erasing import erase_due_accounts
from serial.archive.leaving.account_deletions import start_deletion
from serial.archive.models import AccountDeletion
from serial.comments.models import Comment
from serial.comments.pen_names import delete_pen_name
from serial.contact.models import ContactMessage
from serial.erasure import CommentsChoice
from serial.mail.models import OutboxEmail
from serial.moderation.models import CopyrightNotice
from serial.stories.models import Credit, Story
from tests.archive.conftest import make_due
from tests.conftest import pen_name_of
from tests.desk.forms import open_form

# Of the other author, who leaves.
NAMES = ("otto", "second@secret.example", "Ottilie")


@pytest.fixture
def rows(other_author: User) -> list[models.Model]:
    email = EmailAddress.objects.create(user=other_author, email="second@secret.example")
    return [
        email,
        Preferences.objects.create(user=other_author),
        MemberProfile.objects.create(user=other_author),
        AuthorRequest.objects.create(user=other_author, reason="Tales"),
        Authenticator.objects.create(user=other_author, type="totp", data={}),
    ]


def entries() -> list[str]:
    rows = LogEntry.objects.values_list("object_repr", "change_message")
    return [f"{name}: {message}" for name, message in rows]


def with_names(texts: Iterable[str]) -> list[str]:
    return [text for text in texts if any(name in text for name in NAMES)]


def page_of(row: models.Model, page: str) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[row.pk])


def erase(user: User) -> None:
    start_deletion(user, CommentsChoice.KEEP, {})
    make_due()
    assert erase_due_accounts() == (1, 0)


@pytest.mark.extended
def test_rows_that_administrators_changed_and_deleted(
    superuser: User, superuser_client: Client, other_author: User, rows: list[models.Model]
) -> None:
    start_deletion(other_author, CommentsChoice.KEEP, {}, by=superuser)
    for row in (*rows, AccountDeletion.objects.get()):
        for page in ("history", "change"):
            assert superuser_client.get(page_of(row, page)).status_code == 200
        if isinstance(row, EmailAddress | MemberProfile):
            form = open_form(superuser_client, page_of(row, "change"))
            superuser_client.post(page_of(row, "change"), form)
        assert superuser_client.post(page_of(row, "delete"), {"post": "yes"}).status_code == 302
        assert not type(row)._default_manager.filter(pk=row.pk).exists()
    # Each was deleted, and two were changed before.
    assert len(with_names(entries())) == len(rows) + 3
    history = superuser_client.get(page_of(other_author, "history")).content.decode()
    assert "Deleted email address “second@secret.example”." in history
    erase(other_author)
    assert entries() == []


def test_added_rows_and_invitations(superuser_client: Client, other_author: User) -> None:
    add = "/admin/account/emailaddress/add/"
    superuser_client.post(add, {"user": other_author.pk, "email": "second@secret.example"})
    superuser_client.post(
        "/admin/accounts/invitation/add/",
        {"note": "For otto", "expires_at_0": "2030-01-01", "expires_at_1": "12:00"},
    )
    Invitation.objects.update(accepted_by=other_author, accepted_at=timezone.now())
    # The note of an invitation is not logged.
    assert len(with_names(entries())) == 1 and len(entries()) == 2
    erase(other_author)
    assert with_names(entries()) == []
    assert Invitation.objects.get().note == ""


def test_credits_that_were_removed_or_never_accepted(
    author_client: Client, author: User, other_author: User, story: Story
) -> None:
    change = f"/desk/stories/story/{story.pk}/credits/"
    fields = {"credits-TOTAL_FORMS": "2", "credits-1-name": "otto", "credits-1-role": "editor"}
    form = open_form(author_client, change)
    author_client.post(change, {**form, **fields, "credits-1-position": "1"})
    assert Credit.objects.get(pen_name=pen_name_of(other_author)).accepted_at is None
    Credit.objects.filter(pen_name=pen_name_of(other_author)).delete()
    assert len(with_names(entries())) == 1
    erase(other_author)
    assert with_names(entries()) == [] and "Anonymous" in entries()[0]
    history = author_client.get(f"/desk/stories/story/{story.pk}/history/").content.decode()
    assert "Anonymous (" in history


def test_pen_name_that_was_deleted_earlier(superuser_client: Client, other_author: User) -> None:
    pen_name = PenName(user=other_author, name="Ottilie")
    pen_name.save_with_slug()
    form = open_form(superuser_client, page_of(pen_name, "change"))
    superuser_client.post(page_of(pen_name, "change"), form)
    assert len(with_names(entries())) == 1
    with pytest.raises(PermissionDenied):
        delete_pen_name(pen_name, User.objects.get(username="sam"))
    delete_pen_name(pen_name, other_author)
    assert entries() == []


def test_every_row_of_a_member_is_logged_as_the_member() -> None:
    """The log outlives the row, so that nothing finds an entry that names a row that is gone."""
    members = {
        model: model_admin
        for model, model_admin in admin.site._registry.items()
        for field in model._meta.fields
        if field.name == "user" and field.related_model is User
    }
    others = {model for model in members if not isinstance(members[model], MemberRowAdmin)}
    # The log has no name of these; comments are not changed there; delete_pen_name() erases it.
    assert others == {ContactMessage, CopyrightNotice, OutboxEmail, Comment, PenName}
