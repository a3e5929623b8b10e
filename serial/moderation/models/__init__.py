from serial.moderation.copyright.models import (
    CopyrightDecision,
    CopyrightNotice,
    CounterNotice,
    NoticeTarget,
)
from serial.moderation.models.appeal import Appeal
from serial.moderation.models.check_settings import CheckSettings
from serial.moderation.models.decision import Decision
from serial.moderation.models.monthly_figures import MonthlyFigures
from serial.moderation.models.raid_switch import RaidSwitch
from serial.moderation.models.report import Report
from serial.moderation.models.review_item import ReviewItem
from serial.moderation.models.rule import Rule
from serial.moderation.models.sanction import Sanction
from serial.moderation.models.spam_model import SpamModel, SpamSwitch
from serial.moderation.models.wave import Wave, WaveComment

__all__ = [
    "Appeal",
    "CheckSettings",
    "CopyrightDecision",
    "CopyrightNotice",
    "CounterNotice",
    "Decision",
    "MonthlyFigures",
    "NoticeTarget",
    "RaidSwitch",
    "Report",
    "ReviewItem",
    "Rule",
    "Sanction",
    "SpamModel",
    "SpamSwitch",
    "Wave",
    "WaveComment",
]
