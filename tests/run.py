"""Runs the suite on SQLite and, where there is one to be had, on PostgreSQL."""

import os
import subprocess
import sys

from tests.postgres import find_programs, throwaway_cluster

# What a database has no part in is tried once: text, pictures, how pages are made and look.
WITHOUT_DATABASE = (
    *("markup", "images", "browser/test_accessibility.py", "browser/test_desk_pages.py"),
    *("reading/test_html.py", "desk/test_html.py"),
)
PYTEST = [sys.executable, "-m", "pytest", "-q", "-n", "auto", "--dist", "loadfile"]


def required() -> set[str]:
    return set(filter(None, os.environ.get("REQUIRE", "").split(",")))


def run_on(name: str, url: str, *arguments: str) -> bool:
    print(f"--- {name}", flush=True)  # noqa: T201
    command = [*PYTEST, *sys.argv[1:], *arguments]
    environment = {**os.environ, "DATABASE_URL": url}
    return subprocess.run(command, env=environment, check=False).returncode == 0  # noqa: S603


def main() -> int:
    passed = run_on("SQLite", "", "-m", "not postgres")
    without_database = [f"--ignore=tests/{name}" for name in WITHOUT_DATABASE]
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        return 0 if run_on("PostgreSQL", given, *without_database) and passed else 1
    if find_programs() is None:
        print("skipped: PostgreSQL is not installed and DATABASE_URL names none")  # noqa: T201
        return 0 if passed and "postgres" not in required() else 1
    with throwaway_cluster() as url:
        return 0 if run_on("PostgreSQL", url, *without_database) and passed else 1


if __name__ == "__main__":
    sys.exit(main())
