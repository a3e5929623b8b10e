"""The Nu HTML checker, run over pages that a test has saved."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.run import required

CHECKER = Path(__file__).parents[1] / "node_modules/vnu-jar/build/dist/vnu.jar"


def checker() -> list[str]:
    """Its command; skips the test where it is not installed, unless REQUIRE names it."""
    java = shutil.which("java")
    if java and CHECKER.exists():
        return [java, "-jar", str(CHECKER), "--format", "json", "--errors-only"]
    if "html" in required():
        pytest.fail("Java or vnu-jar is not installed, and REQUIRE names html")
    pytest.skip("Java or vnu-jar is not installed")


def errors_in(folder: Path) -> set[str]:
    """What it finds wrong in the pages of a folder, each with the page's name."""
    run = subprocess.run(  # noqa: S603 - our own arguments
        [*checker(), str(folder)], capture_output=True, text=True, check=False
    )
    return {
        f"{Path(found['url']).name}: {found['message']}"
        for found in json.loads(run.stderr or run.stdout)["messages"]
    }
