import os
import signal
from types import FrameType

from django.core.management.base import BaseCommand, CommandParser

from serial.jobs.adding import add_regular_jobs
from serial.jobs.models import Queue
from serial.jobs.worker import Worker


class Command(BaseCommand):
    help = (
        "Runs background jobs until it gets SIGTERM or SIGINT, then finishes those that it has"
        " begun. Start any number of them."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--queue", choices=Queue.values, help="only jobs of this queue; all by default"
        )
        parser.add_argument("--once", action="store_true", help="run what is due, then end")
        parser.add_argument(
            "--with-parent", action="store_true", help="end when the process that started it ends"
        )

    def handle(
        self,
        *args: object,
        queue: str | None,
        once: bool,
        with_parent: bool,
        **options: object,
    ) -> None:
        worker = Worker([queue] if queue else list(Queue.values), until_idle=once)

        def stop(signal_number: int, frame: FrameType | None) -> None:
            worker.stop()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        add_regular_jobs()
        parent = os.getppid()
        worker.run(lambda: not with_parent or os.getppid() == parent)
