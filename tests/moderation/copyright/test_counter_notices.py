"""An author objects to a copyright notice; the sender gets what the law asks for."""

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.moderation.copyright.choices import DecisionKind
from serial.moderation.copyright.links import state_path
from serial.moderation.models import CopyrightNotice, CounterNotice
from tests.conftest import client_of
from tests.moderation.copyright.conftest import (
    COUNTER,
    SENDER,
    TYPED,
    Decide,
    counter_url,
    send_counter,
)
from tests.public_forms import open_public_form, typed_fields


@pytest.fixture
def taken_down(notice: CopyrightNotice, decide_on: Decide) -> CopyrightNotice:
    return decide_on(notice, DecisionKind.TAKE_DOWN)


def test_author_sees_what_was_taken_down_but_not_who_reported_it(
    taken_down: CopyrightNotice, author_client: Client
) -> None:
    desk = author_client.get("/desk/").content.decode()
    assert counter_url(taken_down) in desk and taken_down.reference in desk
    page = author_client.get(counter_url(taken_down)).content.decode()
    for word in (TYPED["work"], TYPED["explanation"], "We compared them."):
        assert word in page
    for text in (desk, page):
        assert not any(word in text for word in SENDER)
    assert "you can object as long as the text is down" in page
    # The form says before whom it goes to.
    assert "We send everything that you write in this form to the sender" in page


def test_counter_notice_is_stored_passed_on_and_has_a_deadline(
    taken_down: CopyrightNotice,
    chapter: Chapter,
    author: User,
    author_client: Client,
    moderator_client: Client,
    decide_on: Decide,
) -> None:
    mail.outbox.clear()
    response = send_counter(author_client, taken_down)
    assert response.status_code == 302
    counter = CounterNotice.objects.get()
    assert counter.user == author and "jurisdiction" in counter.statements
    taken_down.refresh_from_db()
    assert taken_down.state == "countered" and taken_down.due_at == counter.put_back_until()
    copy, receipt = mail.outbox
    assert copy.to == ["nora@example.org"] and receipt.to == [COUNTER["email"]]
    for name in ("name", "address", "phone", "email", "explanation", "signature"):
        assert COUNTER[name] in copy.body
    assert not any(word in receipt.body for word in SENDER)
    page = author_client.get(response.url).content.decode()
    assert "We received a counter-notice on" in page and "<form class" not in page
    state = state_path(taken_down)
    assert "the text goes back online between" in page
    assert "the pages go back online between" in Client().get(state).content.decode()
    url = f"/admin/moderation/copyrightnotice/{taken_down.pk}/change/"
    admin = moderator_client.get(url).content.decode()
    assert "<p>2 Hill<br>Leeds</p>" in admin and "Put back between " in admin
    # Sending it again changes nothing.
    assert author_client.post(counter_url(taken_down), COUNTER).status_code == 200
    assert CounterNotice.objects.count() == 1 and len(mail.outbox) == 2
    kept = decide_on(taken_down, DecisionKind.KEEP_DOWN)
    assert (kept.state, kept.due_at) == ("kept_down", None)
    # Nobody puts it back on its own now.
    for client, path in ((author_client, response.url), (Client(), state)):
        page = client.get(path).content.decode()
        assert "counter-notice" in page and "back online between" not in page
    admin = moderator_client.get(url).content.decode()
    assert "<p>2 Hill<br>Leeds</p>" in admin and "Put back between " not in admin
    decide_on(kept, DecisionKind.RESTORE)
    assert Client().get(chapter.get_absolute_url()).status_code == 200


def test_refused_counter_notice_comes_back_with_everything_that_was_typed(
    taken_down: CopyrightNotice, author_client: Client
) -> None:
    response = send_counter(author_client, taken_down, phone="", mistake="")
    content = response.content.decode()
    assert response.status_code == 422
    assert "Write your telephone number" in content and "has no effect" in content
    fields = typed_fields(response)
    assert all(fields[name] == COUNTER[name] for name in ("name", "address", "explanation"))
    assert not CounterNotice.objects.exists()


def test_second_counter_notice_comes_back_with_everything_that_was_typed(
    taken_down: CopyrightNotice, author_client: Client
) -> None:
    opened = open_public_form(counter_url(taken_down), author_client)
    send_counter(author_client, taken_down)
    mail.outbox.clear()
    later = {**opened, **COUNTER, "explanation": "My co-author and I wrote it, in 2014."}
    for _attempt in range(2):
        response = author_client.post(counter_url(taken_down), later)
        assert response.status_code == 409 and "in the meantime" in response.content.decode()
        assert typed_fields(response)["explanation"] == later["explanation"]
    assert CounterNotice.objects.count() == 1 and not mail.outbox


def test_only_authors_of_the_story_can_object(
    taken_down: CopyrightNotice,
    reader: User,
    other_author: User,
    moderator: User,
    author_client: Client,
    decide_on: Decide,
) -> None:
    url = counter_url(taken_down)
    assert "/accounts/login/" in Client().get(url).headers["Location"]
    for person in (reader, other_author, moderator):
        client = client_of(person)
        assert client.get(url).status_code == client.post(url, COUNTER).status_code == 404
    decide_on(taken_down, DecisionKind.RESTORE)
    assert author_client.get(url).status_code == 404


def test_page_of_a_member_needs_its_token(taken_down: CopyrightNotice, author: User) -> None:
    """Unlike a guest's form, it acts in the name of an account."""
    client = Client(enforce_csrf_checks=True)
    client.cookies = client_of(author).cookies
    assert client.post(counter_url(taken_down), COUNTER).status_code == 403
