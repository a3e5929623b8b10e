"""The fields of a story's form that decide how its drawn cover looks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from serial.stories.choices import CoverLayout, CoverOrnament, CoverTone

AUTOMATIC = ("", _("Automatic"))
# Degrees in OKLCH, whose hues stand at about equal distances for the eye.
HUES = [
    (25, _("Red")),
    (55, _("Orange")),
    (90, _("Yellow")),
    (135, _("Green")),
    (165, _("Sea green")),
    (200, _("Turquoise")),
    (240, _("Sky blue")),
    (270, _("Blue")),
    (300, _("Violet")),
    (330, _("Purple")),
    (0, _("Pink")),
]


class CoverChoicesForm(forms.Form):
    """Each field is a choice that the author may leave to the site."""

    cover_hue = forms.TypedChoiceField(
        label=_("Colour"),
        choices=[AUTOMATIC, *HUES],
        coerce=int,
        empty_value=None,
        required=False,
    )
    cover_tone = forms.ChoiceField(
        label=_("Tone"), choices=[AUTOMATIC, *CoverTone.choices], required=False
    )
    cover_ornament = forms.ChoiceField(
        label=_("Ornament"), choices=[AUTOMATIC, *CoverOrnament.choices], required=False
    )
    cover_layout = forms.ChoiceField(
        label=_("Layout"), choices=[AUTOMATIC, *CoverLayout.choices], required=False
    )


COVER_CHOICES = tuple(CoverChoicesForm.base_fields)
