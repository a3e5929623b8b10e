"""The periods of the public figures: quarters of a year."""

from datetime import date
from typing import NamedTuple

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext

from serial.times.months import add_months


class Period(NamedTuple):
    year: int
    quarter: int

    @classmethod
    def of(cls, month: date) -> "Period":
        return cls(month.year, (month.month + 2) // 3)

    @property
    def first_month(self) -> date:
        return date(self.year, self.quarter * 3 - 2, 1)

    @property
    def months(self) -> list[date]:
        return [add_months(self.first_month, count) for count in range(3)]

    @property
    def label(self) -> str:
        """Returns "July to September 2026"."""
        first, last = self.months[0], self.months[-1]
        values = {"first": date_format(first, "F"), "last": date_format(last, "F Y")}
        return gettext("%(first)s to %(last)s") % values

    @property
    def url(self) -> str:
        return reverse("moderation_figures_of", args=self)
