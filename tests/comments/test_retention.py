"""Where guests wrote from is thrown away after 30 days; what they wrote stays."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.models import Comment, GuestIpHash, StoryBan
from serial.comments.reactions import set_kudos
from serial.comments.retention import purge_guest_ips
from serial.comments.settings_changes import ban_commenter
from tests.comments.conftest import MakeComment


def age(days: float) -> None:
    then = timezone.now() - timedelta(days=days)
    Comment.objects.update(posted_at=then)
    GuestIpHash.objects.update(last_seen_at=then)


@pytest.mark.parametrize(("days", "gone"), [(29.9, 0), (30.1, 1)])
def test_after_thirty_days(days: float, gone: int, make_comment: MakeComment) -> None:
    make_comment("Mine.", by=None)
    age(days)
    assert purge_guest_ips() == gone
    kept = Comment.objects.get()
    assert (kept.ip_hash is None) == bool(gone)
    assert (kept.body, kept.guest_name) == ("Mine.", "Gus")


def test_an_older_comment_forgets_it_though_the_guest_came_again(
    chapter: Chapter, make_comment: MakeComment
) -> None:
    make_comment("Old.", by=None)
    age(31)
    make_comment("New.", by=None)
    assert purge_guest_ips() == 0
    known = Comment.objects.exclude(ip_hash=None)
    assert [each.body for each in known] == ["New."]


def test_who_came_only_for_kudos_is_known_as_long_as_they_come(chapter: Chapter) -> None:
    set_kudos(chapter, None, "192.0.2.1", given=True)
    age(31)
    set_kudos(chapter, None, "192.0.2.1", given=True)
    assert purge_guest_ips() == 0 and GuestIpHash.objects.count() == 1


def test_a_stopped_guest_is_forgotten_as_well(author: User, make_comment: MakeComment) -> None:
    ban_commenter(make_comment(by=None), author)
    assert StoryBan.objects.exists()
    age(31)
    purge_guest_ips()
    assert not StoryBan.objects.exists()


def test_the_command_says_how_many(
    make_comment: MakeComment, capsys: pytest.CaptureFixture[str]
) -> None:
    make_comment(by=None)
    age(31)
    call_command("purge_guest_ips")
    assert "Erased 1 IP hashes." in capsys.readouterr().out
