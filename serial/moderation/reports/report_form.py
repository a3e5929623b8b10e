from collections.abc import Mapping

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.client_ip import client_ip
from accounts.models import User, Visitor
from serial.moderation.choices import Reason
from serial.moderation.models import Report
from serial.moderation.models.report import NAME_MAX_LENGTH, WORDS_MAX_LENGTH
from serial.moderation.reporting import NewReport, report
from serial.moderation.reports.reasons import REASONS_WITH_WORDS, ReasonInfo, reasons_for
from serial.moderation.reports.things import Thing
from serial.params import parse_id
from serial.web.public_forms.form_key import HiddenTextField
from serial.web.public_forms.public_form import PublicForm
from serial.web.rate_limits import TooManyRequests
from serial.web.submitted_fields import is_same_origin
from serial.web.text_fields import CleanedCharField, CleanedTextField

# Together they are stored as one text.
TEXT_MAX_LENGTH = WORDS_MAX_LENGTH // 2 - 1


class ReportForm(PublicForm):
    """A report by a member or a guest. Of illegal content it asks what DSA article 16(2) names."""

    key_purpose = "report"

    revision = HiddenTextField()
    reason = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )
    law = CleanedTextField(
        label=_("Which law, and why?"),
        required=False,
        max_length=TEXT_MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    name = CleanedCharField(
        label=_("Your name"),
        required=False,
        max_length=NAME_MAX_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    email = forms.EmailField(
        label=_("Your email address"),
        required=False,
        help_text=_("You get a link there that shows the outcome."),
        error_messages={"invalid": _("Write an email address such as name@example.org.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    is_stated_true = forms.BooleanField(
        label=_("What I say here is true and complete to my knowledge."), required=False
    )
    words = CleanedTextField(
        label=_("What should a moderator know?"),
        required=False,
        max_length=TEXT_MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    # Spam has to be quoted.
    checked = {"name": 0, "words": 10, "law": 10}

    def __init__(
        self, data: Mapping[str, object] | None = None, *, thing: Thing, visitor: Visitor
    ) -> None:
        super().__init__(data, initial={"revision": thing.subject.revision()})
        self.thing, self.visitor = thing, visitor
        self.fields["reason"].choices = [  # type: ignore[attr-defined]
            (info.reason, info.label) for info in self.reasons()
        ]
        if isinstance(visitor, User):
            # Their account has both.
            del self.fields["name"], self.fields["email"]

    def reasons(self) -> list[ReasonInfo]:
        return reasons_for(self.thing.subject.kind)

    def clean(self) -> None:
        super().clean()
        reason, values = self.cleaned_data.get("reason"), self.cleaned_data
        if reason in REASONS_WITH_WORDS and not values.get("words"):
            self.add_error("words", gettext("Write what is wrong."))
        if reason == Reason.ILLEGAL and not values.get("law"):
            self.add_error("law", gettext("Write which law it breaks, and why."))
        if reason == Reason.ILLEGAL and not values.get("is_stated_true"):
            self.add_error("is_stated_true", gettext("Confirm that what you say is true."))

    def asks_for_copyright_notice(self) -> bool:
        is_copyright = self.cleaned_data["reason"] == Reason.COPYRIGHT
        return is_copyright and self.thing.has_copyright_form

    def save(self, request: HttpRequest) -> tuple[Report, bool] | None:
        """Returns the report of a valid form, and whether it was added to an earlier one.

        None if it is refused: then the form has an error.
        """
        try:
            return report(self.thing.subject, self._new_report(request))
        except TooManyRequests as error:
            self.refuse_as_too_many(error)
            return None

    def _new_report(self, request: HttpRequest) -> NewReport:
        values = self.cleaned_data
        is_illegal = values["reason"] == Reason.ILLEGAL
        texts = (values["law"] if is_illegal else "", values["words"])
        # Anybody can send the form without a token of this session.
        is_member = isinstance(request.user, User) and is_same_origin(request)
        return NewReport(
            reason=Reason(values["reason"]),
            words="\n\n".join(filter(None, texts)),
            reporter=request.user if is_member else None,  # type: ignore[arg-type]
            ip=client_ip(request),
            revision=self._seen_revision(),
            name=values.get("name", "") if is_illegal else "",
            email=values.get("email", "") if is_illegal else "",
            is_stated_true=is_illegal,
        )

    def _seen_revision(self) -> int:
        subject = self.thing.subject
        seen, now = parse_id(self.cleaned_data["revision"]), subject.revision()
        return now if seen is None or subject.is_later(seen, now) else seen
