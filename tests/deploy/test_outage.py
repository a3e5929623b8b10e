"""Nothing is lost when PostgreSQL stops and starts under a load of comments."""

import json
import subprocess
import sys

import pytest

from tests.missing_programs import skip_without
from tests.postgres import find_postgres_programs


@pytest.mark.long
def test_comments_survive_an_outage() -> None:
    if find_postgres_programs() is None:
        skip_without("postgres", "PostgreSQL")
    command = [sys.executable, "-m", "tests.deploy.outage"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
    figures = json.loads(printed.splitlines()[-1])
    assert figures["acknowledged"] >= 400 and figures["given back"] >= 100
    assert figures["stored"] == figures["acknowledged"]
    assert figures["sent again"] == figures["given back"]
    assert (figures["lost"], figures["duplicated"], figures["neither"]) == (0, 0, 0)
