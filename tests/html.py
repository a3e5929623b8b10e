"""Runs the Nu HTML checker over pages."""

import json
import shutil
import subprocess
from pathlib import Path

from tests.missing_programs import skip_without

CHECKER = Path(__file__).parents[1] / "node_modules/vnu-jar/build/dist/vnu.jar"
# Compiling more thoroughly does not pay for a hundred pages: 5.4 s of CPU time in place of 2.4. The
# code that is compiled quickly needs a larger stack. Verifying the bytecode of the checkers takes
# another half a second.
QUICK_START = (
    *("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss8m"),
    *("-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote"),
)


def checker_command() -> list[str]:
    """Skips the test if the checker is not installed. Fails it if REQUIRE contains "html"."""
    java = shutil.which("java")
    if java and CHECKER.exists():
        return [java, *QUICK_START, "-jar", str(CHECKER), "--format", "json", "--errors-only"]
    skip_without("html", "Java or vnu-jar")


def find_html_errors(pages: dict[str, bytes], folder: Path) -> set[str]:
    """Returns the errors in the pages, each as "name of the page: message".

    Saves the pages in a new folder.
    """
    folder.mkdir()
    names = {f"{number}.html": name for number, name in enumerate(pages)}
    for file, name in names.items():
        (folder / file).write_bytes(pages[name])
    run = subprocess.run(  # noqa: S603 - fixed arguments
        [*checker_command(), str(folder)], capture_output=True, text=True, check=False
    )
    return {
        f"{names[Path(error['url']).name]}: {error['message']}"
        for error in json.loads(run.stderr or run.stdout)["messages"]
    }
