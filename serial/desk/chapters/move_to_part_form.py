from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from serial.chapters.models import Chapter
from serial.stories.models import Part


class MoveToPartForm(forms.Form):
    """Chooses a part of the chapters' story, or none."""

    part = forms.ModelChoiceField(
        label=_("Part"), queryset=Part.objects.none(), required=False, empty_label=_("No part")
    )

    def __init__(
        self, chapters: Sequence[Chapter], data: Mapping[str, object] | None = None
    ) -> None:
        super().__init__(data)
        field = self.fields["part"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = Part.objects.filter(story=chapters[0].story_id)
