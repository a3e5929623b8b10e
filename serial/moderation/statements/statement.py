"""Statements of reasons: what those concerned read, in the order of DSA article 17."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from serial.comments.choices import State, Verdict
from serial.comments.models import Comment, CommentAction
from serial.moderation.causes import (
    Cause,
    appeal_of,
    appeal_until,
    is_appealable,
    is_undone,
    same_in_wave,
)
from serial.moderation.choices import SubjectKind
from serial.moderation.models import Appeal, Decision, Rule
from serial.moderation.statements import wording
from serial.moderation.subjects.registry import load_subject

# Of the texts of a wave.
MAX_TEXTS = 20


@dataclass(frozen=True)
class OwnText:
    """What the decision is about. source: as it was typed, to copy. picture: its URL."""

    where: str
    url: str
    at: datetime | None = None
    html: SafeString = SafeString("")
    source: str = ""
    picture: str = ""


@dataclass(frozen=True, kw_only=True)
class Statement:
    cause: Cause
    title: str
    what: str
    where: str
    account: str
    found: str
    decider: str
    rule: Rule | None = None
    words: str = ""
    texts: Sequence[OwnText] = ()
    # All of a wave, also those whose texts are not shown.
    count: int = 1

    @property
    def at(self) -> datetime:
        return self.cause.created_at

    @property
    def appeal(self) -> Appeal | None:
        return appeal_of(self.cause)

    @property
    def appeal_until(self) -> datetime:
        return appeal_until(self.cause)

    @property
    def is_appealable(self) -> bool:
        return is_appealable(self.cause)

    @property
    def is_over(self) -> bool:
        """Whether the time to appeal is over."""
        return timezone.now() >= self.appeal_until

    @property
    def is_undone(self) -> bool:
        return is_undone(self.cause)


def statement_of(cause: Cause) -> Statement:
    return of_decision(cause) if isinstance(cause, Decision) else _of_act(cause)


def of_decision(decision: Decision) -> Statement:
    is_one = decision.wave_id is None
    same = same_in_wave(decision).select_related("item__comment__chapter__story")
    shown = [decision] if is_one else list(same[:MAX_TEXTS])
    return Statement(
        cause=decision,
        title=wording.title_of(decision),
        what=wording.what_of(decision),
        where=wording.where_of(decision),
        account=wording.account_of(decision),
        found=wording.found_of(decision, _finding_before(decision)),
        decider=wording.decider_of(decision),
        rule=decision.rule,
        words="" if decision.check_code else decision.words,
        texts=[text for one in shown for text in _texts_of(one)],
        count=1 if is_one else same.count(),
    )


def _of_act(action: CommentAction) -> Statement:
    comment = action.comment
    if comment is not None:
        what = wording.what_of_comment(comment, action.after["state"])
    else:
        what = gettext("You may not comment on “%(story)s”.") % {"story": action.story.title}
    return Statement(
        cause=action,
        title=wording.title_of_act(action),
        what=what,
        where=gettext("On this story, without an end, unless an appeal reverses it."),
        account=gettext("Nothing else changes. You can write as before."),
        found=gettext("An author of the story moderates its comments."),
        decider=gettext("An author of the story, not a moderator of this site."),
        texts=[_comment_text(comment)] if comment else [],
    )


def _finding_before(decision: Decision) -> str:
    """Returns what a check said about the text on which it was decided, or ""."""
    comment = decision.item.comment
    if comment is None:
        return ""
    findings = comment.findings.filter(revision=decision.revision).exclude(verdict=Verdict.PUBLISH)
    return findings.order_by("-verdict", "pk").values_list("message", flat=True).first() or ""


def _texts_of(decision: Decision) -> list[OwnText]:
    item = decision.item
    if item.kind == SubjectKind.COMMENT:
        return [_comment_text(item.comment)] if item.comment else []
    subject = load_subject(item)
    picture = subject.url() if item.kind == SubjectKind.IMAGE else ""
    # The whole chapter is at its own page, where its author reads it.
    source = "" if item.kind in {SubjectKind.CHAPTER, SubjectKind.IMAGE} else subject.text()
    return [OwnText(subject.label(), subject.url(), source=source, picture=picture)]


def _comment_text(comment: Comment) -> OwnText:
    where = f"{comment.story.title}, {comment.chapter.numbered_label()}"
    if comment.state == State.ERASED:
        return OwnText(where, "")
    # Sanitised when it was stored.
    html = SafeString(comment.body_html)
    return OwnText(where, comment.get_absolute_url(), comment.posted_at, html, comment.body)
