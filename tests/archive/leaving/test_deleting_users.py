"""A superuser deletes the account of a member in /admin/, with the choices that the member has."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import PenName, User
from serial.archive.leaving.account_deletions import start_deletion
from serial.archive.models import AccountDeletion, ErasureRecord
from serial.archive.time_limits import CANCEL_PERIOD
from serial.erasure import CommentsChoice
from serial.stories.models import Credit, Story
from tests.accounts.auth import is_signed_in, sign_in
from tests.conftest import pen_name_of

LIST = "/admin/archive/accountdeletion/"


def page_of(user: User) -> str:
    return f"{LIST}of/{user.pk}/"


def choices(story: Story, **fields: str) -> dict[str, str]:
    return {
        "comments": "erase",
        f"story-{story.pk}": "keep",
        "when": "after-period",
        "is_confirmed": "on",
        **fields,
    }


def test_deleting_an_author_in_the_admin_asks_what_to_do_with_the_stories(
    superuser_client: Client, author: User, story: Story
) -> None:
    url = f"/admin/accounts/user/{author.pk}/"
    assert f"{url}delete/" in superuser_client.get(f"{url}change/").content.decode()
    for method in (superuser_client.get, superuser_client.post):
        assert method(f"{url}delete/").headers["Location"] == page_of(author)
    page = superuser_client.get(page_of(author)).content.decode()
    assert "The Lamp" in page and "Keep it without a name" in page
    assert "delete_selected" not in superuser_client.get("/admin/accounts/user/").content.decode()
    assert User.objects.filter(pk=author.pk).exists()


def test_member_can_keep_an_account_that_an_administrator_deletes(
    superuser_client: Client, superuser: User, author: User, story: Story
) -> None:
    response = superuser_client.post(page_of(author), choices(story))
    assert response.headers["Location"] == LIST
    deletion = AccountDeletion.objects.get()
    assert deletion.requested_by == superuser and deletion.is_cancellable
    assert deletion.due_at > timezone.now() + CANCEL_PERIOD - timedelta(days=1)
    (email,) = mail.outbox
    assert email.to == ["anna@example.org"] and "administrator" in str(email.body)
    assert "anna" in superuser_client.get(LIST).content.decode()
    client = Client()
    sign_in(client, "anna")
    assert is_signed_in(client) and not AccountDeletion.objects.exists()


def test_deletion_at_once_is_carried_out_after_the_response(
    superuser_client: Client, superuser: User, author: User, story: Story
) -> None:
    superuser_client.post(page_of(author), choices(story, when="at-once"))
    assert not User.objects.filter(pk=author.pk).exists()
    assert Credit.objects.get().pen_name.user is None
    record = ErasureRecord.objects.get()
    assert (record.kind, record.stories_keep, record.erased_by) == ("account", 1, superuser)
    records = superuser_client.get("/admin/archive/erasurerecord/")
    assert records.status_code == 200 and "anna" not in records.content.decode()


def test_superuser_can_delete_their_own_account_there(
    superuser_client: Client, superuser: User, administrator: User
) -> None:
    User.objects.filter(pk=administrator.pk).update(is_superuser=True)
    fields = {"comments": "keep", "when": "at-once", "is_confirmed": "on"}
    superuser_client.post(page_of(superuser), fields)
    assert not User.objects.filter(pk=superuser.pk).exists()
    assert ErasureRecord.objects.get().erased_by is None


@pytest.mark.parametrize("missing", ["is_confirmed", "when", "comments", "story"])
def test_nothing_happens_without_an_answer(
    missing: str, superuser_client: Client, author: User, story: Story
) -> None:
    fields = choices(story)
    fields = {name: value for name, value in fields.items() if not name.startswith(missing)}
    response = superuser_client.post(page_of(author), fields)
    assert response.status_code == 200 and not AccountDeletion.objects.exists()


def test_the_only_superuser_is_not_deleted(superuser_client: Client, superuser: User) -> None:
    fields = {"comments": "keep", "when": "at-once", "is_confirmed": "on"}
    page = superuser_client.post(page_of(superuser), fields).content.decode()
    assert "only superuser" in page and User.objects.filter(pk=superuser.pk).exists()


def test_only_what_an_administrator_started_can_be_cancelled_there(
    superuser_client: Client, superuser: User, author: User, reader: User
) -> None:
    own = start_deletion(reader, CommentsChoice.KEEP, {})
    started = start_deletion(author, CommentsChoice.KEEP, {}, by=superuser)
    # As if another administrator had started it and been erased since.
    AccountDeletion.objects.filter(pk=started.pk).update(requested_by=None)
    mail.outbox.clear()
    assert superuser_client.post(f"{LIST}{own.pk}/delete/", {"post": "yes"}).status_code == 403
    superuser_client.post(f"{LIST}{started.pk}/delete/", {"post": "yes"})
    assert list(AccountDeletion.objects.all()) == [own]
    (email,) = mail.outbox
    assert email.to == ["anna@example.org"] and "will not be deleted" in str(email.subject)


def test_others_start_nothing(
    moderator_client: Client, administrator_client: Client, author: User, story: Story
) -> None:
    for client in (moderator_client, administrator_client, Client()):
        assert client.post(page_of(author), choices(story)).status_code in (302, 403)
    assert not AccountDeletion.objects.exists()


def test_pen_names_are_not_deleted_in_the_admin(
    superuser_client: Client, author: User, story: Story
) -> None:
    url = f"/admin/accounts/penname/{pen_name_of(author).pk}/delete/"
    assert superuser_client.post(url, {"post": "yes"}).status_code == 403
    assert PenName.objects.filter(user=author).exists()
