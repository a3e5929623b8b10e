"""Asks for six costly previews at once while others read, and prints how long they wait.

    python -m tests.deploy.preview_attack

The site runs as deploy/gunicorn.conf.py says. The shapes of tests/markup/hostile_shapes.py are
sent, each as long as a chapter may be and at 64 kB. Prints rows for the table of
docs/reliability.md.
"""

import importlib
import os
import sys
import tempfile
from pathlib import Path

from tests.deploy.table_rows import date_and_machine, table_row


def main() -> None:
    date, machine = date_and_machine()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DATA": folder,
            # The measured server must accept the sessions created in this process.
            "SECRET_KEY": "only-for-this-run-only-for-this-run-only-for-this-run",
            "DJANGO_SETTINGS_MODULE": "serial.settings",
            "SITE_URL": "http://localhost",
        }
        importlib.import_module("django").setup()
        importlib.import_module("django.core.management").call_command("migrate", verbosity=0)
        figures = importlib.import_module("tests.deploy.preview_attack_load").run(Path(folder))
    for name, cells in figures.items():
        sys.stdout.write(table_row([date, machine, name, *cells]) + "\n")


if __name__ == "__main__":
    main()
