"""Starts manage.py with several environments: python -m tests.starting, with the cases as JSON.

A start takes 1 s, most of it to load Django. Here each start is a copy of one process, which has
loaded Django and none of the site's own modules.
"""

import ast
import json
import os
import re
import runpy
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import csp.constants  # noqa: F401
import django.core.management  # noqa: F401
import django.urls  # noqa: F401
import django_stubs_ext
import environ  # noqa: F401

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Start:
    returncode: int
    stdout: str
    stderr: str

    def setting(self, name: str) -> Any:
        """The value of a setting, or None if it is Django's own default."""
        found = re.search(rf"^{name} = (.+?)(?:  ###)?$", self.stdout, re.MULTILINE)
        return ast.literal_eval(found[1]) if found else None


def start_with_each(environments: list[dict[str, str]]) -> list[Start]:
    """Runs `manage.py diffsettings` once with each of these environments and nothing else."""
    run = subprocess.run(  # noqa: S603 - fixed arguments
        [sys.executable, "-m", "tests.starting"],
        input=json.dumps(environments),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [Start(**start) for start in json.loads(run.stdout)]


def main() -> None:
    django_stubs_ext.monkeypatch()
    print(json.dumps([_start(environment) for environment in json.load(sys.stdin)]))  # noqa: T201


def _start(environment: dict[str, str]) -> dict[str, str | int]:
    with tempfile.TemporaryFile() as stdout, tempfile.TemporaryFile() as stderr:
        pid = os.fork()
        if pid == 0:
            os.dup2(stdout.fileno(), 1)
            os.dup2(stderr.fileno(), 2)
            os.environ.clear()
            os.environ.update(environment)
            sys.argv = ["manage.py", "diffsettings"]
            runpy.run_path("manage.py", run_name="__main__")
            sys.exit()
        _pid, status = os.waitpid(pid, 0)
        for file in (stdout, stderr):
            file.seek(0)
        return {
            "returncode": os.waitstatus_to_exitcode(status),
            "stdout": stdout.read().decode(),
            "stderr": stderr.read().decode(),
        }


if __name__ == "__main__":
    main()
