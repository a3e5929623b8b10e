"""Runs the tests on SQLite and, if it is available, on PostgreSQL."""

import os
import subprocess
import sys
import time

from tests.postgres import find_postgres_programs, temporary_cluster

# What these tests check does not depend on the database, so they run only once, on SQLite.
NOT_USING_DATABASE = ("markup", "images", "times", "browser", "deploy")
NOT_USING_DATABASE_FILES = (
    *("reading/test_html.py", "desk/test_html.py", "reading/test_page_cache.py"),
    *("reading/test_hostile_text.py", "reading/comments/test_hostile_text.py"),
    "test_environment.py",
)
PYTEST = [sys.executable, "-m", "pytest", "-q", "-n", "auto", "--dist", "loadfile"]


def required_tools() -> set[str]:
    """Returns the tools in REQUIRE. If one is missing, tests fail instead of being skipped."""
    return set(filter(None, os.environ.get("REQUIRE", "").split(",")))


def run_on(name: str, url: str, *arguments: str) -> bool:
    print(f"--- {name}", flush=True)  # noqa: T201
    command = [*PYTEST, *sys.argv[1:], *arguments]
    environment = {**os.environ, "DATABASE_URL": url}
    return subprocess.run(command, env=environment, check=False).returncode == 0  # noqa: S603


def main() -> int:
    started = time.monotonic()
    status = run_all()
    minutes, seconds = divmod(round(time.monotonic() - started), 60)
    print(f"Total: {minutes} min {seconds} s")  # noqa: T201
    return status


def run_all() -> int:
    passed = run_on("SQLite", "", "-m", "not postgres")
    once = (*NOT_USING_DATABASE, *NOT_USING_DATABASE_FILES)
    # The migrations are tested by the run on SQLite and by `make check`.
    skip_options = ["--no-migrations", *(f"--ignore=tests/{name}" for name in once)]
    database_url = os.environ.get("DATABASE_URL", "")
    if database_url.startswith("postgres"):
        return 0 if run_on("PostgreSQL", database_url, *skip_options) and passed else 1
    if find_postgres_programs() is None:
        print("skipped: PostgreSQL is not installed, and DATABASE_URL is not a PostgreSQL URL")  # noqa: T201
        return 0 if passed and "postgres" not in required_tools() else 1
    with temporary_cluster() as cluster:
        return 0 if run_on("PostgreSQL", cluster.url, *skip_options) and passed else 1


if __name__ == "__main__":
    sys.exit(main())
