from http import HTTPStatus

from django import forms
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.client_ip import client_ip
from accounts.http import signed_in_user
from serial.moderation.copyright.choices import NoticeState
from serial.moderation.copyright.forms import statements
from serial.moderation.copyright.forms.form_fields import (
    EmailAddressField,
    ExplanationField,
    NameField,
    SignatureField,
    StatementField,
)
from serial.moderation.copyright.models import CopyrightNotice, CounterNotice
from serial.moderation.copyright.models.counter_notice import PHONE_MAX_LENGTH
from serial.moderation.copyright.models.notice import ADDRESS_MAX_LENGTH
from serial.web.public_forms.public_form import PublicForm
from serial.web.text_fields import CleanedCharField, CleanedTextField

ROW_FIELDS = ("name", "email", "address", "phone", "explanation", "signature")


class CounterNoticeForm(PublicForm):
    """A counter-notice with what 17 USC 512(g)(3) asks for."""

    key_purpose = "counter_notice"

    explanation = ExplanationField(
        _("Why this is a mistake"),
        _("For example: you wrote it yourself, you have a licence, or it is a quotation."),
        _("Say why taking it down was a mistake."),
    )
    name = NameField()
    address = CleanedTextField(
        label=_("Your postal address"),
        max_length=ADDRESS_MAX_LENGTH,
        error_messages={"required": _("Write your postal address: the law asks for it.")},
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "autocomplete": "street-address"}),
    )
    phone = CleanedCharField(
        label=_("Your telephone number"),
        max_length=PHONE_MAX_LENGTH,
        error_messages={"required": _("Write your telephone number: the law asks for it.")},
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    email = EmailAddressField()
    mistake = StatementField(statements.MISTAKE)
    jurisdiction = StatementField(statements.JURISDICTION)
    signature = SignatureField()

    field_order = ["form_key", "explanation", "name", "address", "phone", "email"]
    checked = {"name": 0, "signature": 0, "explanation": 10}

    def save(
        self, request: HttpRequest, notice: CopyrightNotice
    ) -> tuple[CounterNotice, bool] | None:
        """Returns the stored counter-notice and whether it is new; None if refused."""
        row = CounterNotice(
            **{name: self.cleaned_data[name] for name in ROW_FIELDS},
            notice=notice,
            user=signed_in_user(request),
            statements=f"{statements.MISTAKE}\n{statements.JURISDICTION}",
        )
        with transaction.atomic():
            locked = CopyrightNotice.objects.select_for_update().get(pk=notice.pk)
            if locked.state != NoticeState.TAKEN_DOWN:
                self.refuse_as_late()
                return None
            stored = self.store(row, client_ip(request))
            if stored is not None and stored[1]:
                notice.state = NoticeState.COUNTERED
                notice.due_at = row.put_back_until()
                notice.save(update_fields=["state", "due_at"])
        return stored

    def refuse_as_late(self) -> None:
        message = gettext("A counter-notice was sent, or a decision made, in the meantime.")
        self.refuse(HTTPStatus.CONFLICT, message)

    def is_same_as(self, stored: CounterNotice | None) -> bool:
        """Whether this is what was sent before, for example with a second click."""
        self.full_clean()
        return stored is not None and all(
            self.cleaned_data.get(name) == getattr(stored, name) for name in ROW_FIELDS
        )
