"""Runs the tests on SQLite and, if it is available, on PostgreSQL."""

import os
import subprocess
import sys
import time

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
    "test_environment.py",
)
# One worker more than there are processors: each often waits, for Chromium or for PostgreSQL.
WORKERS = (os.cpu_count() or 1) + 1
PYTEST = [sys.executable, "-m", "pytest", "-q", "-n", str(WORKERS), "--dist", "worksteal"]


def required_tools() -> set[str]:
    """Returns the tools in REQUIRE. If one is missing, tests fail instead of being skipped."""
    return set(filter(None, os.environ.get("REQUIRE", "").split(",")))


def run_on(name: str, url: str, *arguments: str, quick: bool = False) -> bool:
    """With `quick`, tries a tenth of the random examples: see sampling.py."""
    print(f"--- {name}", flush=True)  # noqa: T201
    command = [*PYTEST, *sys.argv[1:], *arguments]
    environment = {**os.environ, "DATABASE_URL": url, "QUICK": "1" if quick else ""}
    return subprocess.run(command, env=environment, check=False).returncode == 0  # noqa: S603


def run_on_postgresql(url: str) -> bool:
    once = (*NOT_USING_DATABASE, *NOT_USING_DATABASE_FILES)
    # The migrations are tested by the run on SQLite and by `make check`.
    options = ["--no-migrations", *(f"--ignore=tests/{name}" for name in once)]
    return run_on("PostgreSQL", url, *options, quick=True)


def main() -> int:
    started = time.monotonic()
    status = run_all()
    minutes, seconds = divmod(round(time.monotonic() - started), 60)
    print(f"Total: {minutes} min {seconds} s")  # noqa: T201
    return status


def run_all() -> int:
    passed = run_on("SQLite", "", "-m", "not postgres")
    database_url = os.environ.get("DATABASE_URL", "")
    if database_url.startswith("postgres"):
        return 0 if run_on_postgresql(database_url) and passed else 1
    if find_postgres_programs() is None:
        print("skipped: PostgreSQL is not installed, and DATABASE_URL is not a PostgreSQL URL")  # noqa: T201
        return 0 if passed and "postgres" not in required_tools() else 1
    with temporary_cluster() as cluster:
        return 0 if run_on_postgresql(cluster.url) and passed else 1


if __name__ == "__main__":
    sys.exit(main())
