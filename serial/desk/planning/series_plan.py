"""What a series of releases will do, shown before it is carried out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.utils import timezone
from django.utils.translation import gettext as _

from serial.chapters.models import Chapter
from serial.times.wording import format_time_until, format_upcoming

Plan = Sequence[tuple[Chapter, datetime]]


@dataclass(frozen=True)
class Step:
    chapter: Chapter
    moment: datetime
    words: str
    note: str


def plan_steps(plan: Plan) -> list[Step]:
    steps = []
    for chapter, at in plan:
        moment = timezone.localtime(at)
        steps.append(Step(chapter, moment, format_upcoming(moment), _note(chapter, moment)))
    return steps


def plan_digest(plan: Plan) -> str:
    """The same for the same plan alone, so that what was shown is what is carried out."""
    lines = [f"{chapter.pk} {moment.isoformat()}" for chapter, moment in plan]
    return sha256("\n".join(lines).encode()).hexdigest()


def _note(chapter: Chapter, moment: datetime) -> str:
    if moment <= timezone.now():
        return _("this has passed: it is out at once")
    if chapter.is_released():
        return _("it is out now; until then, readers will no longer find it")
    return format_time_until(moment)
