from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from serial.stories.models import Story
from serial.stories.models.story import StoryQuerySet


class MoveToStoryForm(forms.Form):
    """Chooses one of the author's stories."""

    story = forms.ModelChoiceField(label=_("Story"), queryset=Story.objects.none())

    def __init__(self, stories: StoryQuerySet, data: Mapping[str, object] | None = None) -> None:
        super().__init__(data)
        field = self.fields["story"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = stories
