"""A site with very many comments that wait for a moderator, and that were decided."""

from dataclasses import dataclass
from functools import cache
from uuid import uuid4

from django.contrib.auth.models import Group
from django.db import connection
from django.db.models import Max

from accounts.models import User
from accounts.models.user import MODERATORS
from serial.comments.models import CheckFinding, Comment
from serial.comments.moderating import hold
from serial.comments.posting import post_comment
from serial.comments.submission import CommentSubmission
from serial.moderation.choices import DecisionKind
from serial.moderation.deciding import Ruling, decide_now
from serial.moderation.models import ReviewItem, Rule
from serial.stories.models import Story
from tests.bench.copied_rows import (
    RANDOM_UUID,
    copy_row,
    seconds_before,
    without_checks,
)
from tests.bench.sample_site import get_or_make_story, update_statistics
from tests.bench.scale import Scale
from tests.conftest import make_user

CHAPTERS, MEMBERS = 100, 2_000
# A million decisions are a year's.
SECONDS_APART = 30
PATH = "substr('0000000' || (%s + n), length('' || (%s + n)) + 1)"
TEXT = "Your story would look lovely as a comic. I draw, write to me on the bird site, number {}."


@dataclass(frozen=True)
class ModeratedSite:
    moderator: User
    rule: Rule


class _Copies:
    """Posts comments and copies them onto all chapters of a story, by many members."""

    def __init__(self, story: Story) -> None:
        # Made in one statement, so their ids follow each other; the first chapter was not.
        chapters = story.chapters.filter(number__gt=1).order_by("pk")
        self.chapter, self.chapter_count = chapters[0], chapters.count()
        self.commenter = make_user("bench-commenter")
        self.first_member = copy_row(
            make_user("bench-member"), MEMBERS, {"username": "source.username || n"}
        )

    def post(self, number: int) -> Comment:
        return post_comment(
            CommentSubmission(
                chapter=self.chapter,
                form_key=uuid4(),
                body=TEXT.format(number),
                user=self.commenter,
                seconds=60,
            )
        )

    def copy(self, comment: Comment, count: int) -> None:
        """With its review item, and what was found and decided."""
        chapter = f"{self.chapter.pk} + n % {self.chapter_count}"
        member = f"{self.first_member} + n % {MEMBERS} + 1"
        row = Comment.objects.get(pk=comment.pk)
        top = Comment.objects.aggregate(top=Max("number"))["top"]
        first = copy_row(
            row,
            count,
            {
                **{"chapter_id": chapter, "user_id": member},
                **{"number": f"{top} + n", "thread": f"{top} + n", "path": PATH % (top, top)},
                **{"form_key": RANDOM_UUID[connection.vendor], "ordinal": "0"},
                "posted_at": seconds_before("posted_at", SECONDS_APART),
            },
        )
        of_comment = {"comment_id": f"{first} + n"}
        for finding in row.findings.all():
            copy_row(finding, count, of_comment)
        item = ReviewItem.objects.filter(comment=row).first()
        if item is not None:
            times = {"opened_at": seconds_before("opened_at", SECONDS_APART)}
            changes = {**of_comment, **times, "member_id": member, "score": "n % 97"}
            first_item = copy_row(item, count, changes)
            self._copy_decision(item, first_item, count, chapter=chapter, member=member)

    def _copy_decision(
        self, item: ReviewItem, first: int, count: int, *, chapter: str, member: str
    ) -> None:
        decision = item.decisions.exclude(by=None).select_related("action").first()
        if decision is None or decision.action is None:
            return
        time = seconds_before("created_at", SECONDS_APART)
        items = item._meta.db_table
        comment = f"(SELECT comment_id FROM {items} WHERE id = {first} + n)"  # noqa: S608
        of_action = {"comment_id": comment, "chapter_id": chapter, "created_at": time}
        action = copy_row(decision.action, count, of_action)
        of_item = {"item_id": f"{first} + n", "action_id": f"{action} + n", "created_at": time}
        waited = seconds_before("waited_since", SECONDS_APART + 1)
        copy_row(decision, count, {**of_item, "waited_since": waited, "member_id": member})


@cache
def make_moderated_site(scale: Scale) -> ModeratedSite:
    """Makes it once in a process, for all groups that measure it."""
    story = get_or_make_story("Moderated", CHAPTERS)
    moderator = make_user("bench-moderator")
    moderator.groups.add(Group.objects.get_or_create(name=MODERATORS)[0])
    rule = Rule.objects.in_force().first() or Rule.objects.create(number=1, title="No", text="No.")
    copies = _Copies(story)
    decided = copies.post(1)
    hold(decided, None)
    decide_now(decided, Ruling(kind=DecisionKind.REJECT, rule=rule, words="No."), moderator)
    with without_checks():
        copies.copy(decided, scale.decided_items)
    waiting = copies.post(2)
    CheckFinding.objects.create(comment=waiting, code="links", verdict=1, message="A link.")
    hold(waiting, None)
    with without_checks():
        copies.copy(waiting, scale.waiting_items)
    update_statistics()
    return ModeratedSite(moderator, rule)
