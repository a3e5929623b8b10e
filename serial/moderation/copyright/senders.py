"""Erasing who sent a notice or a counter-notice. What was decided, and what is down, stays."""

from collections.abc import Iterable

from django.db.models import QuerySet

from serial.erasure import without_names
from serial.moderation.copyright.choices import DOWN_STATES, NoticeState
from serial.moderation.copyright.models import CopyrightNotice, CounterNotice

SENDER = {"name": "", "email": "", "address": "", "signature": "", "ip_hash": "", "user": None}
# Moderators decide by what such a notice says, and authors object to it.
STATES_WITH_TEXT = (NoticeState.RECEIVED, *DOWN_STATES)


def erase_senders_of_notices(
    notices: "QuerySet[CopyrightNotice]", names: Iterable[str] = ()
) -> None:
    """names: other names of the senders than those that they signed with."""
    for notice in notices:
        all_names = {notice.name, notice.signature, *names}
        for field in ("work", "explanation"):
            keeps_text = notice.state in STATES_WITH_TEXT
            text = without_names(getattr(notice, field), all_names) if keeps_text else ""
            setattr(notice, field, text)
        for field, value in SENDER.items():
            setattr(notice, field, value)
        notice.save(update_fields=["work", "explanation", *SENDER])


def erase_senders_of_counter_notices(counter_notices: "QuerySet[CounterNotice]") -> None:
    counter_notices.update(**SENDER, phone="", explanation="")
