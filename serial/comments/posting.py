"""Posting a comment: once for each form, within the rules, and never lost on the way."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import PenName, User
from serial.chapters.models import Chapter
from serial.comments import screening
from serial.comments.counting import count_new, lock_discussion, save_changed
from serial.comments.limits import lock_writer, refuse_too_often
from serial.comments.models import Comment, Discussion, GuestAddress
from serial.comments.models.comment import DEEPEST, DIGITS
from serial.comments.models.guest_address import key_of
from serial.comments.recent import recent_of
from serial.comments.refusals import Refused, refuse_what_may_not_be
from serial.comments.rendering import add_mentions, render_comment
from serial.comments.rules import Rules, rules_of
from serial.comments.screening import Candidate
from serial.comments.standing import is_in_good_standing, is_newcomer


@dataclass(frozen=True, kw_only=True)
class Posting:
    """What somebody sends. `form_key` is made with the form; `ip` is where a guest writes from,
    empty where that cannot be told.

    seconds: how long the form was open; None where that cannot be told.
    """

    chapter: Chapter
    form_key: UUID
    body: str
    writer: User | None = None
    guest_name: str = ""
    guest_email: str = ""
    ip: str = ""
    parent: Comment | None = None
    block: int | None = None
    quote: str = ""
    seconds: float | None = None
    trap: str = ""
    at: datetime = field(default_factory=timezone.now)


def post(posting: Posting) -> Comment:
    """Stores the comment and returns it; the same form a second time gives the first one.

    What a screen does not like is stored as well, held or rejected. Raises a Refused
    (refusals.py) or TooOften (limits.py) for what may not be posted now; nothing is stored then.
    """
    try:
        return _post(posting)
    except IntegrityError:
        # The same form in the same moment from another address: now it is there to be found.
        return _post(posting)


@transaction.atomic
def _post(posting: Posting) -> Comment:
    # Always in this order: who writes, then where. So no two wait for each other.
    address = None if posting.writer else address_of(posting.ip)
    lock_writer(posting.writer, address)
    made = Comment.objects.filter(form_key=posting.form_key).first()
    if made is not None:
        return _same(made, posting)
    pen_name = pen_name_on(posting.chapter, posting.writer)
    rules = rules_of(posting.chapter)
    refuse_what_may_not_be(posting, rules, address, is_of_the_story=pen_name is not None)
    recent = recent_of(posting.writer, address)
    newcomer = pen_name is None and is_newcomer(posting.writer, recent)
    is_known = not newcomer and is_in_good_standing(recent)
    refuse_too_often(recent, gently=is_known or _may_write_more(posting, pen_name))
    comment = _describe(posting, address, pen_name)
    mentioned = render_comment(comment)
    findings = screening.screen(_candidate(posting, comment, rules, newcomer))
    comment.state = screening.state_after(findings)
    _store(comment, posting)
    add_mentions(comment, mentioned)
    screening.store(comment, findings)
    return comment


def _same(made: Comment, posting: Posting) -> Comment:
    """The comment that this form made. Raises Refused where it is not this one sent again.

    Somebody may have gone back to a form that was sent, and typed something else: that is not
    to be lost. And what somebody else's form made is not shown. A guest is known by having the
    key, which no page shows to anybody else: their address may change on the way.
    """
    writer = posting.writer.pk if posting.writer else None
    is_same = made.writer_id == writer and made.chapter_id == posting.chapter.pk
    if is_same and (made.body == posting.body or _was_edited_from(made, posting.body)):
        return made
    said = gettext("This form was sent before. Send it again, to post this as another comment.")
    raise Refused("sent-before", said)


def _was_edited_from(comment: Comment, body: str) -> bool:
    return comment.revisions.filter(body=body).exists()


def address_of(ip: str) -> GuestAddress:
    """The row of a guest's address, seen just now."""
    now = timezone.now()
    address, made = GuestAddress.objects.get_or_create(key=key_of(ip), defaults={"seen_at": now})
    if not made:
        GuestAddress.objects.filter(pk=address.pk).update(seen_at=now)
    return address


def pen_name_on(chapter: Chapter, writer: User | None) -> PenName | None:
    """The name by which this person is known on the story, where they have a by-line on it."""
    if writer is None:
        return None
    mine = chapter.story.bylines.of(writer).select_related("pen_name").order_by("position", "pk")
    byline = mine.first()
    return byline.pen_name if byline else None


def _describe(posting: Posting, address: GuestAddress | None, pen_name: PenName | None) -> Comment:
    parent = posting.parent
    return Comment(
        story_id=posting.chapter.story_id,
        chapter=posting.chapter,
        parent=parent,
        depth=parent.depth + 1 if parent else 0,
        writer=posting.writer,
        pen_name=pen_name,
        guest_name="" if posting.writer else posting.guest_name,
        guest_email="" if posting.writer else posting.guest_email,
        address=address,
        body=posting.body,
        block=posting.block,
        quote=posting.quote,
        revision=posting.chapter.revision,
        posted_at=posting.at,
        form_key=posting.form_key,
    )


def _may_write_more(posting: Posting, pen_name: PenName | None) -> bool:
    """The story's own people, who answer fifty comments in a row; and guests where nobody can
    tell them apart, lest one of them uses up what is for all.
    """
    return pen_name is not None or not (posting.writer or posting.ip)


def _candidate(posting: Posting, comment: Comment, rules: Rules, newcomer: bool) -> Candidate:
    return Candidate(
        comment=comment,
        writer=posting.writer,
        rules=rules,
        is_newcomer=newcomer,
        is_of_the_story=comment.pen_name_id is not None,
        seconds=posting.seconds,
        trap=posting.trap,
    )


def _store(comment: Comment, posting: Posting) -> None:
    discussion = lock_discussion(posting.chapter.pk)
    discussion.last_number += 1
    comment.number = discussion.last_number
    _place_in_thread(comment)
    comment.save(force_insert=True)
    count_new(discussion, comment)
    save_changed(discussion, "last_number")


def _place_in_thread(comment: Comment) -> None:
    own = f"{comment.number:0{DIGITS}d}"
    parent = comment.parent
    if parent is None:
        comment.thread, comment.path = comment.number, own
        return
    comment.thread = parent.thread
    # Deeper than a phone can show, an answer stands after what it answers and beside it.
    comment.path = parent.path[: (DEEPEST + 1) * DIGITS] + own
    before = Comment.objects.filter(chapter=comment.chapter_id, thread=comment.thread)
    # A thread stands on one paragraph: the one where it does now.
    last, comment.block = before.order_by("-ordinal").values_list("ordinal", "block")[0]
    comment.ordinal = last + 1


def lock_with_discussion(pk: int) -> tuple[Discussion, Comment]:
    """A comment as it is now, with its discussion locked: nobody else changes it meanwhile."""
    chapter_pk = Comment.objects.values_list("chapter", flat=True).get(pk=pk)
    discussion = lock_discussion(chapter_pk)
    return discussion, Comment.objects.select_related("chapter__story").get(pk=pk)
