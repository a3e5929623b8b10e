"""Posts comments while PostgreSQL stops and starts, and prints what became of them.

    python -m tests.deploy.outage

Prints a row for the table of docs/reliability.md, and then the same figures as JSON.

acknowledged: the person was led to their comment. given back: the response has the text, to send
it again. sent again: of these, with the same form key once the database is back. neither: they got
something else. lost: acknowledged and not stored. duplicated: stored twice.
"""

import importlib
import json
import os
import sys
import tempfile
import time
from pathlib import Path

from tests.deploy.table_rows import date_and_machine, table_row
from tests.postgres import temporary_cluster


def main() -> None:
    started, (date, machine) = time.monotonic(), date_and_machine()
    with temporary_cluster() as cluster, tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DATABASE_URL": cluster.url,
            # The measured server must accept the sessions created in this process.
            "SECRET_KEY": "only-for-this-run-only-for-this-run-only-for-this-run",
            "DJANGO_SETTINGS_MODULE": "tests.settings",
        }
        importlib.import_module("django").setup()
        importlib.import_module("django.core.management").call_command("migrate", verbosity=0)
        figures = importlib.import_module("tests.deploy.outage_load").run(cluster, Path(folder))
    figures = {"seconds": round(time.monotonic() - started), **figures}
    row = table_row([date, machine, *figures.values()])
    sys.stdout.write(f"{row}\n{json.dumps(figures)}\n")


if __name__ == "__main__":
    main()
