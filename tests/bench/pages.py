"""What reading costs: run by `make bench`, once for SQLite and once for PostgreSQL."""

import importlib
import os
import sys
import tempfile
from pathlib import Path


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="serial-bench-") as name:
        folder = Path(name)
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        # The measured server reads the sessions that are made here.
        os.environ["SECRET_KEY"] = "only-for-figures-only-for-figures-only-for-figures"  # noqa: S105
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        importlib.import_module("django").setup()
        importlib.import_module("django.core.management").call_command("migrate", verbosity=0)
        importlib.import_module("tests.bench.page_figures").write_all(folder, sys.stdout)


if __name__ == "__main__":
    main()
