"""The settings of a worker's process in the tests."""

from tests.jobs.conftest import KINDS
from tests.settings import *  # noqa: F403

JOB_KINDS = KINDS
