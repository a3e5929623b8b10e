"""Nothing is lost when PostgreSQL stops and starts under a load of comments."""

import json
import subprocess
import sys

import pytest

from tests.postgres import find_postgres_programs
from tests.run import required_tools


@pytest.mark.long
def test_comments_survive_an_outage() -> None:
    if find_postgres_programs() is None:
        if "postgres" in required_tools():
            pytest.fail("PostgreSQL is not installed, and REQUIRE contains postgres")
        pytest.skip("PostgreSQL is not installed")
    command = [sys.executable, "-m", "tests.deploy.outage"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
    figures = json.loads(printed.splitlines()[-1])
    assert figures["acknowledged"] >= 400 and figures["given back"] >= 100
    assert figures["stored"] == figures["acknowledged"]
    assert figures["sent again"] == figures["given back"]
    assert (figures["lost"], figures["duplicated"], figures["neither"]) == (0, 0, 0)
