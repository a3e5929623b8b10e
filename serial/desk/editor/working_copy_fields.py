"""The form fields that connect a chapter form with its working copy."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from django import forms

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.texts import TEXT_FIELDS, ChapterText
from serial.desk.desk_form import DeskForm
from serial.desk.editor.form_data import replace_values
from serial.desk.editor.working_copies import (
    AlreadySaved,
    CopyTooLong,
    CopyVersion,
    KeyBelongsToOther,
    TypedText,
    save_copy,
)
from serial.desk.models import WorkingCopy
from serial.stories.models import Story


class WorkingCopyFields(DeskForm, forms.Form):
    copy_key = forms.UUIDField(label="", required=False, widget=forms.HiddenInput)
    # A CopyVersion. The form has a key of its own: the tab in which that copy was typed may be
    # open, and the two would overwrite each other.
    continued_copy = forms.CharField(label="", required=False, widget=forms.HiddenInput)

    # The working copy that fills the form, if one was opened, and all of the chapter.
    copy: WorkingCopy | None = None
    copies: Sequence[WorkingCopy] = ()

    def set_up(self) -> None:
        super().set_up()
        self.initial["copy_key"] = uuid4()
        if self.copy:
            self.initial["continued_copy"] = CopyVersion(self.copy.key, self.copy.sequence)

    def fill_from_copy(self, copy: WorkingCopy) -> None:
        """Sets the initial values to the copy's text and base revision."""
        self.initial.update(copy.text().as_dict(), based_on=copy.based_on)
        if copy.story_id:
            self.initial["story"] = copy.story_id

    def typed_text(self) -> ChapterText:
        """Returns the submitted text, valid or not."""
        return ChapterText(
            **{name: self.data.get(self.add_prefix(name)) or "" for name in TEXT_FIELDS}
        )

    def chosen_story(self) -> Story | None:
        """Returns the story that a submitted form names."""
        story = self.cleaned_data.get("story")
        return story if isinstance(story, Story) else None

    def continued(self) -> CopyVersion | None:
        """Returns the copy that the submitted form was opened with."""
        return CopyVersion.parse(self.cleaned_data.get("continued_copy"))

    def _renew_key(self) -> UUID:
        """Replaces the key, for text typed after the old key's copy was saved."""
        key = uuid4()
        self.data = replace_values(self.data, {self.add_prefix("copy_key"): str(key)})
        return key

    def save_typed_text(self, by: User) -> None:
        """Stores a submission that was not saved, so that closing the tab does not lose it."""
        key = self.cleaned_data.get("copy_key")
        if key is None:
            return
        instance = getattr(self, "instance", None)
        chapter = instance if isinstance(instance, Chapter) and instance.pk else None
        typed = TypedText(
            text=self.typed_text(),
            chapter=chapter,
            story=chapter.story if chapter else self.chosen_story(),
            based_on=self.cleaned_data.get("based_on") or 0,
            continues=self.continued(),
        )
        try:
            save_copy(key, by, typed)
        except (AlreadySaved, KeyBelongsToOther):
            save_copy(self._renew_key(), by, typed)
        except CopyTooLong:
            # The text stays in the page and, with JavaScript, in the browser's storage.
            return
