"""The item in focus: all that a moderator needs to decide on it."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from serial.comments.choices import READABLE_BY_MODERATORS, State
from serial.comments.models import Comment
from serial.comments.policy import CommentPolicy
from serial.moderation.choices import Reason
from serial.moderation.colleagues import is_for_colleague
from serial.moderation.models import ReviewItem
from serial.moderation.models.decision import STORY_KINDS
from serial.moderation.queue.focus.changes import Edit, edits_of
from serial.moderation.queue.focus.context import Answered, answered_by, policy_of_item
from serial.moderation.queue.focus.findings import FindingNote, finding_notes, marked_html
from serial.moderation.queue.focus.history import (
    Event,
    PastDecision,
    decisions_of,
    history_of,
)
from serial.moderation.queue.focus.loading import Belongings, leave_out_private, load_item
from serial.moderation.queue.focus.reports import ReportLine, report_lines
from serial.moderation.queue.focus.standing import Standing, standing_of
from serial.moderation.queue.json_rows import parse_time
from serial.moderation.queue.rows import name_of
from serial.moderation.review.scores import parts_now, points_now
from serial.moderation.subjects.base import Subject
from serial.moderation.subjects.registry import load_subject

PART_LABELS = {
    "findings": _("Findings"),
    "reports": _("Reports, by record"),
    "severity": _("Gravest reason"),
    "reach": _("Reach"),
    "age": _("Waiting"),
}


@dataclass(frozen=True)
class Note:
    """A colleague's note on another item of the same person."""

    text: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Focus:
    item: ReviewItem
    user: User
    findings: list[FindingNote] = field(default_factory=list)
    reports: list[ReportLine] = field(default_factory=list)
    decisions: list[PastDecision] = field(default_factory=list)

    @property
    def comment(self) -> Comment | None:
        return self.item.comment

    @property
    def name(self) -> str:
        return name_of(self.item)

    @property
    def person(self) -> str:
        """Whom a decision concerns."""
        if self.item.member is not None:
            return self.item.member.username
        return self.name if self.comment else gettext("Unknown")

    @property
    def initial(self) -> str:
        name = self.name
        return next((letter for letter in name if letter.isalnum()), name[:1])

    @property
    def is_readable(self) -> bool:
        return self.comment is None or self.comment.state in READABLE_BY_MODERATORS

    @cached_property
    def subject(self) -> Subject:
        return load_subject(self.item)

    @property
    def revision(self) -> int:
        """Of the thing as it is shown, on which the decision is made."""
        return self.comment.edit_count if self.comment else self.subject.revision()

    @property
    def reply_url(self) -> str:
        """Where the moderator answers the comment, as every member does."""
        comment = self.comment
        if comment is None:
            return ""
        chapter = comment.chapter
        page = reverse("write_comment", args=[chapter.story.slug, chapter.slug])
        return f"{page}?reply_to={comment.number}"

    @property
    def same_story_url(self) -> str:
        title = self.item.on_story.title if self.item.on_story else ""
        return f"{reverse('moderation_queue')}?{urlencode({'story': title})}"

    @cached_property
    def html(self) -> SafeString:
        comment = self.item.comment
        return marked_html(comment, self.findings) if comment else SafeString("")

    @cached_property
    def answered(self) -> Answered | None:
        return answered_by(self.item)

    @cached_property
    def standing(self) -> Standing | None:
        return standing_of(self.item)

    @cached_property
    def policy(self) -> CommentPolicy | None:
        return policy_of_item(self.item)

    @cached_property
    def edits(self) -> list[Edit]:
        return edits_of(self.item)

    @cached_property
    def history(self) -> list[Event]:
        return history_of(self.item, self.decisions)

    @property
    def authors(self) -> list[str]:
        return [row["name"] for row in getattr(self.item, "authors_json", [])]

    @property
    def notes(self) -> list[Note]:
        """What colleagues noted on this person, here and elsewhere."""
        elsewhere = [
            Note(row["note"], row["by"] or "", parse_time(row["created_at"]))
            for row in getattr(self.item, "notes_json", [])
        ]
        here = [Note(made.note, made.by, made.at) for made in self.decisions if made.note]
        return sorted([*here, *elsewhere], key=lambda note: note.at, reverse=True)

    @property
    def points(self) -> int:
        return points_now(self.item)

    @property
    def score_parts(self) -> list[tuple[str, float]]:
        """Each with its label."""
        return [(part_label(name), points) for name, points in parts_now(self.item).items()]

    @property
    def is_waiting(self) -> bool:
        return self.item.is_held or self.item.is_reported

    @property
    def claimed_by(self) -> str:
        """The name of a colleague who has it open; "" if nobody or the moderator has."""
        until = self.item.claimed_until
        is_claimed = until is not None and until > timezone.now()
        if not is_claimed or self.item.claimed_by in (None, self.user):
            return ""
        return self.item.claimed_by.username if self.item.claimed_by else ""

    @property
    def is_own_claim(self) -> bool:
        return self.item.claimed_by_id == self.user.pk and not self.claimed_by

    @cached_property
    def is_for_colleague(self) -> bool:
        """Whether it concerns the moderator, and there is another one: then nothing can be done."""
        concerned = {self.item.member_id} if self.comment else self.subject.concerned()
        return is_for_colleague(concerned, self.user)

    @property
    def last_decision(self) -> PastDecision | None:
        """The one in force."""
        return next((made for made in self.decisions if made.is_undoable), None)

    @property
    def urgent_report(self) -> ReportLine | None:
        """The gravest: somebody who may harm themselves comes before a threat."""
        urgent = [report for report in self.reports if report.is_urgent]
        of_self_harm = [report for report in urgent if report.reason == Reason.SELF_HARM]
        return next(iter([*of_self_harm, *urgent]), None)

    @property
    def reports_former_text(self) -> bool:
        return any(report.is_of_former_text for report in self.reports)

    @property
    def is_deleted(self) -> bool:
        if self.item.is_gone:
            return True
        return self.comment is not None and self.comment.state in (State.DELETED, State.ERASED)


def part_label(name: str) -> str:
    return str(PART_LABELS.get(name, name))


def load_focus(pk: int, user: User, belongings: Belongings) -> Focus | None:
    """belongings: of this item."""
    item = load_item(pk, belongings)
    if item is None:
        return None
    is_author = item.kind in STORY_KINDS and bool(belongings["is_author"])
    if is_author or item.member_id == user.pk:
        leave_out_private(item)
    return Focus(item, user, finding_notes(item), report_lines(item), decisions_of(item))
