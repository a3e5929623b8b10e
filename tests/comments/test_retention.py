"""IP hashes of guests are deleted after 30 days; their comments stay."""

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


def make_older(days: float) -> None:
    posted_at = timezone.now() - timedelta(days=days)
    Comment.objects.update(posted_at=posted_at)
    GuestIpHash.objects.update(last_seen_at=posted_at)


@pytest.mark.parametrize(("days", "deleted"), [(29.9, 0), (30.1, 1)])
def test_ip_hash_is_deleted_after_thirty_days(
    days: float, deleted: int, make_comment: MakeComment
) -> None:
    make_comment("Mine.", by=None)
    make_older(days)
    assert purge_guest_ips() == deleted
    comment = Comment.objects.get()
    assert (comment.ip_hash is None) == bool(deleted)
    assert (comment.body, comment.guest_name) == ("Mine.", "Gus")


def test_old_comment_loses_its_ip_hash_although_the_guest_returned(
    chapter: Chapter, make_comment: MakeComment
) -> None:
    make_comment("Old.", by=None)
    make_older(31)
    make_comment("New.", by=None)
    assert purge_guest_ips() == 0
    with_hash = Comment.objects.exclude(ip_hash=None)
    assert [comment.body for comment in with_hash] == ["New."]


def test_ip_hash_is_kept_while_the_guest_gives_kudos(chapter: Chapter) -> None:
    set_kudos(chapter, None, "192.0.2.1", given=True)
    make_older(31)
    set_kudos(chapter, None, "192.0.2.1", given=True)
    assert purge_guest_ips() == 0 and GuestIpHash.objects.count() == 1


def test_ban_of_a_guest_ends_with_their_ip_hash(author: User, make_comment: MakeComment) -> None:
    ban_commenter(make_comment(by=None), author)
    assert StoryBan.objects.exists()
    make_older(31)
    purge_guest_ips()
    assert not StoryBan.objects.exists()


def test_command_reports_how_many_were_deleted(
    make_comment: MakeComment, capsys: pytest.CaptureFixture[str]
) -> None:
    make_comment(by=None)
    make_older(31)
    call_command("purge_guest_ips")
    assert "Erased 1 IP hashes." in capsys.readouterr().out
