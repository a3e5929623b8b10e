import pytest
from pytest_django import Settings

KINDS = [f"tests.jobs.kinds.{name}" for name in ("QUICK", "SLOW", "PARTS_KIND", "FAILING")]


@pytest.fixture(autouse=True)
def job_kinds(settings: Settings) -> None:
    settings.JOB_KINDS = KINDS
