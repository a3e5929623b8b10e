from django import forms
from django.utils.translation import gettext_lazy as _

from serial.archive.guests.comments import find_comments
from serial.comments.models.comment import NAME_MAX_LENGTH, CommentQuerySet
from serial.params import MAX_ID
from serial.web.text_fields import CleanedCharField

WORDS_MAX_LENGTH = 200


class GuestCommentsForm(forms.Form):
    """What a guest says of their comments."""

    name = CleanedCharField(label=_("Name"), required=False, max_length=NAME_MAX_LENGTH)
    words = CleanedCharField(
        label=_("Words of the comment"),
        required=False,
        max_length=WORDS_MAX_LENGTH,
        help_text=_("Comments with all of these words."),
    )
    email = forms.EmailField(
        label=_("Email address"),
        required=False,
        help_text=_("If the guest left it for replies. It is stored for a limited time."),
    )
    first_day = forms.DateField(
        label=_("Posted from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    last_day = forms.DateField(
        label=_("Posted until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    same_guest = forms.IntegerField(
        required=False, min_value=1, max_value=MAX_ID, widget=forms.HiddenInput
    )

    def find(self) -> CommentQuerySet:
        return find_comments(**self.cleaned_data)
