"""Editing one section: what is typed is tried on the last comments before it is saved."""

import json
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from accounts.http import AuthenticatedRequest
from serial.moderation.check_settings.content import Content, Effect, WordList
from serial.moderation.check_settings.parts import Part, part_of, with_part
from serial.moderation.check_settings.saving import (
    SectionChanged,
    latest_version,
    newest_of,
    save_part,
)
from serial.moderation.models import CheckSettings
from serial.moderation.rules.changes import Change, changes_between
from serial.moderation.rules.links import section_url
from serial.moderation.rules.navigation import navigation
from serial.moderation.rules.sections import Section
from serial.moderation.rules.trial_view import TrialView, view_trial
from serial.moderation.rules.versions import versions_of
from serial.moderation.trials.trying import try_settings
from serial.params import parse_id


@dataclass(kw_only=True)
class Attempt:
    """What the page shows of a form that was sent and not saved.

    tried: identifies what was tried, so that it can be saved. asks: whether saving was asked for.
    clash: what somebody else saved meanwhile.
    """

    changes: list[Change] = field(default_factory=list)
    trial: TrialView | None = None
    tried: str = ""
    asks: bool = False
    clash: CheckSettings | None = None


def edit_section(request: AuthenticatedRequest, content: Content, section: Section) -> HttpResponse:
    """Shows the form; tries or saves what was sent."""
    data = request.POST if request.method == "POST" else None
    # Any: each form has the arguments of its section.
    form: Any = section.form(data, part=section.part, content=content)
    attempt = Attempt()
    if data is not None and data.get("action") == "remove" and hasattr(form, "is_removable"):
        return _save(request, section, form.removed(), attempt) or _show(
            request, content, section, form, attempt
        )
    if form.is_valid():
        draft: Part = form.draft()
        attempt.tried = _fingerprint(draft)
        was_tried = not section.check or request.POST.get("tried") == attempt.tried
        is_saving = request.POST.get("action") == "save"
        saved = _save(request, section, draft, attempt) if is_saving and was_tried else None
        if saved is not None:
            return saved
        attempt.asks = is_saving and not attempt.clash
        attempt.changes = changes_between(part_of(content, section.name), draft)
        if section.check:
            attempt.trial = _try(content, section, draft)
    return _show(request, content, section, form, attempt)


def _save(
    request: AuthenticatedRequest, section: Section, draft: Part | None, attempt: Attempt
) -> HttpResponse | None:
    """Returns None if somebody else saved the section meanwhile."""
    seen = parse_id(request.POST.get("version")) or 0
    name = section.name if draft is None else section.name_for(draft)
    try:
        saved = save_part(name, draft, request.user, seen)
    except SectionChanged as error:
        attempt.clash = error.newest
        return None
    messages.success(request, gettext("Saved as version %(n)d.") % {"n": saved.version})
    return redirect(section_url(name, is_gone=draft is None))


def _try(content: Content, section: Section, draft: Part) -> TrialView:
    drafted = with_part(content, section.name_for(draft), draft)
    trial = try_settings(drafted, content, section.tried_checks(draft))
    return view_trial(trial, draft.effect if isinstance(draft, WordList) else Effect.HOLD)


def _show(
    request: AuthenticatedRequest,
    content: Content,
    section: Section,
    form: forms.Form,
    attempt: Attempt,
) -> HttpResponse:
    is_refused = form.is_bound and (not form.is_valid() or attempt.clash is not None)
    context = {
        "section": "rules",
        "edited": section,
        "current": section.name,
        "form": form,
        "attempt": attempt,
        "groups": navigation(content),
        "newest": newest_of(section.name),
        "next_version": latest_version() + 1,
        "versions": versions_of(section.name),
    }
    status = 409 if attempt.clash else 400 if is_refused else 200
    return render(request, "moderation/rules/section.html", context, status=status)


def _fingerprint(draft: Part) -> str:
    rows = [asdict(each) for each in (draft if isinstance(draft, tuple) else (draft,))]
    return sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()[:32]
