"""Comments are held for what their commenter posted before, and for how long they are."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from serial.comments.choices import State
from serial.comments.editing import save_edit
from serial.comments.models import Comment
from serial.moderation.check_settings.content import (
    Content,
    FirstComments,
    Length,
    Limits,
    Pace,
    Rejections,
    SiteHolds,
    SitePolicy,
)
from serial.moderation.checks.history import allowed_in_an_hour
from tests.cases import each_case
from tests.comments.conftest import MakeComment
from tests.moderation.checks.conftest import Apply
from tests.rolling_back import try_each


def codes(comment: Comment) -> list[str]:
    return list(comment.findings.values_list("code", flat=True))


def publish_all() -> None:
    Comment.objects.update(state=State.PUBLISHED)


def test_first_comments_are_held_until_two_were_approved(
    apply_settings: Apply, make_comment: MakeComment, author: User, reader: User
) -> None:
    apply_settings(Content(limits=Limits(first_comments=FirstComments(is_on=True, approved=2))))
    first, second = make_comment("One."), make_comment("Two.")
    assert codes(first) == codes(second) == ["first-comments"]
    assert make_comment("Mine.", by=author).is_published()
    publish_all()
    assert make_comment("Three.").is_published()
    # An edit of the first one is looked at again.
    assert save_edit(first.pk, "One!", reader).state == State.HELD


def test_pace_allows_more_to_those_who_wrote_more(
    apply_settings: Apply, make_comment: MakeComment, reader: User
) -> None:
    apply_settings(Content(limits=Limits(pace=Pace(at_first=2, for_each_ten=10, at_most=3))))
    first = make_comment("One.")
    make_comment("Two.")
    assert codes(make_comment("Three.")) == []
    assert codes(make_comment("Four.")) == ["pace"]
    # Editing is not posting.
    assert save_edit(first.pk, "One!", reader).is_published()
    Comment.objects.update(posted_at=timezone.now() - timedelta(hours=2))
    assert codes(make_comment("Five.")) == []


@each_case("published, allowed", [(0, 10), (1, 10), (2, 11), (10, 15), (50, 35), (1_000, 60)])
def test_allowed_comments_in_an_hour(published: int, allowed: int) -> None:
    assert allowed_in_an_hour(Pace(), published) == allowed


@try_each(
    "states, days, is_held",
    [
        ([State.REJECTED, State.HIDDEN], 29, True),
        ([State.REJECTED, State.HIDDEN], 31, False),
        ([State.REJECTED, State.PUBLISHED], 1, False),
        ([State.HELD, State.HELD], 1, False),
    ],
)
def test_recent_rejections(
    states: list[State],
    days: int,
    is_held: bool,
    apply_settings: Apply,
    make_comment: MakeComment,
    author: User,
) -> None:
    apply_settings(Content(limits=Limits(rejections=Rejections(rejected=2, days=30))))
    posted_at = timezone.now() - timedelta(days=days)
    for state in states:
        comment = make_comment(f"{state}.")
        Comment.objects.filter(pk=comment.pk).update(state=state, posted_at=posted_at)
    assert codes(make_comment("Again.")) == (["rejections"] if is_held else [])


@try_each(
    "holds, guest_is_held, member_is_held",
    [
        (SiteHolds.NOBODY, False, False),
        (SiteHolds.GUESTS, True, False),
        (SiteHolds.EVERYONE, True, True),
    ],
)
def test_site_policy(
    holds: SiteHolds,
    guest_is_held: bool,
    member_is_held: bool,
    apply_settings: Apply,
    make_comment: MakeComment,
    author: User,
) -> None:
    apply_settings(Content(limits=Limits(site_policy=SitePolicy(holds=holds))))
    assert ("site-policy" in codes(make_comment("By a guest.", by=None))) == guest_is_held
    assert ("site-policy" in codes(make_comment("By a member."))) == member_is_held
    assert make_comment("By the author.", by=author).is_published()


def test_limits_that_are_off_hold_nothing(apply_settings: Apply, make_comment: MakeComment) -> None:
    off = Limits(
        pace=Pace(is_on=False, at_first=0),
        rejections=Rejections(is_on=False, rejected=0),
        length=Length(is_on=False, newcomer_characters=1),
    )
    apply_settings(Content(limits=off))
    assert codes(make_comment("Hm, hm.")) == []
