"""Runs the tests on SQLite and, if it is available, on PostgreSQL, both at the same time."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from tests.postgres import find_postgres_programs, temporary_cluster

# What these tests check does not depend on the database, so they run only once, on SQLite.
NOT_USING_DATABASE = ("markup", "images", "times", "browser", "deploy")
NOT_USING_DATABASE_FILES = (
    *(
        "reading/test_html.py",
        "desk/test_html.py",
        "reading/test_page_cache.py",
        "reading/test_fingerprint.py",
    ),
    *("reading/test_hostile_text.py", "reading/comments/test_hostile_text.py"),
    *("reading/lists/test_query_plans.py", "test_environment.py"),
    "test_call_stack.py",
    *("stories/test_covers.py", "stories/test_replaced_pictures.py"),
    *("reading/test_folded_text.py", "policies/test_shipped_texts.py"),
)
# The migrations would take 4 s of CPU time in each worker. tests/test_migrations.py compares what
# they make with what the models say.
MODELS_ONLY = ("--no-migrations",)
# One worker more than there are processors: each often waits for Chromium.
WORKERS = (os.cpu_count() or 1) + 1
WORKERS_ON_POSTGRESQL = os.cpu_count() or 1
# The tests on PostgreSQL take the processors while those on SQLite wait.
LOWER_PRIORITY = 10


def required_tools() -> set[str]:
    """Returns the tools in REQUIRE. If one is missing, tests fail instead of being skipped."""
    return set(filter(None, os.environ.get("REQUIRE", "").split(",")))


def pytest_command(workers: int, *arguments: str) -> list[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-n", str(workers), "--dist", "worksteal"]
    return [*command, *sys.argv[1:], *arguments]


def run_on_sqlite() -> bool:
    print("--- SQLite", flush=True)  # noqa: T201
    command = pytest_command(WORKERS, *MODELS_ONLY, "-m", "not postgres")
    environment = {**os.environ, "DATABASE_URL": ""}
    return subprocess.run(command, env=environment, check=False).returncode == 0  # noqa: S603


def start_on_postgresql(url: str, output: IO[bytes]) -> subprocess.Popen[bytes]:
    """Tries a tenth of the random examples: see sampling.py."""
    once = (*NOT_USING_DATABASE, *NOT_USING_DATABASE_FILES)
    # Tests with very many cases, and of processes, run on SQLite.
    options = [*MODELS_ONLY, "-p", "no:cacheprovider", "-m", "not extended or postgres"]
    options += [f"--ignore=tests/{name}" for name in once]
    return subprocess.Popen(  # noqa: S603 - fixed arguments
        pytest_command(WORKERS_ON_POSTGRESQL, *options),
        env={**os.environ, "DATABASE_URL": url, "QUICK": "1"},
        stdout=output,
        stderr=subprocess.STDOUT,
        preexec_fn=lambda: os.nice(LOWER_PRIORITY),
    )


@contextmanager
def postgresql() -> Iterator[str]:
    """Gives the URL of a PostgreSQL server, or "" if there is none."""
    database_url = os.environ.get("DATABASE_URL", "")
    if database_url.startswith("postgres"):
        yield database_url
    elif find_postgres_programs() is None:
        yield ""
    else:
        with temporary_cluster() as cluster:
            yield cluster.url


def run_on_both(postgresql_url: str) -> bool:
    """Shows the progress on SQLite, and then what was printed on PostgreSQL."""
    with tempfile.TemporaryFile() as output:
        other = start_on_postgresql(postgresql_url, output)
        try:
            has_passed = run_on_sqlite()
            print("--- PostgreSQL", flush=True)  # noqa: T201
            other.wait()
        finally:
            other.terminate()
        output.seek(0)
        shutil.copyfileobj(output, sys.stdout.buffer)
        return has_passed and other.returncode == 0


def run_all() -> bool:
    with postgresql() as url:
        if url:
            return run_on_both(url)
    has_passed = run_on_sqlite()
    print("skipped: PostgreSQL is not installed, and DATABASE_URL is not a PostgreSQL URL")  # noqa: T201
    return has_passed and "postgres" not in required_tools()


def main() -> int:
    started = time.monotonic()
    has_passed = run_all()
    minutes, seconds = divmod(round(time.monotonic() - started), 60)
    print(f"Total: {minutes} min {seconds} s")  # noqa: T201
    return 0 if has_passed else 1


if __name__ == "__main__":
    sys.exit(main())
