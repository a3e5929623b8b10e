"""What can be edited at /moderation/rules/: word lists, limits and the site's rules."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from serial.comments.checks import Check
from serial.moderation.check_settings.content import Content, Effect, Limit, SiteRule, WordList
from serial.moderation.check_settings.parts import RULES, Part
from serial.moderation.checks.history import first_comments, pace, recent_rejections
from serial.moderation.checks.length import long_comment
from serial.moderation.checks.links.check import links
from serial.moderation.checks.listed_words import listed_words
from serial.moderation.checks.repeated_text import repeated_text
from serial.moderation.checks.site_policy import site_policy
from serial.moderation.rules.forms import limit_forms
from serial.moderation.rules.forms.site_rule_form import SiteRuleForm
from serial.moderation.rules.forms.word_list_form import WordListForm
from serial.moderation.trials.trying import TriedCheck


@dataclass(frozen=True)
class LimitKind:
    """about: what it does, in a sentence."""

    label: str | Promise
    about: str | Promise
    form: type[limit_forms.LimitForm]
    check: Check


# What a list does, under its name.
EFFECT_SENTENCES = {
    Effect.REJECT: _("Comments that match are rejected."),
    Effect.HOLD: _("Comments that match are held."),
    Effect.HOLD_NEWCOMERS: _("Comments of newcomers that match are held."),
    Effect.LOG: _("Comments that match are published, and the match is logged."),
}

ABOUT_RULES = _("Decisions name the rule that was broken.")

LIMITS = {
    "site_policy": LimitKind(
        _("Approval"),
        _("Whose comments moderators or authors approve first, on all stories."),
        limit_forms.SitePolicyForm,
        site_policy,
    ),
    "links": LimitKind(
        _("Links"),
        _("How many links, where they lead, and what their texts say."),
        limit_forms.LinksForm,
        links,
    ),
    "repeated": LimitKind(
        _("Repeated text"),
        _("The same text under many stories, or by many people."),
        limit_forms.RepeatedForm,
        repeated_text,
    ),
    "first_comments": LimitKind(
        _("First comments"),
        _("Everybody’s first comments wait for approval."),
        limit_forms.FirstCommentsForm,
        first_comments,
    ),
    "pace": LimitKind(
        _("Pace"),
        _("Comments in an hour, more for people who have more published."),
        limit_forms.PaceForm,
        pace,
    ),
    "rejections": LimitKind(
        _("Recent rejections"),
        _("People whose comments were rejected or hidden lately."),
        limit_forms.RejectionsForm,
        recent_rejections,
    ),
    "length": LimitKind(
        _("Long comments"),
        _("Long comments by newcomers."),
        limit_forms.LengthForm,
        long_comment,
    ),
}


@dataclass(frozen=True)
class Section:
    """One part of the settings and how it is edited.

    name: as in CheckSettings.section; of a new list without its key.
    part: what the form begins with; None of a new list or rule.
    check: None for the site's rules, which hold nothing.
    """

    name: str
    title: str | Promise
    about: str | Promise
    form: Callable[..., forms.Form]
    part: WordList | Limit | SiteRule | None
    check: Check | None = None

    def is_tried(self) -> bool:
        return self.check is not None

    def tried_checks(self, draft: Part) -> list[TriedCheck]:
        if self.check is None:
            return []
        if isinstance(draft, WordList):
            code = f"words-{draft.key}"
            return [TriedCheck(self.check, code, counts_log=draft.effect == Effect.LOG)]
        return [TriedCheck(self.check)]

    def name_for(self, draft: Part) -> str:
        """Returns its name once this draft is saved: a new list has its key then."""
        return f"words/{draft.key}" if isinstance(draft, WordList) else self.name


def word_list_section(content: Content, key: str) -> Section:
    """Raises Http404."""
    word_list = content.word_list(key)
    if word_list is None:
        raise Http404
    about = EFFECT_SENTENCES[Effect(word_list.effect)]
    return Section(f"words/{key}", word_list.name, about, WordListForm, word_list, listed_words)


def new_list_section() -> Section:
    about = _("Words and phrases, and what happens to comments that have one.")
    return Section("words/", _("New list"), about, WordListForm, None, listed_words)


def limit_section(content: Content, name: str) -> Section:
    """Raises Http404."""
    kind = LIMITS.get(name)
    if kind is None:
        raise Http404
    limit: Limit = getattr(content.limits, name)
    return Section(f"limits/{name}", kind.label, kind.about, kind.form, limit, kind.check)


def rule_section(content: Content, number: int) -> Section:
    """Raises Http404."""
    rule = next((rule for rule in content.rules if rule.number == number), None)
    if rule is None:
        raise Http404
    return Section(RULES, f"{number}. {rule.title}", ABOUT_RULES, SiteRuleForm, rule)


def new_rule_section() -> Section:
    return Section(RULES, _("New rule"), ABOUT_RULES, SiteRuleForm, None)
