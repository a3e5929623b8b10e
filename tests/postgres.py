"""A temporary PostgreSQL cluster for one run of the tests."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

# The data is deleted after the run, so the server need not wait for the disk.
SERVER_OPTIONS = (
    "-c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
)


def find_postgres_programs() -> Path | None:
    """Returns the folder of initdb and pg_ctl, of the newest version if there are several."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: p.parent.name)
    on_path = [Path(program).parent for program in [shutil.which("initdb")] if program]
    folders = [folder for folder in [*debian, *on_path] if (folder / "initdb").exists()]
    return folders[-1] if folders else None


def unprivileged_user() -> str | None:
    """Returns the user to run PostgreSQL as, or None for the current user.

    PostgreSQL refuses to run as root.
    """
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextmanager
def temporary_cluster() -> Iterator[str]:
    """Starts a cluster on a Unix socket, gives its URL, and deletes it afterwards."""
    programs, user = find_postgres_programs(), unprivileged_user()
    assert programs is not None, "PostgreSQL is not installed"
    folder = Path(tempfile.mkdtemp(prefix="serial-postgres-"))
    if user:
        shutil.chown(folder, user)

    def run(program: str, *arguments: str) -> None:
        subprocess.run(  # noqa: S603 - fixed arguments
            [str(programs / program), *arguments],
            user=user,
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    data = str(folder / "data")
    try:
        run("initdb", "-D", data, "-U", "serial", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        run(
            *("pg_ctl", "-D", data, "-w", "-l", str(folder / "log")),
            *("-o", f"{SERVER_OPTIONS} -k {folder}", "start"),
        )
        try:
            yield f"postgres://serial@/postgres?host={quote(str(folder))}"
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
