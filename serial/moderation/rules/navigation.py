"""The list of everything that can be edited, at the left of the pages."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext

from serial.moderation.check_settings.content import Content, FirstComments
from serial.moderation.rules.sections import LIMITS
from serial.moderation.spam.status import spam_status


@dataclass(frozen=True)
class Entry:
    """note: a number or state at its end. section: as in Section.name, to mark the current one."""

    label: str | Promise
    url: str
    note: str = ""
    section: str = ""


@dataclass(frozen=True)
class Group:
    label: str
    entries: list[Entry] = field(default_factory=list)


def navigation(content: Content) -> list[Group]:
    rules = Entry(
        gettext("Rules of the site"), reverse("moderation_rules"), str(len(content.rules)), "rules"
    )
    versions = Entry(gettext("All versions"), reverse("moderation_versions"), "", "versions")
    lists = [
        Entry(
            word_list.name,
            reverse("moderation_word_list", args=[word_list.key]),
            str(len(word_list.rules)),
            f"words/{word_list.key}",
        )
        for word_list in content.lists
    ]
    new_list = Entry(gettext("New list"), reverse("moderation_new_word_list"), "", "words/")
    return [
        Group(gettext("Rules"), [rules, versions]),
        Group(gettext("Words"), [*lists, new_list]),
        Group(gettext("Limits"), [_limit_entry(content, name) for name in LIMITS]),
        Group(gettext("Checkers"), checker_entries()),
    ]


def checker_entries() -> list[Entry]:
    """The checks that have a page of their own."""
    note = gettext("on") if spam_status().holds_comments else gettext("log only")
    return [Entry(gettext("Spam score"), reverse("moderation_spam_score"), note, "spam")]


def _limit_entry(content: Content, name: str) -> Entry:
    limit = getattr(content.limits, name)
    note = gettext("on") if limit.is_on else gettext("off")
    if isinstance(limit, FirstComments) and limit.is_on:
        note = str(limit.approved)
    return Entry(
        LIMITS[name].label, reverse("moderation_limit", args=[name]), note, f"limits/{name}"
    )
