"""Many moderators decide at the same moment: each item once, and everybody else is told."""

from collections import Counter
from contextlib import suppress

import pytest
from pytest_django import Settings

from accounts.models import User
from serial.comments import moderating
from serial.comments.changes.base import ActionRefused
from serial.comments.choices import State
from serial.comments.editing import save_edit
from serial.comments.models import Comment, CommentAction
from serial.moderation.choices import DecisionKind, Status
from serial.moderation.deciding import Clash, Ruling, Seen, decide, decide_now, undo
from serial.moderation.models import Decision, ReviewItem
from serial.stories.models import Story
from tests.comments.conftest import MakeComment
from tests.comments.recounting import assert_counts_are_right
from tests.comments.test_concurrency import run_at_once
from tests.conftest import MakeChapter
from tests.moderation.reviewing import make_moderator

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

APPROVE, HIDE = DecisionKind.APPROVE, DecisionKind.HIDE
MODERATORS = 16
# Discussions that are locked, as on a site with several stories.
CHAPTERS = 4


@pytest.mark.parametrize("items", [40, pytest.param(200, marks=pytest.mark.long)])
def test_sixteen_moderators_decide_on_the_same_items(
    items: int,
    make_chapter: MakeChapter,
    make_comment: MakeComment,
    story: Story,
    settings: Settings,
) -> None:
    settings.COMMENT_CHECKS = ["serial.comments.checks.premoderation"]
    chapters = [make_chapter(story=story) for _ in range(CHAPTERS)]
    for number in range(items):
        make_comment(
            f"Number {number}.",
            by=None,
            chapter=chapters[number % CHAPTERS],
            ip=f"192.0.2.{number}",
        )
    moderators = [make_moderator(f"moderator-{number}") for number in range(MODERATORS)]
    assert ReviewItem.objects.waiting().count() == items

    def decide_next(number: int) -> Counter[str]:
        """Decides on the first item of the queue, until it is empty."""
        results: Counter[str] = Counter()
        ruling = Ruling(kind=HIDE if number % 2 else APPROVE, words="A rule.")
        while item := ReviewItem.objects.waiting().order_by("pk").first():
            try:
                decide(item.pk, ruling, moderators[number], Seen(item.version, item.revision))
                results["decided"] += 1
            except Clash as clash:
                results["told" if clash.item.status == Status.DECIDED else "wrong"] += 1
        return results

    total: Counter[str] = Counter()
    for result in run_at_once(MODERATORS, decide_next):
        assert isinstance(result, Counter), result
        total += result
    assert total["decided"] == items and total["told"] > items and not total["wrong"]

    decisions = Decision.objects.exclude(by=None)
    assert decisions.count() == len(set(decisions.values_list("item"))) == items
    assert set(ReviewItem.objects.values_list("status", flat=True)) == {Status.DECIDED}
    for decision in decisions.select_related("item__comment", "action"):
        comment, action = decision.item.comment, decision.action
        assert comment and action and comment.state == action.after["state"]
    # One more of each comment is from the check that held it.
    assert CommentAction.objects.count() == 2 * items
    published = Comment.objects.filter(state=State.PUBLISHED).count()
    assert published == decisions.filter(kind=APPROVE).count()
    for chapter in chapters:
        assert_counts_are_right(chapter)


def test_decisions_edits_and_undoing_at_once(make_comment: MakeComment, author: User) -> None:
    """Locks are taken in one order: nobody waits for ever, and items agree with their comments."""
    comments = [make_comment(f"See https://{n}.example/") for n in range(3)]
    moderators = [make_moderator(f"moderator-{number}") for number in range(12)]

    def act(number: int) -> None:
        comment = Comment.objects.get(pk=comments[number % 3].pk)
        # A colleague may have done the same, or changed it again, in between.
        with suppress(ActionRefused):
            match number % 4:
                case 0:
                    ruling = Ruling(kind=HIDE, words="A rule.")
                    undo(decide_now(comment, ruling, moderators[number]).pk, None)
                case 1:
                    decide_now(comment, Ruling(kind=APPROVE), moderators[number])
                case 2:
                    save_edit(comment.pk, f"Text {number}.", None)
                case 3:
                    moderating.hold(comment, author)

    assert run_at_once(12, act) == [None] * 12
    for comment in Comment.objects.all():
        item = comment.review_item
        assert item.is_held == (comment.state == State.HELD)
        assert item.revision == comment.edit_count
    assert_counts_are_right(comments[0].chapter)
