"""Where guests wrote from is thrown away after 30 days; what they wrote stays."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.forgetting import forget_addresses
from serial.comments.models import Comment, GuestAddress, Stop
from serial.comments.reacting import set_kudos
from serial.comments.ruling import stop_writer
from tests.comments.conftest import MakeComment


def age(days: float) -> None:
    then = timezone.now() - timedelta(days=days)
    Comment.objects.update(posted_at=then)
    GuestAddress.objects.update(seen_at=then)


@pytest.mark.parametrize(("days", "gone"), [(29.9, 0), (30.1, 1)])
def test_after_thirty_days(days: float, gone: int, make_comment: MakeComment) -> None:
    make_comment("Mine.", by=None)
    age(days)
    assert forget_addresses() == gone
    kept = Comment.objects.get()
    assert (kept.address is None) == bool(gone)
    assert (kept.body, kept.guest_name) == ("Mine.", "Gus")


def test_an_older_comment_forgets_it_though_the_guest_came_again(
    chapter: Chapter, make_comment: MakeComment
) -> None:
    make_comment("Old.", by=None)
    age(31)
    make_comment("New.", by=None)
    assert forget_addresses() == 0
    known = Comment.objects.exclude(address=None)
    assert [each.body for each in known] == ["New."]


def test_who_came_only_for_kudos_is_known_as_long_as_they_come(chapter: Chapter) -> None:
    set_kudos(chapter, None, "192.0.2.1", given=True)
    age(31)
    set_kudos(chapter, None, "192.0.2.1", given=True)
    assert forget_addresses() == 0 and GuestAddress.objects.count() == 1


def test_a_stopped_guest_is_forgotten_as_well(author: User, make_comment: MakeComment) -> None:
    stop_writer(make_comment(by=None), author)
    assert Stop.objects.exists()
    age(31)
    forget_addresses()
    assert not Stop.objects.exists()


def test_the_command_says_how_many(
    make_comment: MakeComment, capsys: pytest.CaptureFixture[str]
) -> None:
    make_comment(by=None)
    age(31)
    call_command("forget_addresses")
    assert "Forgot 1 addresses." in capsys.readouterr().out
