"""The pages of the site's rules, word lists, limits and their versions."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import AuthenticatedRequest
from serial.moderation.access import moderator_required
from serial.moderation.check_settings.parts import RULES, part_of
from serial.moderation.check_settings.reading import settings_in_force
from serial.moderation.check_settings.saving import SectionChanged, restore_part, undo_version
from serial.moderation.models import CheckSettings
from serial.moderation.rules.editing import edit_section
from serial.moderation.rules.links import section_url
from serial.moderation.rules.navigation import navigation
from serial.moderation.rules.sections import (
    limit_section,
    new_list_section,
    new_rule_section,
    rule_section,
    word_list_section,
)
from serial.moderation.rules.versions import later_versions, latest_versions, versions_of
from serial.params import parse_id

FORM_METHODS = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@moderator_required
def show_rules(request: AuthenticatedRequest) -> HttpResponse:
    content = settings_in_force()
    context = {
        "section": "rules",
        "current": RULES,
        "rules": content.rules,
        "groups": navigation(content),
        "versions": versions_of(RULES),
    }
    return render(request, "moderation/rules/rules.html", context)


@FORM_METHODS
@moderator_required
def edit_rule(request: AuthenticatedRequest, number: int) -> HttpResponse:
    content = settings_in_force()
    return edit_section(request, content, rule_section(content, number))


@FORM_METHODS
@moderator_required
def add_rule(request: AuthenticatedRequest) -> HttpResponse:
    return edit_section(request, settings_in_force(), new_rule_section())


@FORM_METHODS
@moderator_required
def edit_word_list(request: AuthenticatedRequest, key: str) -> HttpResponse:
    content = settings_in_force()
    return edit_section(request, content, word_list_section(content, key))


@FORM_METHODS
@moderator_required
def add_word_list(request: AuthenticatedRequest) -> HttpResponse:
    return edit_section(request, settings_in_force(), new_list_section())


@FORM_METHODS
@moderator_required
def edit_limit(request: AuthenticatedRequest, name: str) -> HttpResponse:
    content = settings_in_force()
    return edit_section(request, content, limit_section(content, name))


@require_safe
@moderator_required
def show_versions(request: AuthenticatedRequest) -> HttpResponse:
    context = {
        "section": "rules",
        "current": "versions",
        "groups": navigation(settings_in_force()),
        "versions": latest_versions(),
    }
    return render(request, "moderation/rules/versions.html", context)


@require_POST
@moderator_required
def restore_version(request: AuthenticatedRequest, version: int) -> HttpResponse:
    """Undoes the latest version of a section, or goes back to an earlier one: `do` says which."""
    row = get_object_or_404(CheckSettings.objects.exclude(section=""), version=version)
    is_undoing = request.POST.get("do") == "undo"
    seen = parse_id(request.POST.get("seen")) or 0
    try:
        if is_undoing:
            saved = undo_version(row, request.user)
        else:
            saved = restore_part(row, request.user, seen)
    except SectionChanged as error:
        if not is_undoing:
            return _ask_again(request, row, error.newest, seen)
        message = gettext("Not undone: version %(n)d was saved meanwhile. Look at it first.")
        messages.error(request, message % {"n": error.newest.version})
    else:
        messages.success(request, gettext("Saved as version %(n)d.") % {"n": saved.version})
    is_gone = part_of(settings_in_force(), row.section) is None
    return redirect(section_url(row.section, is_gone=is_gone))


def _ask_again(
    request: AuthenticatedRequest, row: CheckSettings, newest: CheckSettings, seen: int
) -> HttpResponse:
    """Says what was saved since the page was opened, and what going back would change now."""
    content = settings_in_force()
    context = {
        "section": "rules",
        "current": row.section,
        "groups": navigation(content),
        "wanted": row,
        "later": later_versions(row, newest, seen),
        "back_url": section_url(row.section, is_gone=part_of(content, row.section) is None),
    }
    template = "moderation/rules/go_back.html"
    return render(request, template, context, status=HTTPStatus.CONFLICT)
