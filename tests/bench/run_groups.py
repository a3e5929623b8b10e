"""Measures groups of figures on one database. `make bench` runs it in a process for each database:
a process can only use one.
"""

import argparse
import importlib
import os
import sys
import tempfile
from pathlib import Path

from tests.bench.figures import append_figure, measure_group
from tests.bench.groups import GROUPS
from tests.bench.interrupting import interrupt_once
from tests.bench.scale import FULL, QUICK


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("groups", nargs="+")
    parser.add_argument("--database", default="")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--figures", type=Path, required=True)
    options = parser.parse_args()
    interrupt_once()
    with tempfile.TemporaryDirectory(prefix="serial-bench-") as name:
        folder = Path(name)
        _set_up_django(folder)
        for group in GROUPS:
            if group.name not in options.groups:
                continue
            measurements = importlib.import_module(group.module).measurements(
                QUICK if options.quick else FULL, folder
            )
            for figure in measure_group(group.name, options.database, measurements):
                append_figure(options.figures, figure)
                sys.stdout.write(f"{figure}\n")
                sys.stdout.flush()


def _set_up_django(folder: Path) -> None:
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
    # The measured server must accept the sessions created in this process.
    os.environ["SECRET_KEY"] = "only-for-figures-only-for-figures-only-for-figures"
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    importlib.import_module("django").setup()
    importlib.import_module("django.core.management").call_command("migrate", verbosity=0)


if __name__ == "__main__":
    main()
