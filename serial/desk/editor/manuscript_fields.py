"""The manuscript box of the chapter form: splits a pasted manuscript into notes and text."""

import json

from django import forms
from django.utils.translation import gettext_lazy as _

from serial.chapters.texts import RENDERED_FIELDS
from serial.desk.desk_form import DeskForm
from serial.desk.editor.form_data import replace_values
from serial.desk.editor.ignored_checks import IGNORE, STOP_IGNORING
from serial.desk.editor.widgets import ManuscriptTextarea
from serial.manuscripts.splitting.author_notes import SplitStep, split_manuscript
from serial.markup.checking.line_paragraphs import separate_lines
from serial.markup.sanitizing.characters import clean_source
from serial.web.text_fields import CleanedTextField

# "_lines" names the field of which each line becomes a paragraph.
SPLIT, UNSPLIT, LINES = "_split", "_unsplit", "_lines"
# Buttons that save nothing.
EDITOR_BUTTONS = (SPLIT, UNSPLIT, LINES, IGNORE, STOP_IGNORING)
MANUSCRIPT_FIELD = "manuscript"
CHANGED_FIELDS = (*RENDERED_FIELDS, MANUSCRIPT_FIELD)
STEP_DESCRIPTIONS = {
    SplitStep.FIRST_PARAGRAPH: _("The first paragraph was moved to “Note before”."),
    SplitStep.FIRST_PARAGRAPHS: _("The first paragraphs were moved to “Note before”."),
    SplitStep.LAST_PARAGRAPH: _("The last paragraph was moved to “Note after”."),
    SplitStep.LAST_PARAGRAPHS: _("The last paragraphs were moved to “Note after”."),
    SplitStep.SCENE_BREAK_REMOVED: _("The scene break between note and text was removed."),
    SplitStep.LINES_SEPARATED: _(
        "The text had no empty lines. Each of its lines is now a paragraph."
    ),
    SplitStep.NO_NOTE: _("No author’s note was found. The whole manuscript is now the text."),
}


class ManuscriptFields(DeskForm, forms.Form):
    """Splitting saves nothing: the form is shown again with its fields filled in, for review."""

    manuscript = CleanedTextField(
        label=_("Manuscript"),
        required=False,
        widget=ManuscriptTextarea(),
        help_text=_(
            "Author’s notes before and after the text (“A/N: …”, “End A/N: …”) are detected and "
            "moved to their own fields. This replaces the current notes and text; "
            "“Undo” brings them back."
        ),
    )
    before_split = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def set_up(self) -> None:
        super().set_up()
        self.split_messages: list[str] = []
        if self.is_bound and SPLIT in self.data:
            self._split()
        elif self.is_bound and UNSPLIT in self.data:
            self._unsplit()
        elif self.is_bound and self.data.get(LINES) in CHANGED_FIELDS:
            self._separate_lines(str(self.data[LINES]))

    def is_editor_request(self) -> bool:
        """Whether the form was submitted to change its texts or lists, not to save."""
        return self.is_bound and any(name in self.data for name in EDITOR_BUTTONS)

    def is_valid(self) -> bool:
        return super().is_valid() and not self.is_editor_request()

    def _split(self) -> None:
        manuscript = clean_source(self._submitted(MANUSCRIPT_FIELD))
        if not manuscript.strip():
            self.split_messages = [str(_("Paste the manuscript into the box first."))]
            return
        parts = split_manuscript(manuscript)
        self._fill(
            {
                "note_before": parts.note_before,
                "body": parts.body,
                "note_after": parts.note_after,
                MANUSCRIPT_FIELD: "",
                "before_split": self._previous(),
            }
        )
        self.split_messages = [str(STEP_DESCRIPTIONS[step]) for step in parts.steps]

    def _unsplit(self) -> None:
        try:
            previous = json.loads(self._submitted("before_split"))
        except ValueError:
            return
        if isinstance(previous, dict):
            fields = {name: str(previous.get(name, "")) for name in CHANGED_FIELDS}
            self._fill({**fields, "before_split": ""})

    def _separate_lines(self, name: str) -> None:
        text = separate_lines(clean_source(self._submitted(name)))
        self._fill({"before_split": self._previous(), name: text})
        self.split_messages = [str(_("Each line of the text is now a paragraph."))]

    def _previous(self) -> str:
        return json.dumps({name: self._submitted(name) for name in CHANGED_FIELDS})

    def _submitted(self, name: str) -> str:
        value: str = self.data.get(self.add_prefix(name)) or ""
        return value

    def _fill(self, values: dict[str, str]) -> None:
        prefixed = {self.add_prefix(name): value for name, value in values.items()}
        self.data = replace_values(self.data, prefixed)
