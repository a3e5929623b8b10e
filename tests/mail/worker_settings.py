"""The settings of a worker's process in the tests."""

from tests.mail.conftest import COMPOSERS
from tests.settings import *  # noqa: F403

EMAIL_COMPOSERS = COMPOSERS
JOB_KINDS = ["serial.mail.sending.job.SEND_JOB", "serial.mail.sending.job.EXTRA_SENDER_JOB"]
