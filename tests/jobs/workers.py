"""Starts `manage.py work` as copies of one process, which has loaded the site.

    python -m tests.jobs.workers

Loading it takes 2 s of CPU time. Each line of the input is a command as JSON, and so is its answer.
"""

import json
import os
import runpy
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import django
from django.core.checks import run_checks


class Workers(AbstractContextManager["Workers"]):
    """Use in a `with` block."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - fixed arguments
            [sys.executable, "-m", "tests.jobs.workers"],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=60)

    def start(self, *options: str) -> int:
        """Returns the process id of a new worker."""
        return int(self._answer("start", *options))

    def start_with_server(self, *options: str) -> list[int]:
        """Returns the process ids of a server and of a worker, started as `make run` does."""
        pids: list[int] = self._answer("start_with_server", *options)
        return pids

    def wait(self, pid: int) -> int:
        """Waits until this worker or server ends. Returns its exit status."""
        return int(self._answer("wait", pid))

    def _answer(self, *command: str | int) -> Any:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin and stdout
        print(json.dumps(command), file=stdin, flush=True)
        return json.loads(stdout.readline())


def start(*options: str) -> int:
    pid = os.fork()
    if pid == 0:
        work(*options)
    return pid


def start_with_server(*options: str) -> list[int]:
    """The process that starts the worker becomes the server, here `sleep`."""
    reading, writing = os.pipe()
    server = os.fork()
    if server == 0:
        os.write(writing, f"{start(*options)}\n".encode())
        os.execv("/bin/sleep", ["sleep", "600"])  # noqa: S606 - fixed arguments
    os.close(writing)
    with os.fdopen(reading) as pipe:
        return [server, int(pipe.readline())]


def wait(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def work(*options: str) -> None:
    # The standard input and output are for the commands.
    with open(os.devnull, "r+b") as nothing:
        os.dup2(nothing.fileno(), 0)
        os.dup2(nothing.fileno(), 1)
    sys.argv = ["manage.py", "work", *options]
    status = 1
    try:
        runpy.run_path("manage.py", run_name="__main__")
        status = 0
    finally:
        # Not what Python does at the end of the process that this one is a copy of.
        os._exit(status)


COMMANDS: dict[str, Callable[..., object]] = {
    "start": start,
    "start_with_server": start_with_server,
    "wait": wait,
}


def main() -> None:
    django.setup()
    # Loads the pages. Each worker does it again, in a moment.
    run_checks()
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        print(json.dumps(COMMANDS[name](*arguments)), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
