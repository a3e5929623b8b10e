"""The worker: one thread for each queue, so that slow jobs do not hold up quick ones."""

import logging
import time
from collections.abc import Callable, Sequence
from threading import Thread

from django.db import Error, close_old_connections, connection

from serial.jobs.leasing import LEASE, renew_lease, take_job
from serial.jobs.models import Job
from serial.jobs.running import run_job

# How long a new job waits at most for an idle worker: one query on an index each second.
POLL_SECONDS = 1.0
RENEW_SECONDS = LEASE.total_seconds() / 3
# While the database does not answer.
PAUSE_SECONDS = 5.0

logger = logging.getLogger(__name__)


class Worker:
    """Runs jobs until `stop` is called, then finishes those that it has begun.

    With `until_idle`, each queue also ends when none of its jobs is due.
    """

    def __init__(self, queues: Sequence[str], *, until_idle: bool = False) -> None:
        self.queues = queues
        self.until_idle = until_idle
        self._is_stopping = False
        # The job that each thread runs now.
        self._running: dict[str, Job] = {}

    def stop(self) -> None:
        """May be called by a signal handler: it takes no lock."""
        self._is_stopping = True

    def run(self, should_go_on: Callable[[], bool]) -> None:
        """Returns when `should_go_on` says False, or after `stop`."""
        threads = [Thread(target=self._run_queue, args=(queue,)) for queue in self.queues]
        for thread in threads:
            thread.start()
        renewed_at = time.monotonic()
        while any(thread.is_alive() for thread in threads):
            time.sleep(POLL_SECONDS / 4)
            self._is_stopping = self._is_stopping or not should_go_on()
            if time.monotonic() - renewed_at > RENEW_SECONDS:
                self._renew_leases()
                renewed_at = time.monotonic()

    def _run_queue(self, queue: str) -> None:
        while not self._is_stopping:
            try:
                has_run = self._run_next(queue)
            except Error:
                logger.exception("The database failed; trying again in %s s", PAUSE_SECONDS)
                self._pause(PAUSE_SECONDS)
            else:
                if not has_run and self.until_idle:
                    break
                if not has_run:
                    self._pause(POLL_SECONDS)
        connection.close()

    def _run_next(self, queue: str) -> bool:
        close_old_connections()
        job = take_job(queue)
        if job is None:
            return False
        self._running[queue] = job
        try:
            run_job(job)
        finally:
            del self._running[queue]
        return True

    def _renew_leases(self) -> None:
        close_old_connections()
        for job in list(self._running.values()):
            try:
                renew_lease(job)
            except Error:
                logger.exception("The lease of job %s %s was not renewed", job.kind, job.pk)

    def _pause(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self._is_stopping and time.monotonic() < until:
            time.sleep(min(seconds, POLL_SECONDS / 4))
