"""What the pages say of a wave."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext, ngettext

from accounts.models import User
from serial.comments.models import Comment
from serial.moderation.choices import DecisionKind
from serial.moderation.models import Wave
from serial.moderation.waves.criteria import Criteria
from serial.moderation.waves.progress import WaveProgress
from serial.stories.models import Story
from serial.times.template_filters import short_moment


def do_label(kind: str, count: int) -> str:
    """Of the button: "Reject 12 comments"."""
    texts = {
        DecisionKind.REJECT: ngettext("Reject %(n)s comment", "Reject %(n)s comments", count),
        DecisionKind.HIDE: ngettext("Hide %(n)s comment", "Hide %(n)s comments", count),
        DecisionKind.HOLD: ngettext("Hold %(n)s comment", "Hold %(n)s comments", count),
        DecisionKind.APPROVE: ngettext("Approve %(n)s comment", "Approve %(n)s comments", count),
    }
    return texts[DecisionKind(kind)] % {"n": intcomma(count)}


def doing_label(kind: str, count: int) -> str:
    texts = {
        DecisionKind.REJECT: ngettext("Rejecting %(n)s comment", "Rejecting %(n)s comments", count),
        DecisionKind.HIDE: ngettext("Hiding %(n)s comment", "Hiding %(n)s comments", count),
        DecisionKind.HOLD: ngettext("Holding %(n)s comment", "Holding %(n)s comments", count),
        DecisionKind.APPROVE: ngettext(
            "Approving %(n)s comment", "Approving %(n)s comments", count
        ),
    }
    return texts[DecisionKind(kind)] % {"n": intcomma(count)}


def done_label(kind: str, count: int) -> str:
    texts = {
        DecisionKind.REJECT: ngettext("Rejected %(n)s comment", "Rejected %(n)s comments", count),
        DecisionKind.HIDE: ngettext("Hid %(n)s comment", "Hid %(n)s comments", count),
        DecisionKind.HOLD: ngettext("Held %(n)s comment", "Held %(n)s comments", count),
        DecisionKind.APPROVE: ngettext("Approved %(n)s comment", "Approved %(n)s comments", count),
    }
    return texts[DecisionKind(kind)] % {"n": intcomma(count)}


@dataclass(frozen=True)
class Names:
    """The names that descriptions need, read for all waves of a page at once."""

    commenters: dict[int, str]
    members: dict[int, str]
    stories: dict[int, str]

    @classmethod
    def load(cls, waves: Iterable[Wave]) -> "Names":
        criteria = [Criteria.from_json(wave.criteria) for wave in waves]
        examples = Comment.objects.with_names().filter(
            pk__in=[c.example for c in criteria if c.example]
        )
        members = User.objects.filter(pk__in=[c.member for c in criteria if c.member])
        stories = Story.objects.filter(pk__in=[c.story for c in criteria if c.story])
        return cls(
            {comment.pk: comment.display_name() for comment in examples},
            dict(members.values_list("pk", "username")),
            dict(stories.values_list("pk", "title")),
        )


def describe(wave: Wave, names: Names) -> str:
    """What its comments have in common: "like the comment by arielle, from 25 May 2026 11:40"."""
    criteria = Criteria.from_json(wave.criteria)
    somebody = gettext("a deleted account")
    commenter = names.commenters.get(criteria.example or 0, somebody)
    parts = []
    if criteria.likeness:
        text = gettext("like a comment by %(name)s (%(percent)s %%)")
        parts.append(text % {"name": commenter, "percent": criteria.likeness})
    if criteria.host:
        parts.append(gettext("with a link to %(host)s") % {"host": criteria.host})
    if criteria.member:
        name = names.members.get(criteria.member, somebody)
        parts.append(gettext("written by %(name)s") % {"name": name})
    if criteria.ip_hash:
        parts.append(gettext("from the IP hash of %(name)s") % {"name": commenter})
    if criteria.since:
        parts.append(gettext("from %(time)s") % {"time": short_moment(criteria.since)})
    if criteria.until:
        parts.append(gettext("to %(time)s") % {"time": short_moment(criteria.until)})
    if criteria.story:
        title = names.stories.get(criteria.story, "")
        parts.append(gettext("on %(story)s") % {"story": title})
    return ", ".join(parts)


def summary(progress: WaveProgress) -> str:
    """The heading of a wave: what it does, or has done."""
    kind, wave = progress.act.kind, progress.act
    if wave.undone_at:
        return gettext("Undone: %(what)s") % {"what": done_label(kind, progress.changed)}
    if wave.undo_asked_at:
        return gettext("Undoing: %(what)s") % {"what": done_label(kind, progress.changed)}
    if wave.is_running():
        return doing_label(kind, progress.total)
    return done_label(kind, progress.done)
