"""From the form to the stored row, calls go down: few files, and none of a higher layer."""

import sys
import tomllib
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from tests.comments.sending import comments_url, open_form

ROOT = Path(settings.BASE_DIR)
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
    "contracts"
]
# The first is the highest.
LAYERS = [layer.split(" | ") for layer in CONTRACTS[0]["layers"]]
# They call what settings name, in apps above; each of these is one step for them.
CALLERS_BY_SETTING = {"serial.comments.observers", "serial.comments.checks"}
# The renderer is one step for its caller, so its modules are not counted.
RENDERER = "serial.markup."
FORM = "serial.reading.comments.comment_form"
# What settings plug in (COMMENT_CHECKS, COMMENT_OBSERVERS) is called from below.
PLUGGED_IN = ("serial.moderation.", "serial.notifications.")


def layer_of(module: str) -> int:
    return next(
        number
        for number, packages in enumerate(LAYERS)
        if any(f"{module}.".startswith(f"{package}.") for package in packages)
    )


def module_of(frame: FrameType | None) -> str:
    """Returns the name of the site's module, "" for any other."""
    name = str(frame.f_globals.get("__name__", "")) if frame else ""
    return name if name.startswith(("serial.", "accounts.")) else ""


COMMENTS_LAYER = layer_of("serial.comments")


class Trace:
    """Records the modules that the form calls while it is checked and saved."""

    def __init__(self) -> None:
        self.modules: set[str] = set()
        self.calls_up: set[tuple[str, str]] = set()

    def __call__(self, frame: FrameType, event: str, _argument: object) -> None:
        module = module_of(frame) if event == "call" else ""
        if not module or module.startswith(RENDERER):
            return
        callers = callers_of(frame)
        is_plugged_in = any(name.startswith(PLUGGED_IN) for name in (module, *callers))
        if FORM not in callers or is_plugged_in:
            return
        # Stands for the ORM here. It calls what builds a queryset, once in each process.
        if "serial.compiled_queries" in (module, *callers):
            return
        if not CALLERS_BY_SETTING.isdisjoint(callers) and layer_of(module) < COMMENTS_LAYER:
            return
        self.modules.add(module)
        if layer_of(module) < layer_of(callers[0]):
            self.calls_up.add((callers[0], module))


def callers_of(frame: FrameType) -> list[str]:
    """Returns the site's modules that led to this call, the nearest first."""
    callers, caller = [], frame.f_back
    while caller:
        callers.append(module_of(caller))
        caller = caller.f_back
    return [caller for caller in callers if caller]


def trace_post(client: Client, chapter: Chapter, **typed: str) -> set[str]:
    """Sends the form, and returns the modules from the form to the row."""
    fields = open_form(client, chapter) | typed
    trace = Trace()
    sys.setprofile(trace)
    try:
        response = client.post(f"{comments_url(chapter)}write/", fields)
    finally:
        sys.setprofile(None)
    assert response.status_code == 302
    assert trace.calls_up == set()
    return trace.modules


def test_calls_go_down_from_the_form_to_the_row(
    chapter: Chapter, reader_client: Client, author: User
) -> None:
    plain = trace_post(reader_client, chapter, text="First.")
    assert {"serial.comments.posting", "serial.comments.permissions"} <= plain
    assert len(plain) <= 18, sorted(plain)
    reply = trace_post(
        reader_client,
        chapter,
        text=f"Thank you, @{author.username}.",
        reply_to="1",
        paragraph="1",
        quote="One",
    )
    assert plain < reply and len(reply) <= 22, sorted(reply)
    assert [comment.parent_id is None for comment in chapter.comments.order_by("number")] == [
        True,
        False,
    ]
