"""The form that searches in a story, and shows what replacing would change."""

from django import forms
from django.utils.translation import gettext_lazy as _

from serial.chapters.models.replacement import QUERY_MAX_LENGTH
from serial.markup.searching.query import Query

# The names of the checkboxes, and the texts of a chapter that each stands for.
FIELDS_OF_CHOICE = {
    "notes": ("note_before", "note_after"),
    "titles": ("title",),
    "content_notes": ("content_note",),
}


class SearchForm(forms.Form):
    """The text of the chapters is always searched. replace: None if nothing is to be replaced."""

    q = forms.CharField(label=_("Search"), max_length=QUERY_MAX_LENGTH)
    replace = forms.CharField(label=_("Replace with"), max_length=QUERY_MAX_LENGTH, required=False)
    words = forms.BooleanField(label=_("Whole words only"), required=False)
    capitals = forms.BooleanField(label=_("Capitals as typed"), required=False)
    notes = forms.BooleanField(label=_("Author’s notes"), required=False)
    titles = forms.BooleanField(label=_("Titles"), required=False)
    content_notes = forms.BooleanField(label=_("Content notes"), required=False)

    def query(self) -> Query:
        """For a form whose fields are valid."""
        return Query(
            text=self.cleaned_data["q"],
            matches_capitals=self.cleaned_data["capitals"],
            whole_words=self.cleaned_data["words"],
        )

    def fields_to_search(self) -> list[str]:
        chosen = [names for name, names in FIELDS_OF_CHOICE.items() if self.cleaned_data[name]]
        return ["body", *(field for names in chosen for field in names)]

    def sent_fields(self) -> list[tuple[str, str]]:
        """What another form sends again, unchanged."""
        fields = ((name, self.data.get(name)) for name in self.fields)
        return [(name, str(value)) for name, value in fields if value]
