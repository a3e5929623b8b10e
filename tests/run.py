"""Runs the tests on SQLite and then, if it is available, on PostgreSQL.

On PostgreSQL only those run that together execute every statement (tests/statements/); all of them
with --all-on-postgresql, which leaves out SQLite.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.missing_programs import required_programs
from tests.postgres import find_postgres_programs, temporary_cluster

# What these tests check does not depend on the database, so they run only once, on SQLite.
NOT_USING_DATABASE = ("markup", "images", "times", "browser", "deploy", "valid_html")
NOT_USING_DATABASE_FILES = (
    *("reading/test_page_cache.py", "reading/test_fingerprint.py"),
    *("reading/test_hostile_text.py", "reading/comments/test_hostile_text.py"),
    *("reading/lists/test_query_plans.py", "test_environment.py"),
    "test_call_stack.py",
    "manuscripts/test_files_of_libreoffice.py",
    *("stories/test_covers.py", "stories/test_replaced_pictures.py"),
    *("reading/test_folded_text.py", "policies/test_shipped_texts.py"),
)
# The migrations would take 4 s of CPU time in each worker. tests/test_migrations.py compares what
# they make with what the models say.
MODELS_ONLY = ("--no-migrations",)
ALL_ON_POSTGRESQL = "--all-on-postgresql"
# An odd request to any page, as one of the six kinds of people, takes 5 minutes in all.
PATIENT = ("--timeout", "1800", "-o", "faulthandler_timeout=0")
# One worker more than there are processors: each often waits for Chromium, or for PostgreSQL. Two
# more take as long.
WORKERS = (os.cpu_count() or 1) + 1


def run_pytest(database_url: str, *arguments: str, **environment: str) -> bool:
    command = [sys.executable, "-m", "pytest", "-q", "-n", str(WORKERS), "--dist", "worksteal"]
    return not subprocess.run(  # noqa: S603 - fixed arguments
        [*command, *MODELS_ONLY, *arguments],
        env={**os.environ, "DATABASE_URL": database_url, **environment},
        check=False,
    ).returncode


def run_on_sqlite(statements: str) -> bool:
    print("--- SQLite", flush=True)  # noqa: T201
    plugins = ("-p", "tests.statements.recording", "-p", "tests.compiling")
    return run_pytest("", *plugins, "-m", "not postgres", STATEMENTS=statements)


def run_on_postgresql(url: str, *options: str, **environment: str) -> bool:
    print("--- PostgreSQL", flush=True)  # noqa: T201
    once = (*NOT_USING_DATABASE, *NOT_USING_DATABASE_FILES)
    ignored = [f"--ignore=tests/{name}" for name in once]
    return run_pytest(url, "-p", "no:cacheprovider", *ignored, *options, **environment)


def run_chosen_on_postgresql(url: str, statements: str) -> bool:
    """Runs tests that together execute every statement that was recorded on SQLite.

    Tries a tenth of the random examples: see sampling.py. Tests with very many cases, and of
    processes, run on SQLite.
    """
    options = ("-p", "tests.statements.selecting", "-m", "not extended or postgres")
    return run_on_postgresql(url, *options, STATEMENTS=statements, QUICK="1")


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


def run_on_both() -> bool:
    with tempfile.TemporaryDirectory() as statements, postgresql() as url:
        has_passed = run_on_sqlite(statements)
        if url:
            return run_chosen_on_postgresql(url, statements) and has_passed
    return say_that_postgresql_is_missing() and has_passed


def run_all_on_postgresql() -> bool:
    with postgresql() as url:
        if url:
            options = ("-m", "not extended or postgres or long", *PATIENT)
            return run_on_postgresql(url, *options)
    return say_that_postgresql_is_missing()


def say_that_postgresql_is_missing() -> bool:
    """Returns whether it may be."""
    print("skipped: PostgreSQL is not installed, and DATABASE_URL is not a PostgreSQL URL")  # noqa: T201
    return "postgres" not in required_programs()


def main() -> int:
    started = time.monotonic()
    is_on_postgresql = sys.argv[1:] == [ALL_ON_POSTGRESQL]
    has_passed = run_all_on_postgresql() if is_on_postgresql else run_on_both()
    minutes, seconds = divmod(round(time.monotonic() - started), 60)
    print(f"Total: {minutes} min {seconds} s")  # noqa: T201
    return 0 if has_passed else 1


if __name__ == "__main__":
    sys.exit(main())
