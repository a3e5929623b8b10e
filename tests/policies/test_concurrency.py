"""Two tabs write, publish and accept at the same moment: each is done once, and no text is lost."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.models import Comment
from serial.policies.models import PolicyAcceptance, PolicyVersion
from tests.comments.conftest import form_of
from tests.conftest import client_of
from tests.policies.publishing import publish_version
from tests.policies.test_accepting import ORIGIN, fields_of, write_url
from tests.policies.test_publishing import ADMIN, form_data

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def run_at_once(user: User, request: Callable[[Client, int], int]) -> list[int]:
    """Calls `request` in two tabs, with the number of the tab; returns the status codes."""
    barrier, statuses = Barrier(2), []

    def run(number: int) -> None:
        client = client_of(user)
        barrier.wait()
        statuses.append(request(client, number))
        connection.close()

    threads = [Thread(target=run, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(statuses)


def test_two_tabs_start_a_draft(superuser: User) -> None:
    url = f"{ADMIN}add/?document=terms"
    typed = form_data(client_of(superuser), url)
    statuses = run_at_once(
        superuser,
        lambda client, n: (
            client.post(url, {**typed, "body": f"Tab {n}.", "_continue": "1"}).status_code
        ),
    )
    # The other one has its text, and the error.
    assert statuses == [200, 302] and PolicyVersion.objects.count() == 1


def test_two_tabs_publish_the_same_draft(superuser: User) -> None:
    draft = PolicyVersion(document="terms", body="One.")
    draft.save_draft()
    data = {"based_on": draft.content_hash()}
    url = f"{ADMIN}{draft.pk}/publish/"
    statuses = run_at_once(superuser, lambda client, n: client.post(url, data).status_code)
    assert statuses == [302, 302]
    assert [version.number for version in PolicyVersion.objects.all()] == [1]


def test_two_tabs_accept_with_the_same_comment(reader: User, chapter: Chapter) -> None:
    publish_version()
    url, client = write_url(chapter), client_of(reader)
    asked = client.post(url, form_of(client, url, text="Good."), headers=ORIGIN)
    fields = fields_of(asked.content.decode())
    statuses = run_at_once(reader, lambda tab, n: tab.post(url, fields).status_code)
    assert statuses == [302, 302]
    assert Comment.objects.count() == 1 and PolicyAcceptance.objects.count() == 2
