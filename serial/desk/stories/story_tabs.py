"""The tabs of a story at the desk. Each is a page."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from serial.stories.models import Story

# URL name of the page without its prefix, and the label of its tab.
TABS = {"change": _("Chapters"), "settings": _("Settings"), "comments": _("Comments")}


@dataclass(frozen=True)
class Tab:
    url: str
    label: str
    is_current: bool


def story_tabs(story: Story, site_name: str, current: str) -> list[Tab]:
    """current: one of TABS."""
    return [
        Tab(
            reverse(f"{site_name}:stories_story_{name}", args=[story.pk]),
            str(label),
            name == current,
        )
        for name, label in TABS.items()
    ]
