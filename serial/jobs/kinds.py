"""What the site can do in the background: the JobKinds that the setting JOB_KINDS lists."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from serial.jobs.models import Queue

# Values that JSON can hold.
Arguments = dict[str, Any]


@dataclass(frozen=True)
class JobKind:
    """run: does the job, or a part of it. It may be called again after it was interrupted or has
    failed, so it looks for what is not yet done, and does each part in a transaction. It returns
    None if nothing is left, or after how long it wants to be called for the next part.

    every: of what is done again and again. Its one job, without arguments, is added when a worker
    starts, and is due again so long after it was done.
    """

    name: str
    run: Callable[[Arguments], timedelta | None]
    queue: Queue = Queue.QUICK
    every: timedelta | None = None


def job_kinds() -> list[JobKind]:
    return [import_string(path) for path in settings.JOB_KINDS]


def job_kind(name: str) -> JobKind:
    """Raises LookupError if no kind has this name."""
    for kind in job_kinds():
        if kind.name == name:
            return kind
    raise LookupError(f"JOB_KINDS has no kind {name!r}.")
