"""A PostgreSQL cluster that lives as long as one run of the tests."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

# Nothing in it outlives the run, so nothing waits for the disk.
OPTIONS = "-c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def find_programs() -> Path | None:
    """The folder of initdb and pg_ctl, the newest where there are several."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: p.parent.name)
    on_path = [Path(found).parent for found in [shutil.which("initdb")] if found]
    folders = [folder for folder in [*debian, *on_path] if (folder / "initdb").exists()]
    return folders[-1] if folders else None


def unprivileged_user() -> str | None:
    """PostgreSQL refuses to run as root; whoever else we are will do."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextmanager
def throwaway_cluster() -> Iterator[str]:
    """Starts a cluster that listens on a socket alone; gives its URL; takes it away."""
    programs, user = find_programs(), unprivileged_user()
    assert programs is not None, "PostgreSQL is not installed"
    folder = Path(tempfile.mkdtemp(prefix="serial-postgres-"))
    if user:
        shutil.chown(folder, user)

    def call(program: str, *arguments: str) -> None:
        subprocess.run(  # noqa: S603 - our own arguments
            [str(programs / program), *arguments],
            user=user,
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    data = str(folder / "data")
    try:
        call("initdb", "-D", data, "-U", "serial", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        call(
            *("pg_ctl", "-D", data, "-w", "-l", str(folder / "log")),
            *("-o", f"{OPTIONS} -k {folder}", "start"),
        )
        try:
            yield f"postgres://serial@/postgres?host={quote(str(folder))}"
        finally:
            call("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
