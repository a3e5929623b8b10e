"""Measures the figures of docs/performance.md. `make bench` runs it.

Prints each figure as it comes, and at the end a table of all. Writes them to a JSON file too.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path

from tests.bench.figures import (
    Figure,
    append_figure,
    make_table,
    read_figures,
    write_json,
)
from tests.bench.groups import DATABASES, GROUPS, select_groups
from tests.bench.interrupting import interrupt_once
from tests.bench.machine import describe_run
from tests.bench.scale import FULL, QUICK
from tests.postgres import find_postgres_programs, temporary_cluster

DATA = Path(__file__).parents[2] / "data"
# After an interrupt: its servers end what they have begun.
SECONDS_TO_END = 90


def main() -> int:
    options = _parse_options()
    interrupt_once()
    started = time.monotonic()
    run = {**describe_run(), "scale": (QUICK if options.quick else FULL).name, "only": options.only}
    machine = run["machine"]
    sys.stdout.write(
        f"Fixed work of pure Python: {machine['fixed work, CPU ms']} CPU ms;"
        f" load average {machine['load average']:.1f}\n"
    )
    with tempfile.TemporaryDirectory(prefix="serial-bench-") as folder:
        path = Path(folder) / "figures"
        try:
            for database, groups in options.runs:
                _run_groups(database, groups, path, quick=options.quick)
        finally:
            figures = read_figures(path)
            run["seconds"] = round(time.monotonic() - started)
            write_json(options.json, run, figures)
    sys.stdout.write(f"\n{make_table(figures)}\n")
    failed = [figure for figure in figures if figure.status == "failed"]
    sys.stdout.write(
        f"{len(figures)} figures, {len(failed)} failed, in {run['seconds']} s: {options.json}\n"
    )
    return 1 if failed else 0


def _parse_options() -> argparse.Namespace:
    names = ", ".join([*(group.name for group in GROUPS), *DATABASES])
    default = DATA / f"bench-{datetime.now():%Y-%m-%d-%H%M}.json"
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", default="", help=f"some of: {names}")
    parser.add_argument(
        "--quick",
        action="store_true",
        help="shorter runs on small sites, on SQLite unless PostgreSQL is named",
    )
    parser.add_argument("--json", type=Path, default=default, help="path of the JSON file")
    options = parser.parse_args()
    try:
        options.runs = select_groups(options.only, quick=options.quick)
    except ValueError as error:
        parser.error(str(error))
    return options


def _run_groups(database: str, groups: list[str], path: Path, *, quick: bool) -> None:
    """Measures the groups in another process. Adds their figures to the file at `path`."""
    if database == "postgresql" and find_postgres_programs() is None:
        reason = "PostgreSQL is not installed"
        _add(path, Figure(", ".join(groups), database, "all", "skipped", reason=reason))
        return
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    server = temporary_cluster() if database == "postgresql" else nullcontext()
    command = [sys.executable, "-m", "tests.bench.run_groups", f"--database={database}"]
    options = [f"--figures={path}", *(["--quick"] if quick else []), *groups]
    with server as cluster:
        if cluster:
            environment["DATABASE_URL"] = cluster.url
        code = _run([*command, *options], environment)
    if code != 0:
        reason = f"the process ended with exit code {code}"
        _add(path, Figure(", ".join(groups), database, "the rest", "failed", reason=reason))


def _run(command: list[str], environment: dict[str, str]) -> int:
    process = subprocess.Popen(command, env=environment)  # noqa: S603 - our own arguments
    try:
        return process.wait()
    except KeyboardInterrupt:
        # subprocess.run would kill it at once, and leave the servers that it has started.
        process.terminate()
        process.wait(SECONDS_TO_END)
        raise
    finally:
        process.kill()


def _add(path: Path, figure: Figure) -> None:
    append_figure(path, figure)
    sys.stdout.write(f"{figure}\n")


if __name__ == "__main__":
    sys.exit(main())
