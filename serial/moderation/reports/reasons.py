"""The reasons of a report, as the form shows them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from serial.moderation.choices import Reason, SubjectKind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as LazyText


@dataclass(frozen=True)
class ReasonInfo:
    """hint: one line below the name. more: the fragment with what is asked for this reason."""

    reason: Reason
    hint: "LazyText | str" = ""
    more: str = ""
    is_for_comments: bool = False

    @property
    def label(self) -> str:
        return str(self.reason.label)


REASONS = (
    ReasonInfo(Reason.SPAM, _("Advertising, offers of paid work, the same text everywhere.")),
    ReasonInfo(Reason.HARASSMENT, _("Attacks a person: you, the author or somebody else.")),
    ReasonInfo(Reason.HATE, _("Attacks people for who they are.")),
    ReasonInfo(Reason.THREAT, _("Announces harm to somebody."), "_danger"),
    ReasonInfo(Reason.SELF_HARM, _("Somebody may hurt themselves."), "_danger"),
    ReasonInfo(
        Reason.SPOILER,
        _("Gives away a later chapter and is not marked."),
        is_for_comments=True,
    ),
    ReasonInfo(Reason.OFF_TOPIC, _("Has nothing to do with the story."), is_for_comments=True),
    ReasonInfo(Reason.ILLEGAL, _("Breaks a law of your country."), "_illegal"),
    ReasonInfo(Reason.COPYRIGHT, _("Copied from a work whose rights are yours."), "_copyright"),
    ReasonInfo(Reason.OTHER, _("Tell the moderators below what it is.")),
)
# Moderators cannot know what is meant without words.
REASONS_WITH_WORDS = (Reason.OTHER,)


def reasons_for(kind: SubjectKind) -> list[ReasonInfo]:
    is_comment = kind == SubjectKind.COMMENT
    return [info for info in REASONS if is_comment or not info.is_for_comments]
