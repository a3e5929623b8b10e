"""A temporary PostgreSQL cluster for one run of the tests."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

# The data is deleted after the run, so the server need not wait for the disk, nor clean up.
SERVER_OPTIONS = (
    "-c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    " -c autovacuum=off -c jit=off"
    # A test that sends 20,000 odd requests in one transaction needs more than 64 each.
    " -c max_locks_per_transaction=4096"
)
# In memory if there is enough: a cluster takes about 300 MB.
MEMORY = Path("/dev/shm")  # noqa: S108 - mkdtemp makes a private folder in it
MIN_FREE_BYTES = 1024**3


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


@dataclass(frozen=True)
class Cluster:
    """A PostgreSQL server on a Unix socket in its folder."""

    folder: Path
    programs: Path
    user: str | None

    @property
    def url(self) -> str:
        return f"postgres://serial@/postgres?host={quote(str(self.folder))}"

    def start(self) -> None:
        self._control("-l", str(self.folder / "log"), "-o", self._options(), "start")

    def stop(self) -> None:
        """Ends every connection. Keeps what was committed, although nothing waits for the disk."""
        self._control("-m", "fast", "stop")

    def create(self) -> None:
        options = ("-U", "serial", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        self._run("initdb", "-D", str(self.folder / "data"), *options)

    def _options(self) -> str:
        return f"{SERVER_OPTIONS} -k {self.folder}"

    def _control(self, *arguments: str) -> None:
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-w", *arguments)

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(  # noqa: S603 - fixed arguments
            [str(self.programs / program), *arguments],
            user=self.user,
            cwd=self.folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )


@contextmanager
def temporary_cluster() -> Iterator[Cluster]:
    """Starts a cluster, and deletes it afterwards."""
    programs, user = find_postgres_programs(), unprivileged_user()
    assert programs is not None, "PostgreSQL is not installed"
    is_in_memory = MEMORY.exists() and shutil.disk_usage(MEMORY).free >= MIN_FREE_BYTES
    folder = Path(tempfile.mkdtemp(prefix="serial-postgres-", dir=MEMORY if is_in_memory else None))
    if user:
        shutil.chown(folder, user)
    cluster = Cluster(folder, programs, user)
    try:
        cluster.create()
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
