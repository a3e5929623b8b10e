"""A mail server that takes every email and keeps none, in a process of its own.

Its process prints a JSON object when it is ended: how many emails it took, how long they were, and
for how many recipients.
"""

import asyncio
import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.mail.smtp_server import OK
from tests.ports import free_port

SECONDS_TO_START = 60
# Its own end, if whoever started it was killed and could not end it.
LONGEST_SECONDS = 3_600


@dataclass
class MailSink:
    """emails, kilobytes, recipients: 0 until it was ended."""

    port: int
    process: "subprocess.Popen[str]"
    emails: int = 0
    kilobytes: float = 0
    recipients: int = 0

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def end(self) -> None:
        """May be called again."""
        if self.process.poll() is None:
            self.process.terminate()
        output, _errors = self.process.communicate(timeout=SECONDS_TO_START)
        if output:
            counts = json.loads(output)
            self.emails, self.recipients = counts["emails"], counts["recipients"]
            self.kilobytes = counts["bytes"] / 1_000


@contextmanager
def mail_sink() -> Iterator[MailSink]:
    port = free_port()
    command = [sys.executable, "-m", "tests.bench.mail_sink", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603
    sink = MailSink(port, process)
    try:
        _wait_until_up(port)
        yield sink
        sink.end()
    finally:
        process.kill()
        process.wait()


def _wait_until_up(port: int) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise TimeoutError("The mail server of the figures did not start.")


class _Counter:
    """Called by aiosmtpd."""

    def __init__(self) -> None:
        self.emails = 0
        self.bytes = 0
        self.recipients: set[str] = set()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.emails += 1
        self.bytes += len(envelope.content or b"")
        self.recipients.update(envelope.rcpt_tos)
        return OK


async def _serve(port: int) -> None:
    counter, is_over = _Counter(), asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, is_over.set)
    server = await loop.create_server(
        lambda: SMTP(counter, hostname="127.0.0.1"), "127.0.0.1", port
    )
    async with server:
        with suppress(TimeoutError):
            await asyncio.wait_for(is_over.wait(), LONGEST_SECONDS)
    recipients = len(counter.recipients)
    counts = {"emails": counter.emails, "bytes": counter.bytes, "recipients": recipients}
    sys.stdout.write(json.dumps(counts))


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1])))
