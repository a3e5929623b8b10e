from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from serial.chapters.models import Chapter
from serial.stories.models import Part


class MoveToPartForm(forms.Form):
    """Chooses a part of the chapters' story, or none."""

    part = forms.ModelChoiceField(
        label=_("Part"), queryset=Part.objects.none(), required=False, empty_label=_("No part")
    )

    def __init__(self, chapters: Sequence[Chapter], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["part"]
        field.queryset = Part.objects.filter(story=chapters[0].story_id)
