from serial.jobs.adding import add_job
from serial.mail.sending.job import SEND_JOB


def wake_sender() -> None:
    """Has a worker look for due emails now, instead of at the next sweep."""
    add_job(SEND_JOB, "", {})
