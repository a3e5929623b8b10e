from serial.moderation.copyright.models import (
    CopyrightDecision,
    CopyrightNotice,
    CounterNotice,
    NoticeTarget,
)

__all__ = ["CopyrightDecision", "CopyrightNotice", "CounterNotice", "NoticeTarget"]
