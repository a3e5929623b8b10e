"""What the log is made of, narrowed by the filters of a LogQuery."""

from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import PenName, User
from serial.comments.choices import State
from serial.comments.models import Comment, CommentAction
from serial.moderation.choices import DecisionKind
from serial.moderation.log.private_notes import PrivateNotes
from serial.moderation.log.query import DecidedBy, LogQuery
from serial.moderation.models import Decision, ReviewItem, Wave
from serial.stories.models import Story

Rows = QuerySet[Any, Any]
# Of what a filter names, in the query itself: then the database knows which index has few rows.
MAX_LISTED = 1_000
# The decision that an author's change of a comment's state is like.
KIND_OF_STATE = {
    State.PUBLISHED.value: DecisionKind.APPROVE,
    State.HELD.value: DecisionKind.HOLD,
    State.HIDDEN.value: DecisionKind.HIDE,
    State.REJECTED.value: DecisionKind.REJECT,
}


def actions(query: LogQuery, *, opens_waves: bool) -> Rows:
    """What authors did to comments; not what commenters did themselves."""
    # The first condition is for the index, which has few rows.
    rows: Rows = CommentAction.objects.by_others().filter(has_decision=False, decision=None)
    if query.by not in {"", DecidedBy.AUTHORS} or query.rule or query.words:
        return rows.none()
    is_alone = Q(wave_comment=None) & ~Q(undoes__isnull=False, undoes__wave_comment__isnull=False)
    if query.wave:
        of_wave = Q(wave_comment__wave=query.wave) | Q(undoes__wave_comment__wave=query.wave)
        rows = rows.filter(of_wave)
    if query.person:
        theirs = Q(comment__user__in=_people(query.person))
        if guests := _comments_of_guests(query.person):
            theirs |= Q(comment__in=guests)
        rows = rows.filter(theirs | _decided_by(query.person, is_alone, opens_waves=opens_waves))
    elif not opens_waves:
        rows = rows.filter(is_alone)
    if query.story:
        rows = rows.filter(story__in=_stories(query.story))
    return rows.filter(_authors_kind(query.kind)) if query.kind else rows


def decisions(query: LogQuery, *, opens_waves: bool) -> Rows:
    rows: Rows = Decision.objects.all()
    if query.by == DecidedBy.AUTHORS:
        return rows.none()
    # As NOT (... IS NOT NULL), PostgreSQL expects that nearly all rows match, and reads the index
    # in the order of time; otherwise it expects few, and reads and sorts all.
    is_alone = ~Q(wave__isnull=False)
    if query.wave:
        rows = rows.filter(wave=query.wave)
    if query.person:
        theirs = Q(member__in=_people(query.person))
        if guests := _comments_of_guests(query.person):
            theirs |= Q(item__in=list(ReviewItem.objects.filter(comment__in=guests)))
        rows = rows.filter(theirs | _decided_by(query.person, is_alone, opens_waves=opens_waves))
    elif not opens_waves:
        rows = rows.filter(is_alone)
    if query.story:
        rows = rows.filter(item__on_story__in=_stories(query.story))
    if query.kind:
        rows = rows.filter(kind=query.kind)
    if query.rule:
        rows = rows.filter(rule=query.rule)
    if query.words:
        about_reader = PrivateNotes.of(query.reader).condition()
        rows = rows.filter(_says(query.words, about_reader))
    if query.by:
        is_check = Q(check_code__gt="")
        rows = rows.filter(is_check if query.by == DecidedBy.CHECKS else Q(check_code=""))
    return rows


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
        rows = rows.filter(_says(query.words, about_reader))
    if query.by == DecidedBy.CHECKS:
        return rows.none()
    return rows.filter(story__isnull=query.by == DecidedBy.MODERATORS) if query.by else rows


def _decided_by(name: str, is_alone: Q, *, opens_waves: bool) -> Q:
    """A wave is one entry of who decided it. Those whom it concerns find their own part of it."""
    by_them = Q(by__in=_people(name))
    return by_them if opens_waves else by_them & is_alone


def _says(words: str, about_reader: Q) -> Q:
    """Not in notes about the reader: that one is found would tell what it says."""
    return Q(words__icontains=words) | (Q(note__icontains=words) & ~about_reader)


def _authors_kind(kind: str) -> Q:
    """The actions of authors that are like a decision of this kind."""
    if kind == DecisionKind.UNDO:
        return Q(undoes__isnull=False)
    if kind == DecisionKind.CLOSE_THREAD:
        return Q(undoes=None, kind=CommentAction.Kind.CLOSE_THREAD)
    states = [state for state, like in KIND_OF_STATE.items() if like == kind]
    return Q(undoes=None, kind=CommentAction.Kind.STATE, after__state__in=states)


def _people(name: str) -> list[int]:
    """Members of this username or pen name."""
    pen_names = PenName.objects.filter(name__iexact=name)
    members = User.objects.filter(Q(username__iexact=name) | Q(pk__in=pen_names.values("user")))
    return list(members.values_list("pk", flat=True))


def _comments_of_guests(name: str) -> list[int]:
    """The latest of guests of this name."""
    theirs = Comment.objects.filter(user=None, guest_name__iexact=name).order_by("-pk")
    return list(theirs.values_list("pk", flat=True)[:MAX_LISTED])


def _stories(title: str) -> "list[int] | QuerySet[Story, object]":
    """Their keys; as a subquery if they are many."""
    found = Story.objects.filter(title__icontains=title).order_by()
    few = list(found.values_list("pk", flat=True)[: MAX_LISTED + 1])
    return few if len(few) <= MAX_LISTED else found.values("pk")
