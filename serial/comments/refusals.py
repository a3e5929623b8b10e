"""Why a comment may not be posted, in words that say what to do. Nothing is stored then."""

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext

from serial.comments.choices import TAKEN_BACK, Who
from serial.comments.models import Comment, Distance, GuestAddress, Stop
from serial.comments.rules import Rules

if TYPE_CHECKING:
    from serial.comments.posting import Posting


class Refused(Exception):
    """`code` is the refusal's own name; its text is for whoever wrote the comment."""

    def __init__(self, code: str, said: str) -> None:
        super().__init__(said)
        self.code, self.said = code, said


def refuse_what_may_not_be(
    posting: "Posting", rules: Rules, address: GuestAddress | None, *, is_of_the_story: bool
) -> None:
    """Raises Refused where this person may not post this comment in this place."""
    if rules.is_closed:
        raise Refused("closed", gettext("The comments on this chapter are closed."))
    _refuse_who_may_not(posting, rules, is_of_the_story=is_of_the_story)
    if not is_of_the_story:
        _refuse_who_was_stopped(posting, address)
    if posting.parent is not None:
        _refuse_reply(posting, posting.parent, is_of_the_story=is_of_the_story)


def _refuse_who_may_not(posting: "Posting", rules: Rules, *, is_of_the_story: bool) -> None:
    if is_of_the_story:
        return
    if rules.who == Who.NOBODY:
        raise Refused("nobody", gettext("This chapter takes no comments."))
    if posting.writer is None and rules.who == Who.MEMBERS:
        raise Refused("members", gettext("Members comment here: sign in, and send this again."))


def _refuse_who_was_stopped(posting: "Posting", address: GuestAddress | None) -> None:
    who = Q(person=posting.writer) if posting.writer else Q(address=address)
    if Stop.objects.filter(who, story=posting.chapter.story_id).exists():
        raise Refused(
            "stopped", gettext("The author of this story does not take comments from you.")
        )


def _refuse_reply(posting: "Posting", parent: Comment, *, is_of_the_story: bool) -> None:
    parent = Comment.objects.get(pk=parent.pk)
    if parent.state in TAKEN_BACK:
        raise Refused(
            "parent-gone",
            gettext("The comment that you answer was taken back. You can send yours by itself."),
        )
    is_own = posting.writer is not None and parent.writer_id == posting.writer.pk
    if not parent.is_published() and not (is_own or is_of_the_story):
        raise Refused(
            "parent-gone",
            gettext("The comment that you answer is not shown now. You can send yours by itself."),
        )
    first = Comment.objects.get(chapter=parent.chapter_id, number=parent.thread)
    if first.closed_at is not None and not is_of_the_story:
        raise Refused("thread-closed", gettext("This thread takes no further replies."))
    blocked = Distance.objects.filter(owner=parent.writer_id, kind=Distance.Kind.BLOCK)
    if posting.writer is not None and blocked.filter(person=posting.writer).exists():
        raise Refused("blocked", gettext("This person does not take replies from you."))
