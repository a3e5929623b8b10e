from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from serial.chapters.models import Revision
from serial.chapters.models.revision import REMARK_MAX_LENGTH
from serial.chapters.remarks import set_remark
from serial.desk.desk_form import DeskForm
from serial.desk.editor.form_data import replace_values
from serial.web.text_fields import CleanedCharField


class NoteForm(DeskForm, forms.Form):
    """The note on one revision. `seen` is the note that the page showed."""

    remark = CleanedCharField(label=_("Note"), required=False, max_length=REMARK_MAX_LENGTH)
    seen = forms.CharField(label="", required=False, widget=forms.HiddenInput)

    def set_up(self) -> None:
        super().set_up()
        # Browsers would cut a longer note off when it is pasted, and say nothing.
        self.fields["remark"].widget.attrs.pop("maxlength", None)
        self.fields["remark"].widget.attrs["autocomplete"] = "off"

    def save(self, revision: Revision, by: User) -> bool:
        """Returns whether the note was saved; if not, the form has the error."""
        if not self.is_valid():
            return False
        seen = self.cleaned_data["seen"]
        try:
            set_remark(revision, self.cleaned_data["remark"] or "", by, seen=seen)
        except ValidationError as error:
            self.add_error("remark", error)
            # Saving again is then a choice.
            self.data = replace_values(self.data, {"seen": current_note(revision)})
            return False
        return True


def current_note(revision: Revision) -> str:
    return Revision.objects.values_list("remark", flat=True).get(pk=revision.pk)
