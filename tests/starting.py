"""Starts manage.py with several environments: python -m tests.starting, with the cases as JSON.

A start takes 2 s of CPU time, most of it to load Django and the apps. Here each start is a copy of
one process, which has loaded Django and none of the site's own modules. It ends when Django has
read the settings, before it loads the apps.
"""

import gc
import json
import os
import runpy
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import csp.constants  # noqa: F401
import django.urls  # noqa: F401
import django_stubs_ext
import environ  # noqa: F401
from django.conf import global_settings, settings
from django.core import management

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Start:
    returncode: int
    stderr: str
    # Those asked for that are not Django's own; none if a setting is wrong.
    settings: dict[str, Any]


def start_with_each(environments: list[dict[str, str]], *settings: str) -> list[Start]:
    """Starts manage.py once with each of these environments and nothing else."""
    run = subprocess.run(  # noqa: S603 - fixed arguments
        [sys.executable, "-m", "tests.starting", *settings],
        input=json.dumps(environments),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [Start(**start) for start in json.loads(run.stdout)]


def main() -> None:
    django_stubs_ext.monkeypatch()
    # At its end, each copy looks for garbage in all that was copied: three quarters of its time.
    gc.freeze()
    print(json.dumps([_start(environment) for environment in json.load(sys.stdin)]))  # noqa: T201


def _print_settings(argv: list[str] | None = None) -> None:
    given = {name: getattr(settings, name) for name in sys.argv[1:] if hasattr(settings, name)}
    own = {
        name: value
        for name, value in given.items()
        if value != getattr(global_settings, name, None)
    }
    print(json.dumps(own))  # noqa: T201


def _start(environment: dict[str, str]) -> dict[str, Any]:
    with tempfile.TemporaryFile() as stdout, tempfile.TemporaryFile() as stderr:
        pid = os.fork()
        if pid == 0:
            os.dup2(stdout.fileno(), 1)
            os.dup2(stderr.fileno(), 2)
            os.environ.clear()
            os.environ.update(environment)
            management.execute_from_command_line = _print_settings
            runpy.run_path("manage.py", run_name="__main__")
            sys.exit()
        _pid, status = os.waitpid(pid, 0)
        for file in (stdout, stderr):
            file.seek(0)
        return {
            "returncode": os.waitstatus_to_exitcode(status),
            "stderr": stderr.read().decode(),
            "settings": json.loads(stdout.read() or "{}"),
        }


if __name__ == "__main__":
    main()
