"""What the log is made of, narrowed by the filters of a LogQuery."""

from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import PenName, User
from serial.comments.choices import State
from serial.comments.models import Comment, CommentAction
from serial.moderation.choices import DecisionKind
from serial.moderation.log.private_notes import PrivateNotes
from serial.moderation.log.query import DecidedBy, LogQuery
from serial.moderation.models import Decision, Wave
from serial.stories.models import Story

Rows = QuerySet[Any, Any]
# The decision that an author's change of a comment's state is like.
KIND_OF_STATE = {
    State.PUBLISHED.value: DecisionKind.APPROVE,
    State.HELD.value: DecisionKind.HOLD,
    State.HIDDEN.value: DecisionKind.HIDE,
    State.REJECTED.value: DecisionKind.REJECT,
}


def actions(query: LogQuery, *, opens_waves: bool) -> Rows:
    """Comment actions with and without a decision; not what commenters did themselves."""
    rows: Rows = CommentAction.objects.by_others()
    # As NOT (... IS NOT NULL), each by itself, PostgreSQL expects that nearly all rows match, and
    # reads the index in the order of time; otherwise it expects few, and reads and sorts all.
    is_alone = ~Q(decision__wave__isnull=False) & ~Q(wave_comment__isnull=False)
    is_alone &= ~Q(undoes__isnull=False, undoes__wave_comment__isnull=False)
    if query.wave:
        of_author = Q(wave_comment__wave=query.wave) | Q(undoes__wave_comment__wave=query.wave)
        rows = rows.filter(Q(decision__wave=query.wave) | of_author)
    if query.person:
        theirs = Q(comment__user__in=_people(query.person)) | _guest(query.person, "comment")
        rows = rows.filter(theirs | _decided_by(query.person, is_alone, opens_waves=opens_waves))
    elif not opens_waves:
        rows = rows.filter(is_alone)
    if query.story:
        rows = rows.filter(story__in=_stories(query.story))
    if query.kind:
        rows = rows.filter(Q(decision__kind=query.kind) | _authors_kind(query.kind))
    return _of_decision(rows, query, "decision__")


def decisions_without_action(query: LogQuery, *, opens_waves: bool) -> Rows:
    rows: Rows = Decision.objects.filter(action__isnull=True)
    is_alone = Q(wave=None)
    if query.wave:
        rows = rows.filter(wave=query.wave)
    if query.person:
        theirs = Q(member__in=_people(query.person)) | _guest(query.person, "item__comment")
        rows = rows.filter(theirs | _decided_by(query.person, is_alone, opens_waves=opens_waves))
    elif not opens_waves:
        rows = rows.filter(is_alone)
    if query.story:
        rows = rows.filter(item__on_story__in=_stories(query.story))
    if query.kind:
        rows = rows.filter(kind=query.kind)
    return _of_decision(rows, query, "")


def waves(query: LogQuery) -> Rows:
    """Acts on many. One that was made for a story is its author's."""
    rows: Rows = Wave.objects.all()
    if query.person:
        rows = rows.filter(by__in=_people(query.person))
    if query.story:
        rows = rows.filter(story__in=_stories(query.story))
    if query.kind:
        rows = rows.filter(kind=query.kind)
    if query.rule:
        rows = rows.filter(rule=query.rule)
    if query.words:
        about_reader = Q(pk__in=PrivateNotes.of(query.reader).waves)
        rows = rows.filter(_says(query.words, "", about_reader))
    if query.by == DecidedBy.CHECKS:
        return rows.none()
    return rows.filter(story__isnull=query.by == DecidedBy.MODERATORS) if query.by else rows


def _of_decision(rows: Rows, query: LogQuery, prefix: str) -> Rows:
    """The filters for what only decisions have."""
    if query.rule:
        rows = rows.filter(**{f"{prefix}rule": query.rule})
    if query.words:
        about_reader = PrivateNotes.of(query.reader).condition(prefix)
        rows = rows.filter(_says(query.words, prefix, about_reader))
    if query.by == DecidedBy.AUTHORS:
        rows = rows.filter(**{f"{prefix}pk__isnull": True})
    elif query.by == DecidedBy.CHECKS:
        rows = rows.filter(**{f"{prefix}check_code__gt": ""})
    elif query.by == DecidedBy.MODERATORS:
        rows = rows.filter(**{f"{prefix}check_code": ""})
    return rows


def _decided_by(name: str, is_alone: Q, *, opens_waves: bool) -> Q:
    """A wave is one entry of who decided it. Those whom it concerns find their own part of it."""
    by_them = Q(by__in=_people(name))
    return by_them if opens_waves else by_them & is_alone


def _says(words: str, prefix: str, about_reader: Q) -> Q:
    """Not in notes about the reader: that one is found would tell what it says."""
    in_note = Q(**{f"{prefix}note__icontains": words}) & ~about_reader
    return Q(**{f"{prefix}words__icontains": words}) | in_note


def _authors_kind(kind: str) -> Q:
    """The actions without a decision that are like one of this kind."""
    by_author = Q(decision=None)
    if kind == DecisionKind.UNDO:
        return by_author & Q(undoes__isnull=False)
    if kind == DecisionKind.CLOSE_THREAD:
        return by_author & Q(undoes=None, kind=CommentAction.Kind.CLOSE_THREAD)
    states = [state for state, like in KIND_OF_STATE.items() if like == kind]
    is_change = Q(undoes=None, kind=CommentAction.Kind.STATE)
    return by_author & is_change & Q(after__state__in=states)


def _people(name: str) -> list[int]:
    """Members of this username or pen name."""
    pen_names = PenName.objects.filter(name__iexact=name)
    members = User.objects.filter(Q(username__iexact=name) | Q(pk__in=pen_names.values("user")))
    return list(members.values_list("pk", flat=True))


def _guest(name: str, comment: str) -> Q:
    theirs = Comment.objects.filter(user=None, guest_name__iexact=name)
    return Q(**{f"{comment}__in": theirs.values("pk")})


def _stories(title: str) -> "QuerySet[Story, Any]":
    return Story.objects.filter(title__icontains=title).values("pk")
