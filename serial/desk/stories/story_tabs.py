"""The tabs of a story at the desk. Each is a page; those of its settings have a form each."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from serial.desk.stories.cover_fields import COVER_CHOICES
from serial.desk.stories.crawler_fields import crawler_fields
from serial.stories.models import Story

URL_NAME = "stories_story_"


@dataclass(frozen=True)
class SettingsTab:
    """One form of a story's settings.

    name: of its URL, and of the template that shows what readers see: desk/_readers_see_NAME.html.
    fields: of StoryForm, none for a tab whose form has only inline rows.
    """

    name: str
    label: Promise
    fields: tuple[str, ...] = ()


SETTINGS_TABS = {
    tab.name: tab
    for tab in (
        SettingsTab("about", _("About"), ("title", "summary", "visibility", "status", "language")),
        SettingsTab(
            "tags",
            _("Tags and warnings"),
            (
                *("rating", "warnings", "content_notes"),
                *("fandom", "character", "relationship", "genre", "freeform"),
            ),
        ),
        SettingsTab(
            "appearance",
            _("Appearance and cover"),
            ("cover", "cover_alt", *COVER_CHOICES, "smart_punctuation"),
        ),
        SettingsTab("credits", _("Credits")),
        SettingsTab(
            "advanced",
            _("Advanced"),
            (
                *("requested_slug", "default_note_before", "default_note_after"),
                *(
                    "shows_next_release",
                    "feed_text",
                    "emails_whole_chapters",
                    "downloads",
                    "download_formats",
                ),
                *("comment_prompt", "copyright_line"),
            ),
        ),
        # Reached from the chapters: it has no tab.
        SettingsTab("parts", _("Parts")),
    )
}


def fields_of(tab: SettingsTab) -> tuple[str, ...]:
    return (*tab.fields, *(crawler_fields() if tab.name == "advanced" else ()))


def settings_tab_of(request: HttpRequest) -> SettingsTab | None:
    """Returns the tab whose form this page is, or None."""
    name = (request.resolver_match.url_name if request.resolver_match else "") or ""
    return SETTINGS_TABS.get(name.removeprefix(URL_NAME)) if name.startswith(URL_NAME) else None


@dataclass(frozen=True)
class Tab:
    url: str
    label: str
    is_current: bool


def story_tabs(story: Story, site_name: str, current: str) -> list[Tab]:
    """current: the name of the page after URL_NAME."""
    return [
        Tab(reverse(f"{site_name}:{URL_NAME}{name}", args=[story.pk]), str(label), name == current)
        for name, label in _labels()
    ]


def _labels() -> Iterable[tuple[str, Promise]]:
    yield "change", _("Chapters")
    yield "announcements", _("Announcements")
    for name in ("about", "tags", "appearance"):
        yield name, SETTINGS_TABS[name].label
    yield "comments", _("Comments")
    yield "note", _("Story-wide note")
    for name in ("credits", "advanced"):
        yield name, SETTINGS_TABS[name].label
