"""An interrupted run ends what it started: servers, workers, databases, folders."""

import signal
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM)


def interrupt_once() -> None:
    """Makes SIGINT and SIGTERM raise KeyboardInterrupt. The next ones do not stop what it does."""
    for number in SIGNALS:
        signal.signal(number, _interrupt)


def _interrupt(number: int, frame: FrameType | None) -> None:
    for each in SIGNALS:
        signal.signal(each, signal.SIG_IGN)
    raise KeyboardInterrupt
