"""The form of a draft of the terms or another document of the site, in /admin/."""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from serial.desk.editor.widgets import MarkdownxEditor
from serial.policies.models import PolicyVersion
from serial.policies.models.policy_version import BODY_MAX_LENGTH, SUMMARY_MAX_LENGTH
from serial.web.text_fields import CleanedCharField, CleanedTextField


class PolicyForm(forms.ModelForm[PolicyVersion]):
    body = CleanedTextField(
        label=_("Text"), max_length=BODY_MAX_LENGTH, widget=MarkdownxEditor(attrs={"rows": 30})
    )
    summary = CleanedCharField(
        label=_("What changed"),
        max_length=SUMMARY_MAX_LENGTH,
        required=False,
        help_text=PolicyVersion._meta.get_field("summary").help_text,
    )
    # The hash of the stored draft that this form showed.
    based_on = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = PolicyVersion
        fields = ["document", "body", "summary", "is_material"]

    # Any, as in Django.
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            self.initial["based_on"] = self.instance.content_hash()

    def clean(self) -> None:
        # Locked until the admin has saved the form.
        drafts = PolicyVersion.objects.select_for_update().drafts()
        if self.instance._state.adding:
            if drafts.filter(document=self.cleaned_data.get("document")).exists():
                self.add_error(
                    "document",
                    _("This document has a draft already. Your text is below: copy it there."),
                )
            return
        stored = drafts.filter(pk=self.instance.pk).first()
        if stored is not None and stored.content_hash() != self.cleaned_data.get("based_on"):
            # Saving again replaces it.
            data = cast("QueryDict", self.data).copy()
            data["based_on"] = stored.content_hash()
            self.data = data
            self.add_error(
                "body",
                _(
                    "Somebody has saved this draft in the meantime. What you typed is below and is"
                    " not saved. To replace the saved draft, save again."
                ),
            )
