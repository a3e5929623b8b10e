"""A member starts the deletion of their account, and changes their mind by signing in."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from serial.archive.erasing import erase_due_accounts
from serial.archive.leaving.account_deletions import DeletionRefused, start_deletion
from serial.archive.models import AccountDeletion, DepartingStory
from serial.archive.time_limits import CANCEL_PERIOD
from serial.erasure import CommentsChoice, StoryChoice, StoryDecision
from serial.stories.choices import Role
from serial.stories.models import Story
from tests.accounts.auth import is_signed_in, sign_in
from tests.accounts.test_two_factor import SECRET, code_of, set_up_app
from tests.archive.conftest import AddCoAuthor, confirm, confirmed_client, leave, make_due
from tests.conftest import MakeChapter, MakeStory, client_of, pen_name_of

CHOOSE, CONFIRM = "/accounts/leave/", "/accounts/leave/confirm/"


def choices_on_page(client: Client, story: Story) -> list[str]:
    form = client.get(CHOOSE).context["form"]
    return [value for value, _label in form.fields[f"story-{story.pk}"].choices]


def test_confirming_asks_for_the_password_and_keeps_the_choices(reader: User) -> None:
    client = client_of(reader)
    assert client.post(CHOOSE, {"comments": "erase"}).headers["Location"] == CONFIRM
    asked = client.get(CONFIRM)
    assert asked.status_code == 302 and "/accounts/reauthenticate/" in asked.headers["Location"]
    assert client.post(CONFIRM).status_code == 302 and not AccountDeletion.objects.exists()
    client = confirmed_client(reader)
    client.post(CHOOSE, {"comments": "erase"})
    page = client.get(CONFIRM).content.decode()
    assert f"{CANCEL_PERIOD.days} days" in page and "These stay, without your name:" in page
    assert not AccountDeletion.objects.exists()
    confirm(client)
    deletion = AccountDeletion.objects.get()
    assert (deletion.user, deletion.comments) == (reader, CommentsChoice.ERASE)
    assert deletion.due_at - deletion.requested_at >= CANCEL_PERIOD - timedelta(seconds=1)
    assert deletion.requested_by is None and deletion.is_cancellable


def test_leaving_signs_out_everywhere_and_sends_the_date(reader: User) -> None:
    here, elsewhere = confirmed_client(reader), Client()
    sign_in(elsewhere, "rosa")
    mail.outbox.clear()
    leave(here)
    assert not is_signed_in(here)
    assert elsewhere.get("/accounts/").status_code == 302
    due = AccountDeletion.objects.get().due_at
    (email,) = mail.outbox
    assert email.to == ["rosa@example.org"] and f"{due:%B}" in str(email.subject)
    assert "rosa" in str(email.body) and "/accounts/login/" in str(email.body)
    page = here.get("/accounts/leave/done/").content.decode()
    assert f"{due:%B}" in page and "sign in" in page
    # For all others: nobody's account will be deleted.
    assert Client().get("/accounts/leave/done/").headers["Location"] == "/"


def test_signing_in_cancels_and_says_so(reader: User, other_author: User) -> None:
    leave(confirmed_client(reader))
    other = Client()
    sign_in(other, "otto")
    sign_in(Client(), "rosa", "wrong password")
    assert AccountDeletion.objects.filter(user=reader).exists()
    client = Client()
    page = client.post(
        "/accounts/login/",
        {"login": "rosa", "password": "a long enough password"},
        follow=True,
    ).content.decode()
    assert "Your account will not be deleted" in page and is_signed_in(client)
    assert not AccountDeletion.objects.exists()
    again = Client().post(
        "/accounts/login/",
        {"login": "rosa", "password": "a long enough password"},
        follow=True,
    )
    assert "will not be deleted" not in again.content.decode()


def test_deletion_by_an_administrator_at_once_cannot_be_cancelled(reader: User) -> None:
    start_deletion(reader, CommentsChoice.ERASE, {}, at_once=True)
    client = Client()
    response = sign_in(client, "rosa")
    assert response.status_code == 403 and not is_signed_in(client)
    assert "being deleted" in response.content.decode()
    assert AccountDeletion.objects.exists()


def test_choices_for_stories(
    author: User,
    story: Story,
    make_story: MakeStory,
    make_chapter: MakeChapter,
    add_co_author: AddCoAuthor,
) -> None:
    alone = story
    shared, invited, draft = (make_story(f"Story {n}") for n in (1, 2, 3))
    for story in (alone, shared, invited):
        make_chapter(story=story)
    otto = add_co_author(shared).pen_name_id
    add_co_author(invited, accepted=False)
    client = confirmed_client(author)
    assert choices_on_page(client, alone) == ["keep", "delete"]
    assert choices_on_page(client, shared) == [f"hand-over:{otto}", "keep"]
    assert choices_on_page(client, invited) == ["keep", "delete"]
    assert choices_on_page(client, draft) == ["delete", "keep"]
    fields = {
        f"story-{story.pk}": choice
        for story, choice in (
            (alone, "keep"),
            (shared, f"hand-over:{otto}"),
            (invited, "delete"),
            (draft, "delete"),
        )
    }
    client.post(CHOOSE, {"comments": "keep", **fields})
    page = client.get(CONFIRM).content.decode()
    assert "“<bdi>Story 1</bdi>” is handed over to <bdi>otto</bdi>." in page
    assert "“<bdi>The Lamp</bdi>” stays" in page and "“<bdi>Story 3</bdi>” is deleted" in page
    assert "pen name “<bdi>anna</bdi>”" in page
    confirm(client)
    chosen = {row.story_id: row.decision() for row in DepartingStory.objects.all()}
    delete = StoryDecision(StoryChoice.DELETE)
    assert chosen == {
        alone.pk: StoryDecision(StoryChoice.KEEP),
        shared.pk: StoryDecision(StoryChoice.HAND_OVER, otto),
        invited.pk: delete,
        draft.pk: delete,
    }


def test_roles_are_named_and_only_a_co_author_is_preselected(
    author: User, story: Story, make_story: MakeStory, add_co_author: AddCoAuthor
) -> None:
    shared = make_story("Shared")
    otto = add_co_author(story, Role.TRANSLATOR).pen_name_id
    add_co_author(story, Role.EDITOR)
    for role in (Role.EDITOR, Role.CO_AUTHOR):
        add_co_author(shared, role)
    form = confirmed_client(author).get(CHOOSE).context["form"]
    fields = [form.fields[f"story-{row.pk}"] for row in (story, shared)]
    keep, hand_over = ("keep", "Keep it without a name"), f"hand-over:{otto}"
    assert [field.choices for field in fields] == [
        [keep, (hand_over, "Hand it over to otto (translator, editor)")],
        [(hand_over, "Hand it over to otto (editor, co-author)"), keep],
    ]
    assert [field.initial for field in fields] == [None, hand_over]


def test_impossible_choices_are_refused(
    author: User,
    story: Story,
    make_story: MakeStory,
    other_author: User,
    add_co_author: AddCoAuthor,
) -> None:
    add_co_author(story)
    foreign = make_story("Foreign", by=other_author)
    client = confirmed_client(author)
    good = {"comments": "keep", f"story-{story.pk}": "keep"}
    for bad in (
        {f"story-{story.pk}": "delete"},
        {f"story-{story.pk}": f"hand-over:{pen_name_of(author).pk}"},
        {f"story-{story.pk}": "hand-over"},
        {f"story-{story.pk}": ""},
        {"comments": "burn"},
    ):
        page = client.post(CHOOSE, good | bad)
        assert page.status_code == 200, bad
        # The error leads to the first radio button.
        id_ = f"id_{next(iter(bad))}_0"
        for text in (f'href="#{id_}"', f'id="{id_}"'):
            assert text in page.content.decode(), bad
        assert client.get(CONFIRM).headers["Location"] == CHOOSE, bad
    client.post(CHOOSE, good | {f"story-{foreign.pk}": "delete"})
    confirm(client)
    assert [row.story for row in DepartingStory.objects.all()] == [story]


def test_choice_that_became_impossible_is_asked_again(
    author: User, story: Story, add_co_author: AddCoAuthor
) -> None:
    credit = add_co_author(story)
    client = confirmed_client(author)
    chosen = {"comments": "keep", f"story-{story.pk}": f"hand-over:{credit.pen_name_id}"}
    client.post(CHOOSE, chosen)
    credit.delete()
    assert client.post(CONFIRM).headers["Location"] == CHOOSE
    assert "Select a valid choice" in client.get(CHOOSE).content.decode()
    assert not AccountDeletion.objects.exists()


def test_button_does_only_what_its_page_showed(reader: User) -> None:
    client = confirmed_client(reader)
    client.post(CHOOSE, {"comments": "keep"})
    shown = {"choices": client.get(CONFIRM).context["choices"]}
    client.post(CHOOSE, {"comments": "erase"})
    for fields in (shown, {}):
        page = client.post(CONFIRM, fields)
        assert "Your choices have changed" in page.content.decode()
    assert not AccountDeletion.objects.exists()
    client.post(CONFIRM, {"choices": page.context["choices"]})
    assert AccountDeletion.objects.get().comments == CommentsChoice.ERASE


def test_second_click_shows_the_date_instead_of_asking_to_sign_in(reader: User) -> None:
    """Signing in would cancel the deletion."""
    client = confirmed_client(reader)
    client.post(CHOOSE, {"comments": "keep"})
    context = client.get(CONFIRM).context
    sent = {"choices": context["choices"], "account": context["account"]}
    # Nothing has been started yet.
    assert "/login/" in Client().post(CONFIRM, sent).headers["Location"]
    for _click in range(2):
        assert client.post(CONFIRM, sent).headers["Location"] == "/accounts/leave/done/"
    assert "Your account will be deleted on" in client.get("/accounts/leave/done/").content.decode()
    assert AccountDeletion.objects.count() == 1
    forged = {**sent, "account": f"{reader.pk}:x:y"}
    assert "/login/" in Client().post(CONFIRM, forged).headers["Location"]


def test_the_only_superuser_cannot_leave(superuser: User, administrator: User) -> None:
    client = confirmed_client(superuser)
    page = client.get(CHOOSE)
    assert page.status_code == 403 and "only superuser" in page.content.decode()
    User.objects.filter(pk=administrator.pk).update(is_superuser=True)
    assert client.get(CHOOSE).status_code == 200
    # Two superusers who both leave would leave nobody.
    start_deletion(administrator, CommentsChoice.KEEP, {})
    assert client.get(CHOOSE).status_code == 403


def test_the_last_superuser_is_not_erased(superuser: User, administrator: User) -> None:
    User.objects.filter(pk=administrator.pk).update(is_superuser=True)
    start_deletion(superuser, CommentsChoice.KEEP, {})
    make_due()
    User.objects.filter(pk=administrator.pk).update(is_active=False)
    assert erase_due_accounts() == (0, 1)
    User.objects.filter(pk=administrator.pk).update(is_active=True)
    assert erase_due_accounts() == (1, 0)


def test_starting_ends_the_sessions_in_the_same_transaction(reader: User) -> None:
    sign_in(Client(), "rosa")
    with CaptureQueriesContext(connection) as queries:
        start_deletion(reader, CommentsChoice.KEEP, {})
    statements = [query["sql"] for query in queries]
    assert any("DELETE" in sql and "session" in sql for sql in statements)
    assert statements[-1].startswith("RELEASE SAVEPOINT")


def test_account_that_was_erased_meanwhile_cannot_be_deleted(reader: User) -> None:
    User.objects.get(pk=reader.pk).delete()
    with pytest.raises(DeletionRefused, match="cannot be restored"):
        start_deletion(reader, CommentsChoice.KEEP, {})


def test_stories_stay_visible_and_another_request_begins_anew(
    author: User, story: Story, make_chapter: MakeChapter, guest_client: Client
) -> None:
    make_chapter()
    leave(confirmed_client(author), **{f"story_{story.pk}": "delete"})
    page = guest_client.get(story.get_absolute_url())
    assert page.status_code == 200 and "anna" in page.content.decode()
    assert guest_client.get(pen_name_of(author).get_absolute_url()).status_code == 200
    AccountDeletion.objects.update(
        requested_at=timezone.now() - timedelta(days=3),
        due_at=timezone.now() + CANCEL_PERIOD - timedelta(days=3),
    )
    start_deletion(author, CommentsChoice.KEEP, {})
    deletion = AccountDeletion.objects.get()
    assert deletion.due_at > timezone.now() + CANCEL_PERIOD - timedelta(days=1)
    assert not deletion.stories.exists()


@pytest.mark.parametrize("page", [CHOOSE, CONFIRM])
def test_number_of_queries_does_not_grow_with_stories(
    page: str, author: User, make_story: MakeStory, add_co_author: AddCoAuthor
) -> None:
    client = confirmed_client(author)
    counts = []
    for number in (1, 5):
        for n in range(number):
            add_co_author(make_story(f"Story {number} {n}"))
        fields = {
            name: field.choices[0][0]
            for name, field in client.get(CHOOSE).context["form"].fields.items()
        }
        client.post(CHOOSE, fields)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_password_without_the_second_factor_does_not_cancel(
    reader: User, guest_client: Client
) -> None:
    set_up_app(reader)
    start_deletion(reader, CommentsChoice.KEEP, {})
    page = sign_in(guest_client, "rosa").headers["Location"]
    guest_client.post(page, {"code": "000000"})
    assert AccountDeletion.objects.exists() and not is_signed_in(guest_client)
    guest_client.post(page, {"code": code_of(SECRET)})
    assert not AccountDeletion.objects.exists() and is_signed_in(guest_client)
