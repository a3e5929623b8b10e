"""Two moderators decide at the same moment on two notices about one chapter."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.moderation.copyright.choices import DecisionKind
from serial.moderation.copyright.deciding import decide
from serial.moderation.models import CopyrightNotice, NoticeTarget
from tests.moderation.copyright.conftest import Decide, send_notice

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_two_notices_are_put_back_at_once(
    notice: CopyrightNotice, chapter: Chapter, moderator: User, decide_on: Decide
) -> None:
    send_notice(chapter.get_absolute_url(), work="Another work.")
    pks = list(CopyrightNotice.objects.values_list("pk", flat=True))
    # Each time, one of the threads may be so late that the other has committed.
    for _attempt in range(10):
        for each in CopyrightNotice.objects.all():
            decide_on(each, DecisionKind.TAKE_DOWN)
        put_back_at_once(pks, moderator)
        assert not NoticeTarget.objects.down().exists()
        assert Client().get(chapter.get_absolute_url()).status_code == 200


def put_back_at_once(pks: list[int], moderator: User) -> None:
    barrier = Barrier(len(pks))

    def put_back(pk: int) -> None:
        barrier.wait()
        decide(pk, DecisionKind.RESTORE, "We were wrong.", moderator)
        connection.close()

    threads = [Thread(target=put_back, args=(pk,)) for pk in pks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
