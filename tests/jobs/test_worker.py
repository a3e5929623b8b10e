"""`manage.py work` as a process: stopped, killed in the middle of a job, and started again."""

import os
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.jobs.workers import Workers
from tests.migrated import copy_migrated_database

pytestmark = pytest.mark.extended
SECONDS = 60


class Site:
    """A database of its own, and workers that use it."""

    def __init__(self, database: Path, workers: Workers) -> None:
        self.database, self.workers = database, workers

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
    def working(self, *options: str) -> Iterator[int]:
        """Gives the process id of a worker."""
        pid = self.workers.start(*options)
        try:
            yield pid
        finally:
            if is_running(pid):
                os.kill(pid, signal.SIGKILL)


@pytest.fixture(scope="module")
def site_of_all(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    database = tmp_path_factory.mktemp("site") / "jobs.sqlite3"
    copy_migrated_database(database)
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{database}",
        "DJANGO_SETTINGS_MODULE": "tests.jobs.worker_settings",
    }
    with Workers(environment) as workers:
        yield Site(database, workers)


@pytest.fixture
def site(site_of_all: Site) -> Site:
    site_of_all.clear()
    return site_of_all


def wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_killed_worker_loses_and_doubles_nothing(site: Site) -> None:
    site.add_slow_job("made")
    with site.working() as worker:
        wait_until(lambda: site.groups() == ["made begun"])
        os.kill(worker, signal.SIGKILL)
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
        os.kill(worker, signal.SIGTERM)
        assert site.workers.wait(worker) == 0
    assert site.groups() == ["made begun", "made later begun", "made"]
    assert len(site.sql("select * from jobs_job where lease is null")) == 1


def test_worker_ends_with_the_process_that_started_it(site: Site) -> None:
    server, worker = site.workers.start_with_server("--with-parent")
    site.sql("insert into auth_group (name) values ('made begun')")
    site.add_slow_job("made")
    wait_until(lambda: "made" in site.groups())
    os.kill(server, signal.SIGKILL)
    wait_until(lambda: not is_running(worker))


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
