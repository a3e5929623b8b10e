"""Workers are killed 50 times while they send 5,000 emails, and the database restarts twice."""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import psycopg
import pytest

from tests.mail.smtp_server import SmtpServer, running_smtp_server
from tests.missing_programs import skip_without
from tests.postgres import Cluster, find_postgres_programs, temporary_cluster

pytestmark = pytest.mark.long
EMAILS, KILLS, RESTARTS = 5_000, 50, (15, 35)
SECONDS = 120

INSERT = """
insert into mail_outboxemail
(kind, event, address, scope, arguments, queued_at, due_at, state, sent_to, attempts, error)
select 'greet', 'morning:1', 'guest' || n || '@example.org', 'greetings', '{}', now(), now(),
'waiting', '', 0, '' from generate_series(1, 5000) n
"""


class Site:
    def __init__(self, cluster: Cluster, server: SmtpServer) -> None:
        self.cluster = cluster
        self.environment = {
            **os.environ,
            "DATABASE_URL": cluster.url,
            "EMAIL_URL": f"smtp://127.0.0.1:{server.port}",
            "DJANGO_SETTINGS_MODULE": "tests.mail.worker_settings",
        }
        migrate = [sys.executable, "manage.py", "migrate", "-v0"]
        subprocess.run(migrate, env=self.environment, check=True)  # noqa: S603
        self.sql(INSERT)

    def sql(self, statement: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.cluster.url) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def waiting(self) -> int:
        found = self.sql("select count(*) from mail_outboxemail where state = 'waiting'")
        return int(str(found[0][0]))

    def end_leases(self) -> None:
        """What a killed worker held would be free after some minutes."""
        self.sql("update jobs_job set leased_until = now() where lease is not null")
        self.sql("update mail_outboxemail set claimed_until = now() where claim is not null")
        self.sql("update jobs_job set due_at = now(), attempts = 0, failed_at = null")

    @contextmanager
    def working(self) -> Iterator["subprocess.Popen[bytes]"]:
        command = [sys.executable, "manage.py", "work", "--queue", "quick"]
        worker = subprocess.Popen(  # noqa: S603 - fixed arguments
            command, env=self.environment, stderr=subprocess.DEVNULL
        )
        try:
            yield worker
        finally:
            worker.kill()
            worker.wait()


def wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.01)


def has_received(server: SmtpServer, count: int) -> bool:
    return len(server.received) >= count


def test_everybody_gets_the_email_and_a_kill_doubles_one_at_most() -> None:
    moment = random.Random(20)  # noqa: S311 - no secret
    if find_postgres_programs() is None:
        skip_without("postgres", "PostgreSQL")
    with temporary_cluster() as cluster, running_smtp_server() as server:
        site = Site(cluster, server)
        for number in range(KILLS):
            site.end_leases()
            before = len(server.received)
            wanted = before + moment.randint(1, 2 * (EMAILS - 200) // KILLS - 20)
            with site.working():
                wait_until(partial(has_received, server, min(wanted, EMAILS)))
                if number in RESTARTS:
                    cluster.stop()
                    cluster.start()
                time.sleep(moment.random() / 50)
        after_kills = len(server.received)
        site.end_leases()
        with site.working():
            wait_until(lambda: site.waiting() == 0)
        counts = Counter(server.recipients())
        doubled = sum(count - 1 for count in counts.values())
        print(f"{after_kills} sent before the last kill; {doubled} doubled")  # noqa: T201
        assert len(counts) == EMAILS
        assert max(counts.values()) <= 2 and doubled <= KILLS
        assert site.sql("select distinct state from mail_outboxemail") == [("sent",)]
