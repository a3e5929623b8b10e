"""Figures of two quarters, with something in every part of the page."""

from datetime import date

from serial.moderation.models import MonthlyFigures

COUNTS = {
    "comments": 4_100,
    "reports": {"spam upheld": 40, "spam dismissed": 3, "spoiler open": 2, "hate upheld": 7},
    "decisions": {"approve moderator": 90, "approve author": 30, "reject check": 12}
    | {"hide moderator": 8, "silenced moderator": 2},
    "appeals": {"reversed": 1, "upheld": 3, "waiting": 1},
    "checks": {"links rejected": 20, "links published": 1, "first-comments None": 3},
    "waiting": {"40": 3, "240": 9, "1300": 2},
    "answering": {"1300": 2},
}


def store_figures() -> None:
    for month in (date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)):
        MonthlyFigures.objects.create(month=month, counts=COUNTS)
