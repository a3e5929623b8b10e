"""The forms of the site: hints and labels that are not marked as HTML are escaped."""

from django import forms
from django.forms.renderers import DjangoTemplates, get_default_renderer
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy


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
    # Without the label: each error says by itself what is wrong.
    assert "label" not in summary
    assert 'id="id_note_error"' in fields and 'value="much too long"' in fields


def test_problems_are_counted_in_the_plural() -> None:
    class TwoNotes(NoteForm):
        other = forms.CharField()

    assert "There are 2 problems" in str(TwoNotes({}))


def test_attributes_of_widgets_are_those_of_django() -> None:
    attributes = {
        "required": True,
        "disabled": False,
        "data-empty": "",
        "data-none": None,
        "size": 3,
        'data-"odd"': "<One> & 'two'",
        "title": gettext_lazy("Title"),
        "data-safe": mark_safe("&amp;"),
    }
    for widget in (forms.TextInput(attributes), forms.Textarea(attributes)):
        ours, djangos = (
            widget.render("n", "v", renderer=renderer)
            for renderer in (get_default_renderer(), DjangoTemplates())
        )
        assert ours == djangos


def test_selects_are_those_of_django() -> None:
    groups = [("A <group>", [(1, "One & all"), (2, "Two")]), ("x'y", "No group"), ("", "None")]
    disabled = {"disabled": True, "size": 3}
    for select in (forms.Select(disabled, groups), forms.SelectMultiple({"dir": "auto"}, groups)):
        for value in (None, "", "2", ["1", "x'y"]):
            ours, djangos = (
                select.render("field", value, renderer=renderer)
                for renderer in (get_default_renderer(), DjangoTemplates())
            )
            assert ours.split() == djangos.split(), (select, value)
