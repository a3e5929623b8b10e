"""A mail server for the tests, which does what a test wants it to: refuse, wait, hang up."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.ports import free_port

OK = "250 OK"
# Given as an answer: the connection is closed without one.
HANG_UP = "hang up"


@dataclass
class Received:
    sender: str
    recipient: str
    content: bytes

    def parse(self) -> EmailMessage:
        return message_from_bytes(self.content, policy=policy.default)


Answer = Callable[[str], str]


@dataclass
class SmtpServer:
    """on_recipient, on_data: the answers, by the recipient's address. seconds: before each answer
    to an email.
    """

    port: int = 0
    received: list[Received] = field(default_factory=list)
    connections: int = 0
    on_sender: Answer = lambda sender: OK
    on_recipient: Answer = lambda recipient: OK
    on_data: Answer = lambda recipient: OK
    seconds: float = 0

    def recipients(self) -> list[str]:
        return [email.recipient for email in self.received]

    # Called by aiosmtpd.

    async def handle_EHLO(
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        hostname: str,
        responses: list[str],
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.on_sender(address)
        if answer == OK:
            envelope.mail_from = address
        return answer

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.on_recipient(address)
        if answer == OK:
            envelope.rcpt_tos.append(address)
        return self._or_hang_up(server, answer)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        recipient, content = envelope.rcpt_tos[0], envelope.original_content
        if self.seconds:
            await asyncio.sleep(self.seconds)
        answer = self.on_data(recipient)
        if answer == OK:
            self.received.append(Received(envelope.mail_from or "", recipient, content or b""))
        return self._or_hang_up(server, answer)

    def _or_hang_up(self, server: SMTP, answer: str) -> str:
        if answer == HANG_UP:
            transport: Any = server.transport
            transport.abort()
        return answer


@contextmanager
def running_smtp_server() -> Iterator[SmtpServer]:
    server = SmtpServer(port=free_port())
    controller = Controller(server, hostname="127.0.0.1", port=server.port)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()
