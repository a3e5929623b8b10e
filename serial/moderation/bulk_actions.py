"""Admin actions that moderate several comments at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Visitor
from serial.comments.actions import Action, pick_actions
from serial.comments.changes.base import ActionRefused
from serial.comments.models import Comment
from serial.moderation.acting import apply_action, find_rule
from serial.moderation.models import Rule
from serial.params import parse_id

BulkAction = Callable[["admin.ModelAdmin[Comment]", HttpRequest, "QuerySet[Comment]"], None]

# One page of the list. Each comment takes its own queries, and "select all" is often a mistake.
MAX_AT_ONCE = 100
# Links to changed comments in the message, to undo a mistake.
MAX_LINKS_SHOWN = 10


class RuleActionForm(ActionForm):
    """The form above the list: which action, and by which rule comments are restricted."""

    rule = forms.ModelChoiceField(
        Rule.objects.in_force(),
        label=_("Rule, to reject, hide or hold:"),
        required=False,
    )


@dataclass(frozen=True)
class SeenComment:
    """What the list showed of a comment; the form sends it with each row."""

    revision: int
    state: str


def seen_value(comment: Comment) -> str:
    """The value of the field "seen" of a row."""
    return f"{comment.pk} {comment.edit_count} {comment.state}"


def _parse_seen(values: Sequence[str]) -> dict[int, SeenComment]:
    seen = {}
    for value in values:
        pk, _space, rest = value.partition(" ")
        revision, _space, state = rest.partition(" ")
        key, number = parse_id(pk), parse_id(revision)
        if key is not None and number is not None:
            seen[key] = SeenComment(number, state)
    return seen


@dataclass
class Outcome:
    """refused: the comments that could not be changed, each with the message for the user."""

    changed: list[Comment] = field(default_factory=list)
    unchanged_count: int = 0
    refused: list[tuple[Comment, str]] = field(default_factory=list)


def _make_bulk_action(action: Action) -> BulkAction:
    @admin.action(description=action.label)
    def bulk_action(
        model_admin: "admin.ModelAdmin[Comment]",
        request: HttpRequest,
        comments: "QuerySet[Comment]",
    ) -> None:
        if comments.count() > MAX_AT_ONCE:
            message = gettext("Select at most %(max)d comments at once. Nothing was changed.")
            messages.error(request, message % {"max": MAX_AT_ONCE})
            return
        rule = find_rule(request.POST.get("rule"))
        seen = _parse_seen(request.POST.getlist("seen"))
        _show_outcome(request, _apply(action, comments, request.user, rule, seen))

    # The admin form sends this name.
    bulk_action.__name__ = f"{action.name}_selected"
    return bulk_action


def _apply(
    action: Action,
    comments: "QuerySet[Comment]",
    by: Visitor,
    rule: Rule | None,
    seen: Mapping[int, SeenComment],
) -> Outcome:
    """Leaves a comment as it is if it is another than the list showed, or was not in it."""
    outcome = Outcome()
    for comment in comments:
        try:
            row = seen.get(comment.pk)
            if row is None:
                raise ActionRefused(gettext("It was not in the list when you opened it."))
            logged = apply_action(
                action, comment, by, rule=rule, seen=row.revision, seen_state=row.state
            )
            if logged is None:
                outcome.unchanged_count += 1
            else:
                outcome.changed.append(comment)
        except ActionRefused as error:
            outcome.refused.append((comment, str(error)))
    return outcome


def _show_outcome(request: HttpRequest, outcome: Outcome) -> None:
    count = len(outcome.changed)
    summary = ngettext("%(n)d comment changed.", "%(n)d comments changed.", count) % {"n": count}
    if outcome.unchanged_count:
        unchanged = ngettext(
            "%(n)d comment already had this state.",
            "%(n)d comments already had this state.",
            outcome.unchanged_count,
        )
        summary = f"{summary} {unchanged % {'n': outcome.unchanged_count}}"
    linked = outcome.changed[:MAX_LINKS_SHOWN]
    pages = ((comment.get_absolute_url(), comment.display_name()) for comment in linked)
    links = format_html_join(", ", '<a href="{}">{}</a>', pages)
    undo = gettext("To undo, open the comment:") if links else ""
    messages.success(request, format_html("{} {} {}", summary, undo, links))
    for comment, reason in outcome.refused:
        message = gettext("The comment by %(name)s was not changed: %(reason)s")
        messages.warning(request, message % {"name": comment.display_name(), "reason": reason})


BULK_ACTIONS = [
    _make_bulk_action(action) for action in pick_actions("approve", "hold", "hide", "reject")
]
