"""Measures the pages for readers. `make bench` runs it once per database."""

import importlib
import os
import sys
import tempfile
from pathlib import Path


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="serial-bench-") as name:
        folder = Path(name)
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        # The measured server must accept the sessions created in this process.
        os.environ["SECRET_KEY"] = "only-for-figures-only-for-figures-only-for-figures"  # noqa: S105
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        importlib.import_module("django").setup()
        importlib.import_module("django.core.management").call_command("migrate", verbosity=0)
        importlib.import_module("tests.bench.page_figures").write_all(folder, sys.stdout)


if __name__ == "__main__":
    main()
