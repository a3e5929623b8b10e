"""The numbers in the documents are those of the constants that they describe."""

import re
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from serial.archive.download.links import LINK_LIFETIME
from serial.archive.download.pages import DOWNLOADS
from serial.archive.time_limits import CANCEL_PERIOD
from serial.comments.changes.of_comment import MAX_PINNED
from serial.comments.time_limits import EDIT_WINDOW, OWNER_TOKEN_PERIOD, UNDO_WINDOW
from serial.contact.models import HANDLED_PERIOD, UNHANDLED_PERIOD
from serial.moderation.copyright.deadlines import (
    PUT_BACK_FROM_DAYS,
    PUT_BACK_UNTIL_DAYS,
    RECORD_PERIOD,
    RESPONSE_DAYS,
)
from serial.moderation.decisions.kinds import ALL_KINDS
from serial.moderation.review.claims import CLAIM_PERIOD
from serial.moderation.time_limits import APPEAL_PERIOD, REPORT_PERIOD
from serial.stories.time_limits import UNDELETE_PERIOD
from serial.web.cache_headers import STALE_IF_ERROR_SECONDS
from serial.web.ip_hash import IP_HASH_PERIOD
from tests.cases import each_case

DOCS = Path(__file__).parents[1] / "docs"
EDIT_MINUTES, UNDO_MINUTES = (
    int(window.total_seconds() / 60) for window in (EDIT_WINDOW, UNDO_WINDOW)
)


@each_case(
    ("name", "sentence"),
    [
        ("readers.md", f"You can edit a comment for {EDIT_MINUTES} minutes"),
        ("readers.md", f"undo that for {UNDO_MINUTES} minutes"),
        ("authors.md", f"Discarded changes can be restored for {UNDELETE_PERIOD.days} days"),
        ("authors.md", f"erased {UNDELETE_PERIOD.days} days after"),
        ("authors.md", f"pin up to {MAX_PINNED} threads"),
        ("operators.md", f"asks the site once in {settings.SHARED_CACHE_SECONDS // 2} seconds"),
        ("operators.md", f"for at most {STALE_IF_ERROR_SECONDS // 60} minutes"),
        ("operators.md", f"deleted more than {UNDELETE_PERIOD.days} days ago"),
        ("operators.md", f"the IP hashes of guests after {IP_HASH_PERIOD.days} days"),
        ("operators.md", f"Guests are recognised for {IP_HASH_PERIOD.days} days"),
        ("operators.md", f"IP address of one of them (for {IP_HASH_PERIOD.days} days)"),
        ("operators.md", f"private link, for {OWNER_TOKEN_PERIOD.days} days"),
        ("operators.md", f"members who left {CANCEL_PERIOD.days} days ago"),
        ("operators.md", f"For {CANCEL_PERIOD.days} days (`CANCEL_PERIOD`)"),
        ("operators.md", f"“In {CANCEL_PERIOD.days} days”"),
        ("operators.md", f"were handled {HANDLED_PERIOD.days} day ago"),
        ("operators.md", f"all of them after {UNHANDLED_PERIOD.days} days"),
        ("operators.md", f"copyright notices {RECORD_PERIOD.days // 365} years after"),
        ("operators.md", f"{RESPONSE_DAYS} business days for a decision"),
        (
            "operators.md",
            f"between {PUT_BACK_FROM_DAYS} and {PUT_BACK_UNTIL_DAYS} business days",
        ),
        ("readers.md", f"a decision once, for {APPEAL_PERIOD.days} days"),
        ("moderators.md", f"yours for {CLAIM_PERIOD.seconds // 60} minutes"),
        ("operators.md", f"what it says {REPORT_PERIOD.days} days after its decision"),
        ("readers.md", f"For {CANCEL_PERIOD.days} days nothing changes"),
        ("archive.md", f"works for {LINK_LIFETIME // timedelta(hours=1)} hours"),
        ("archive.md", f"download {DOWNLOADS.units} archives an hour"),
        ("glossary.md", f"soft deletion of a chapter for {UNDELETE_PERIOD.days} days"),
        ("glossary.md", f"stored for {IP_HASH_PERIOD.days} days"),
    ],
)
def test_document_has_the_number_of_the_constant(name: str, sentence: str) -> None:
    assert sentence in re.sub(r"\s+", " ", (DOCS / name).read_text())


def test_moderators_read_the_names_and_keys_of_the_queue() -> None:
    text = (DOCS / "moderators.md").read_text()
    keys = {info.label: info.key.upper() for info in ALL_KINDS if info.key}
    rows = re.findall(r"^\| ([^|,]+)(?:, [^|]*)? \| ([A-Z]) \|", text, re.MULTILINE)
    assert keys.items() <= dict(rows).items()
