"""`manage.py work` as a process: stopped, killed in the middle of a job, and started again."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.migrated import copy_migrated_database

pytestmark = pytest.mark.extended
SECONDS = 60


class Site:
    """A database of its own, and workers that use it."""

    def __init__(self, folder: Path) -> None:
        self.database = folder / "jobs.sqlite3"
        self.environment = {
            **os.environ,
            "DATABASE_URL": f"sqlite:///{self.database}",
            "DJANGO_SETTINGS_MODULE": "tests.jobs.worker_settings",
        }

    def clear(self) -> None:
        self.sql("delete from jobs_job")
        self.sql("delete from auth_group")

    def sql(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.database, timeout=30)) as database, database:
            return database.execute(statement, values).fetchall()

    def add_slow_job(self, name: str, seconds: float = 0) -> None:
        self.sql(
            "insert into jobs_job"
            " (kind, key, arguments, queue, added_at, due_at, version, attempts, error)"
            " values ('slow', ?, json_object('name', ?, 'seconds', ?), 'slow',"
            " datetime('now'), datetime('now'), 0, 0, '')",
            *(name, name, seconds),
        )

    def groups(self) -> list[object]:
        found = self.sql("select name from auth_group where name like 'made%' order by id")
        return [name for (name,) in found]

    @contextmanager
    def working(self, *options: str) -> Iterator[subprocess.Popen[bytes]]:
        command = [sys.executable, "manage.py", "work", *options]
        worker = subprocess.Popen(command, env=self.environment)  # noqa: S603 - fixed arguments
        try:
            yield worker
        finally:
            worker.kill()
            worker.wait()


@pytest.fixture(scope="module")
def migrated_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = Site(tmp_path_factory.mktemp("site"))
    copy_migrated_database(site.database)
    return site


@pytest.fixture
def site(migrated_site: Site) -> Site:
    migrated_site.clear()
    return migrated_site


def wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_killed_worker_loses_and_doubles_nothing(site: Site) -> None:
    site.add_slow_job("made")
    with site.working() as worker:
        wait_until(lambda: site.groups() == ["made begun"])
        worker.send_signal(signal.SIGKILL)
    # Nobody takes it before its lease ends. What was added after it is done.
    site.sql("insert into auth_group (name) values ('made later begun')")
    site.add_slow_job("made later")
    with site.working("--queue", "slow"):
        wait_until(lambda: "made later" in site.groups())
        assert site.groups() == ["made begun", "made later begun", "made later"]
        site.sql("update jobs_job set leased_until = datetime('now', '-1 second')")
        wait_until(lambda: site.sql("select * from jobs_job") == [])
    assert site.groups() == ["made begun", "made later begun", "made later", "made"]
    assert site.sql("select * from jobs_job") == []


def test_stopped_worker_finishes_what_it_has_begun(site: Site) -> None:
    site.sql("insert into auth_group (name) values ('made begun'), ('made later begun')")
    site.add_slow_job("made", seconds=2)
    site.add_slow_job("made later")
    with site.working("--queue", "slow") as worker:
        wait_until(lambda: site.sql("select * from jobs_job where lease is not null") != [])
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(SECONDS) == 0
    assert site.groups() == ["made begun", "made later begun", "made"]
    assert len(site.sql("select * from jobs_job where lease is null")) == 1


def test_worker_ends_with_the_process_that_started_it(site: Site, tmp_path: Path) -> None:
    # As `make run` does: the shell becomes the server, here `sleep`.
    script = (
        f"{sys.executable} manage.py work --with-parent & echo $! > {tmp_path}/pid; exec sleep 600"
    )
    server = subprocess.Popen(["/bin/sh", "-c", script], env=site.environment)  # noqa: S603
    wait_until(lambda: (tmp_path / "pid").exists() and bool((tmp_path / "pid").read_text()))
    pid = int((tmp_path / "pid").read_text())
    site.sql("insert into auth_group (name) values ('made begun')")
    site.add_slow_job("made")
    wait_until(lambda: "made" in site.groups())
    server.kill()
    server.wait()
    wait_until(lambda: not is_running(pid))


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
