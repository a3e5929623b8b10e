"""Erasing who sent a notice or a counter-notice. What was decided, and what is down, stays."""

from django.db.models import QuerySet

from serial.moderation.copyright.models import CopyrightNotice, CounterNotice

SENDER = {"name": "", "email": "", "address": "", "signature": "", "ip_hash": "", "user": None}


def erase_senders_of_notices(notices: "QuerySet[CopyrightNotice]") -> None:
    notices.update(**SENDER)


def erase_senders_of_counter_notices(counter_notices: "QuerySet[CounterNotice]") -> None:
    counter_notices.update(**SENDER, phone="", explanation="")
