"""The box for a whole manuscript: its notes and its text are put into the fields, and back."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from serial.chapters.texts import RENDERED_FIELDS
from serial.desk.editor.manuscript_splitting import Step, split_manuscript
from serial.web.text_fields import CleanedCharField

SPLIT, UNSPLIT = "_split", "_unsplit"
BOX = "manuscript"
STEP_DESCRIPTIONS = {
    Step.FIRST_PARAGRAPH: _("The first paragraph became the note before."),
    Step.FIRST_PARAGRAPHS: _("The first paragraphs became the note before."),
    Step.LAST_PARAGRAPH: _("The last paragraph became the note after."),
    Step.LAST_PARAGRAPHS: _("The last paragraphs became the note after."),
    Step.LINE_LEFT_OUT: _("The line between note and text was left out."),
    Step.NO_NOTE: _("No author's note was found: all of it is the text."),
}


class ManuscriptFields(forms.Form):
    """Splitting is no saving: the form comes back with its fields filled, to be looked at."""

    manuscript = CleanedCharField(
        label=_("Manuscript"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "An author's note before or after the text (“A/N: …”, “End A/N: …”) is recognised and "
            "put where it belongs. What stands in those fields now is set aside, and comes back "
            "with “Take that back”."
        ),
    )
    before_split = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.split_messages: list[str] = []
        if self.is_bound and SPLIT in self.data:
            self._split()
        elif self.is_bound and UNSPLIT in self.data:
            self._unsplit()

    def is_held(self) -> bool:
        """Whether this was sent to be rearranged rather than saved."""
        return self.is_bound and (SPLIT in self.data or UNSPLIT in self.data)

    def is_valid(self) -> bool:
        return super().is_valid() and not self.is_held()

    def _split(self) -> None:
        pasted = self._typed(BOX)
        if not pasted.strip():
            self.split_messages = [str(_("Paste the manuscript into the box first."))]
            return
        former = {name: self._typed(name) for name in (*RENDERED_FIELDS, BOX)}
        parts = split_manuscript(pasted)
        self._fill(
            {
                "note_before": parts.note_before,
                "body": parts.body,
                "note_after": parts.note_after,
                BOX: "",
                "before_split": json.dumps(former),
            }
        )
        self.split_messages = [str(STEP_DESCRIPTIONS[step]) for step in parts.steps]

    def _unsplit(self) -> None:
        try:
            former = json.loads(self._typed("before_split"))
        except ValueError:
            return
        if isinstance(former, dict):
            fields = {name: str(former.get(name, "")) for name in (*RENDERED_FIELDS, BOX)}
            self._fill({**fields, "before_split": ""})

    def _typed(self, name: str) -> str:
        value: str = self.data.get(self.add_prefix(name)) or ""
        return value

    def _fill(self, values: dict[str, str]) -> None:
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        for name, value in values.items():
            data[self.add_prefix(name)] = value
        self.data = data
