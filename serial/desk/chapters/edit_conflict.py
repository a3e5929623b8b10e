"""What the chapter form shows if another text was saved since it was opened, and how it saves both.

The merge is made again when "Save both changes" is pressed, so that it has what was typed after the
page was shown. Its form keeps `based_on`, the revision with which the typed text began, so that a
working copy that is opened later is compared with that one.
"""

from dataclasses import dataclass
from functools import cached_property

from django import forms
from django.utils.translation import gettext as _

from accounts.models import User
from serial.chapters.comparing.merging import merge_texts
from serial.chapters.models import Chapter, Revision
from serial.chapters.saving import EditConflict, check_not_stale, latest_revision
from serial.chapters.texts import ChapterText
from serial.desk.desk_form import DeskForm
from serial.desk.editor.form_data import replace_values
from serial.desk.editor.saved_elsewhere import other_author
from serial.desk.field_diffs import FieldDiff, diff_fields
from serial.params import MAX_ID

# The name of the button that saves both changes.
MERGE = "_merge"


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """A text that was not saved, because `latest` was saved after `base`.

    merged: the text with both changes, if they do not overlap.
    author: who saved `latest`, by the pen name on the story, or "" for the same person.
    """

    base: Revision | None
    latest: Revision
    typed: ChapterText
    merged: ChapterText | None
    author: str

    @cached_property
    def differences(self) -> list[FieldDiff]:
        return diff_fields(self.latest.text(), self.typed)

    @cached_property
    def saved_changes(self) -> list[FieldDiff]:
        return self._changes(self.latest.text())

    @cached_property
    def typed_changes(self) -> list[FieldDiff]:
        return self._changes(self.typed)

    @cached_property
    def merged_differences(self) -> list[FieldDiff]:
        return diff_fields(self.base.text(), self.merged) if self.base and self.merged else []

    def _changes(self, text: ChapterText) -> list[FieldDiff]:
        fields = diff_fields(self.base.text(), text) if self.base else []
        return [field.only_changed() for field in fields]

    def message(self) -> str:
        if self.author:
            saved = _("Not saved: %(person)s saved this chapter in the meantime.")
        else:
            saved = _(
                "Not saved: you saved this chapter in the meantime, in another tab or on another "
                "device."
            )
        what_next = (
            _(
                "Your text is still here. The two changes do not overlap: save both below, or "
                "press Save and your text alone becomes the latest revision."
            )
            if self.merged
            else _(
                "Your text is still here, and the differences are shown below. If you save again, "
                "your text becomes the latest revision. The other text stays in the revisions."
            )
        )
        return f"{saved % {'person': self.author}} {what_next}"


class ConflictFields(DeskForm, forms.Form):
    """Refuses a save that would overwrite another one unseen; its form has the text fields."""

    based_on = forms.IntegerField(
        label="", required=False, min_value=0, max_value=MAX_ID, widget=forms.HiddenInput
    )
    # The newer revision that the page showed: saving again is a deliberate overwrite.
    overwrites = forms.IntegerField(
        label="", required=False, min_value=0, max_value=MAX_ID, widget=forms.HiddenInput
    )

    # Who submits the form.
    user: User | None = None
    # Set if the save was refused.
    conflict: Conflict | None = None

    def text(self) -> ChapterText:
        """Returns the text to save."""
        raise NotImplementedError

    def seen_revision(self) -> int:
        """Returns the latest revision that the submitted page took into account, or 0."""
        return self.cleaned_data["overwrites"] or self.cleaned_data["based_on"] or 0

    def check_edit_conflict(self, chapter: Chapter, based_on: int) -> None:
        """Adds an error if another text was saved since the page was made, or merges the two."""
        seen = self.seen_revision() or based_on
        if MERGE in self.data and seen == chapter.revision:
            self._merge_or_refuse(chapter, based_on)
            return
        try:
            check_not_stale(chapter, self.text(), seen)
        except EditConflict as conflict:
            self._refuse(self._conflict_with(conflict.latest, based_on))

    def _merge_or_refuse(self, chapter: Chapter, base: int) -> None:
        conflict = self._conflict_with(latest_revision(chapter), base)
        if conflict.merged is None:
            self._refuse(conflict)
            return
        merged = conflict.merged.as_dict()
        self.cleaned_data.update(merged, based_on=chapter.revision)
        # Also for the page that asks a question before this is saved.
        self._replace(**merged, based_on=str(chapter.revision))

    def _conflict_with(self, latest: Revision, base_number: int) -> Conflict:
        base = Revision.objects.filter(chapter=latest.chapter_id, number=base_number).first()
        typed = self.text().cleaned()
        merged = merge_texts(base.text(), latest.text(), typed) if base else None
        return Conflict(
            base=base,
            latest=latest,
            typed=typed,
            merged=merged,
            author=other_author(latest, self.user),
        )

    def _refuse(self, conflict: Conflict) -> None:
        self.conflict = conflict
        self._replace(overwrites=str(conflict.latest.number))
        self.add_error(None, conflict.message())

    def _replace(self, **values: str) -> None:
        values = {self.add_prefix(name): value for name, value in values.items()}
        self.data = replace_values(self.data, values)
