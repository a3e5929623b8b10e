from serial.moderation.copyright.models.counter_notice import CounterNotice
from serial.moderation.copyright.models.decision import CopyrightDecision
from serial.moderation.copyright.models.notice import CopyrightNotice
from serial.moderation.copyright.models.target import NoticeTarget

__all__ = ["CopyrightDecision", "CopyrightNotice", "CounterNotice", "NoticeTarget"]
