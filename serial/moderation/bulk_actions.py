"""One decision on many comments at once, each by the verb that decides on a single one."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from serial.comments import moderating
from serial.comments.action_log import ActionRefused
from serial.comments.models import Comment, CommentAction
from serial.comments.models.comment import CommentQuerySet

# Each is decided on by itself, and a page has no more: "all of them" is a slip of the hand.
MAX_AT_ONCE = 100
# Enough to undo a slip; the rest are found by filter.
MAX_LINKS_SHOWN = 10
Verb = Callable[[Comment, User | None], CommentAction | None]


@dataclass
class Outcome:
    """refused: which could not be changed, each with why."""

    done: list[Comment] = field(default_factory=list)
    same: int = 0
    refused: list[tuple[Comment, str]] = field(default_factory=list)


def _decide(label: Any, verb: Verb) -> Callable[[Any, HttpRequest, Any], None]:
    @admin.action(description=label)
    def action(model_admin: Any, request: HttpRequest, comments: Any) -> None:
        if comments.count() > MAX_AT_ONCE:
            said = gettext("Choose at most %(most)d comments at once. Nothing was changed.")
            messages.error(request, said % {"most": MAX_AT_ONCE})
            return
        by = request.user if isinstance(request.user, User) else None
        _tell(request, _carry_out(verb, comments, by))

    # What the form sends.
    action.__name__ = f"{verb.__name__}_selected"
    return action


def _carry_out(verb: Verb, comments: CommentQuerySet, by: User | None) -> Outcome:
    outcome = Outcome()
    for comment in comments:
        try:
            if verb(comment, by) is None:
                outcome.same += 1
            else:
                outcome.done.append(comment)
        except ActionRefused as why:
            outcome.refused.append((comment, str(why)))
    return outcome


def _tell(request: HttpRequest, outcome: Outcome) -> None:
    count = len(outcome.done)
    said = ngettext("%(n)d comment changed.", "%(n)d comments changed.", count) % {"n": count}
    if outcome.same:
        were_so = ngettext("%(n)d was so already.", "%(n)d were so already.", outcome.same)
        said = f"{said} {were_so % {'n': outcome.same}}"
    pages = (
        (each.get_absolute_url(), each.display_name()) for each in outcome.done[:MAX_LINKS_SHOWN]
    )
    links = format_html_join(", ", '<a href="{}">{}</a>', pages)
    undo = gettext("To undo it, go to:") if links else ""
    messages.success(request, format_html("{} {} {}", said, undo, links))
    for comment, why in outcome.refused:
        left = gettext("Not changed, of %(name)s: %(why)s")
        messages.warning(request, left % {"name": comment.display_name(), "why": why})


ACTIONS = [
    _decide(_("Publish"), moderating.approve),
    _decide(_("Hold"), moderating.hold),
    _decide(_("Hide"), moderating.hide),
    _decide(_("Reject"), moderating.reject),
]
