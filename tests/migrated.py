"""A database made by the migrations, once for all workers: it takes about 4 s of CPU time."""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

# The workers of one run share the folder (tests/settings.py).
DATABASE = "migrated.sqlite3"


def copy_migrated_database(path: Path) -> None:
    """Writes a new, empty site's SQLite database to this path."""
    shutil.copyfile(_migrated_database(), path)


def _migrated_database() -> Path:
    folder = Path(os.environ["DATA"])
    made = folder / DATABASE
    with (folder / f"{DATABASE}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            unfinished = folder / f"unfinished-{DATABASE}"
            subprocess.run(  # noqa: S603 - fixed arguments
                [sys.executable, "manage.py", "migrate", "-v0", "--skip-checks"],
                env={
                    **os.environ,
                    "DATABASE_URL": f"sqlite:///{unfinished}",
                    "DJANGO_SETTINGS_MODULE": "tests.settings",
                },
                check=True,
            )
            unfinished.rename(made)
    return made
