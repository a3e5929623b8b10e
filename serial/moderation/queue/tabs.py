"""The tabs of the queue."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from serial.moderation.models.review_item import ReviewItemQuerySet


class Tab(models.TextChoices):
    HELD = "held", _("Held")
    REPORTED = "reported", _("Reported")
    DECIDED = "decided", _("Decided")
    MINE = "mine", _("Mine")


# Items that wait. The other tabs list decisions.
WAITING_TABS = (Tab.HELD, Tab.REPORTED)


def items_of(tab: Tab, items: ReviewItemQuerySet) -> ReviewItemQuerySet:
    """For one of WAITING_TABS."""
    return items.held() if tab == Tab.HELD else items.reported()
