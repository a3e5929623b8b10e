"""The forms of the site: hints and labels that are not marked as HTML are escaped."""

from django import forms


class NoteForm(forms.Form):
    note = forms.CharField(label="A <b>label</b>", help_text="A <b>hint</b>", max_length=5)
    agrees = forms.BooleanField(label="Yes", help_text="An <i>aside</i>", required=False)


def test_labels_and_hints_are_escaped() -> None:
    html = str(NoteForm())
    for escaped in ("A &lt;b&gt;label", "A &lt;b&gt;hint", "An &lt;i&gt;aside"):
        assert escaped in html
    assert "<b>" not in html and "<i>" not in html


def test_errors_stand_beside_the_field_and_above_the_form() -> None:
    html = str(NoteForm({"note": "much too long"}))
    summary, _, fields = html.partition('<div class="field">')
    assert "There is a problem" in summary and '<a href="#id_note">' in summary
    assert 'id="id_note_error"' in fields and 'value="much too long"' in fields


def test_problems_are_counted_in_the_plural() -> None:
    class TwoNotes(NoteForm):
        other = forms.CharField()

    assert "There are 2 problems" in str(TwoNotes({}))
