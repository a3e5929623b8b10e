"""Steps of an erasure for tests: one that fails, and one that waits until the test goes on."""

from threading import Event

from serial.erasure import Erasure

FAIL, PAUSE = "tests.archive.erasing.steps.fail", "tests.archive.erasing.steps.pause"
is_paused, may_go_on = Event(), Event()


def fail(erasure: Erasure) -> None:
    raise RuntimeError("killed")


def pause(erasure: Erasure) -> None:
    is_paused.set()
    assert may_go_on.wait(timeout=20)
