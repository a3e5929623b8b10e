"""Tells the sender of a notice, and the authors, what was decided."""

from functools import partial

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from serial.after_response import run_after_response
from serial.moderation.copyright.choices import DecisionKind
from serial.moderation.copyright.emails.mailing import send
from serial.moderation.copyright.emails.recipients import Recipient, authors_of, sender_of
from serial.moderation.copyright.links import counter_url, state_url
from serial.moderation.copyright.models import CopyrightDecision

TO_SENDER = {
    DecisionKind.TAKE_DOWN: _(
        "We have taken down what you named. Its authors can object to that; then you hear from us."
    ),
    DecisionKind.REJECT: _("We have rejected your notice. What you named stays online."),
    DecisionKind.RESTORE: _("What you named is online again."),
    DecisionKind.KEEP_DOWN: _("What you named stays down."),
}
# Authors do not hear of a notice that changes nothing for them.
TO_AUTHORS = {
    DecisionKind.TAKE_DOWN: _(
        "Somebody has stated that these pages of yours use their work. We have taken them down: "
        "readers cannot open them, and you still see and edit them at the desk."
    ),
    DecisionKind.RESTORE: _("These pages of yours are online again."),
    DecisionKind.KEEP_DOWN: _("These pages of yours stay down."),
}


def tell_of_decision(request: HttpRequest, decision: CopyrightDecision) -> None:
    """Sends the emails after the response."""
    run_after_response(request, partial(_tell_sender, decision))
    if decision.kind in TO_AUTHORS:
        run_after_response(request, partial(_tell_authors, decision))


def _tell_sender(decision: CopyrightDecision) -> None:
    notice = decision.notice
    subject = _("Your copyright notice %(reference)s: decision")
    sentence = TO_SENDER[DecisionKind(decision.kind)]
    _send(decision, sender_of(notice), subject, sentence, state_url=state_url(notice))


def _tell_authors(decision: CopyrightDecision) -> None:
    notice = decision.notice
    subject = _("Copyright notice %(reference)s about your story")
    sentence = TO_AUTHORS[DecisionKind(decision.kind)]
    is_open = decision.kind == DecisionKind.TAKE_DOWN and not hasattr(notice, "counter_notice")
    link = counter_url(notice) if is_open else ""
    _send(decision, authors_of(notice), subject, sentence, counter_url=link)


def _send(
    decision: CopyrightDecision,
    recipients: list[Recipient],
    subject: Promise,
    sentence: Promise,
    **links: str,
) -> None:
    targets = decision.notice.targets.order_by("pk")
    offline: list[str] = []
    if decision.kind == DecisionKind.RESTORE:
        # Another notice may keep it down, or its authors have deleted it.
        online = targets.online()
        offline = list(targets.exclude(pk__in=online.values("pk")).values_list("url", flat=True))
        targets = online
    urls = list(targets.values_list("url", flat=True))
    values: dict[str, object] = {
        **{"decision": decision, "sentence": sentence, "urls": urls, "offline": offline},
        **links,
    }
    send(decision.notice, recipients, subject, "decided", **values)
