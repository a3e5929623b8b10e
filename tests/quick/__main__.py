"""Runs the core tests and writes the list of those that are slow: make slow-tests."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.quick import slow_tests


def main(options: list[str]) -> int:
    """The options are those of `make quick`. A failed run changes nothing."""
    with tempfile.TemporaryDirectory(prefix="serial-cpu-times-") as folder:
        code = subprocess.run(  # noqa: S603 - fixed arguments
            [sys.executable, "-m", "pytest", "-p", "tests.quick.recording", *options],
            env={**os.environ, "CPU_TIMES": folder},
            check=False,
        ).returncode
        if not code:
            print(f"{slow_tests.write(Path(folder).iterdir())} slow tests")  # noqa: T201
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
