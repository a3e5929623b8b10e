from collections.abc import Sequence
from typing import ClassVar, NamedTuple
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from serial.chapters.models import Chapter
from serial.chapters.models.revision import REMARK_MAX_LENGTH
from serial.chapters.releases.bars import BARRED_ERROR, release_bar
from serial.chapters.saving import FIRST_REVISION, lock_chapter
from serial.chapters.texts import RENDERED_FIELDS, TEXT_FIELDS, ChapterText
from serial.desk.chapters.edit_conflict import ConflictFields
from serial.desk.comments.orphaned_comments import unconfirmed_orphans
from serial.desk.editor.manuscript_fields import ManuscriptFields
from serial.desk.editor.widgets import ChapterEditor
from serial.desk.editor.working_copy_fields import WorkingCopyFields
from serial.desk.planning.next_slot import OtherReleases
from serial.desk.planning.release_fields import ReleaseFields
from serial.desk.slug_form_field import SlugFormField
from serial.params import parse_id
from serial.stories.models import Part, Story
from serial.stories.models.story import TAKEN_DOWN_ERROR
from serial.web.text_fields import CleanedCharField


class ChecksSummary(NamedTuple):
    """The number of findings, and the first field that has one."""

    total: int
    field: str


class ChapterForm(
    ReleaseFields, ManuscriptFields, WorkingCopyFields, ConflictFields, forms.ModelForm[Chapter]
):
    """The form of a chapter: text, position and release. ChapterAdmin.save_model() saves it."""

    requested_slug = SlugFormField()
    # Not named `position`: the model field of that name is not editable.
    new_position = forms.IntegerField(
        label=_("Position"),
        required=False,
        min_value=1,
        max_value=100_000,
        # A number input would silently drop anything that is not a number.
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("Enter 1 for the first chapter. Leave it empty to keep the position."),
    )
    remark = CleanedCharField(
        label=_("Note on this revision"),
        required=False,
        max_length=REMARK_MAX_LENGTH,
        help_text=_("Stays with this version in Revisions. Only the authors of this story see it."),
    )
    creation_key = forms.UUIDField(label="", required=False, widget=forms.HiddenInput)
    # Comma-separated ids of the paragraphs whose comments the author agreed to orphan.
    confirmed_orphans = forms.CharField(label="", required=False, widget=forms.HiddenInput)

    class Meta:
        model = Chapter
        fields = ["story", "part", "is_numbered", "is_silent", *TEXT_FIELDS]
        # Long titles wrap; a line break that is typed or pasted becomes a space.
        widgets: ClassVar = {
            "title": forms.Textarea(
                {"rows": 1, "placeholder": _("Title (optional)"), "data-title": ""}
            )
        }

    # The ids of the paragraphs whose comments this save would orphan, if not confirmed.
    orphans: Sequence[int] = ()
    saved_chapter: Chapter | None = None

    def set_up(self) -> None:
        super().set_up()
        # Browsers would cut a longer text off when it is pasted, and say nothing.
        for name in ("title", "remark"):
            self.fields[name].widget.attrs.pop("maxlength", None)
        if self.instance.pk:
            self.fields["story"].disabled = True
            self.initial["based_on"] = self.instance.revision
            self.initial["requested_slug"] = self.instance.slug
            self.suggest_release(OtherReleases(self.instance.story, self.instance.pk))
        else:
            self.initial.setdefault("creation_key", uuid4())
            self._set_defaults_of_story()
        if self.copy:
            self.fill_from_copy(self.copy)
        if not self.instance.pk and not self.is_bound:
            self.fields["body"].widget.attrs["autofocus"] = True

    def _set_defaults_of_story(self) -> None:
        story_pk = parse_id(str(self.initial.get("story") or ""))
        choices = self.fields["story"]
        stories = choices.queryset if isinstance(choices, forms.ModelChoiceField) else None
        story: Story | None = stories.filter(pk=story_pk).first() if stories is not None else None
        if story:
            self.suggest_release(OtherReleases(story, None))
            self.initial.setdefault("note_before", story.default_note_before)
            self.initial.setdefault("note_after", story.default_note_after)

    def checks_summary(self) -> ChecksSummary:
        """What the toolbar says about "Check these" in all texts."""
        totals = {
            name: editor.text_checks(self[name].value()).total()
            for name in RENDERED_FIELDS
            if isinstance(editor := self.fields[name].widget, ChapterEditor)
        }
        field = next((name for name, total in totals.items() if total), "body")
        return ChecksSummary(sum(totals.values()), field)

    def clean_requested_slug(self) -> str:
        requested: str = self.cleaned_data["requested_slug"] or ""
        return "" if requested == self.instance.slug else requested

    def _is_barred(self) -> bool:
        """Whether a new time of the release is one at which the authors may not write."""
        moment = self.release_at()
        if moment is None or not self.release_changed():
            return False
        bar = release_bar(self.instance.story_id)
        return bar is not None and bar.covers(moment)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        part, story = cleaned.get("part"), cleaned.get("story")
        if isinstance(part, Part) and part.story_id != getattr(story, "pk", None):
            self.add_error("part", _("This part belongs to another story."))
        if self.instance.is_taken_down and self.release_at() is not None:
            self.add_error("release", TAKEN_DOWN_ERROR)
        elif self.instance.pk and self._is_barred():
            self.add_error("release", BARRED_ERROR)
        if not self.is_editor_request():
            self._ask_if_empty()
        pk = None if self.errors else self._chapter_to_save()
        if pk is not None:
            # Locked until the admin's transaction ends, so nobody can save between check and save.
            self._check_before_saving(lock_chapter(pk))
        return cleaned

    def _ask_if_empty(self) -> None:
        is_changed = self.release_changed() or "body" in self.changed_data
        if self.release_at() is None or not is_changed or self.cleaned_data.get("body") != "":
            return
        question = gettext("This chapter has no text.")
        self.ask("empty", question, gettext("Release it without a text"))

    def _check_before_saving(self, chapter: Chapter) -> None:
        """Adds an error if saving would overwrite another save or orphan comments unconfirmed."""
        based_on = self.cleaned_data["based_on"] or (0 if self.instance.pk else FIRST_REVISION)
        self.check_edit_conflict(chapter, based_on)
        if not self.errors and not self.is_editor_request():
            self._check_orphans(chapter)

    def text(self) -> ChapterText:
        return ChapterText(**{name: self.cleaned_data[name] or "" for name in TEXT_FIELDS})

    def _chapter_to_save(self) -> int | None:
        """Returns the key of the chapter to save; a resubmitted form finds the one it created."""
        key = self.cleaned_data["creation_key"]
        if self.instance.pk or not key:
            return self.instance.pk
        story: Story = self.cleaned_data["story"]
        return story.chapters.filter(form_key=key).values_list("pk", flat=True).first()

    def _check_orphans(self, chapter: Chapter) -> None:
        body = self.text().cleaned().body
        self.orphans = unconfirmed_orphans(chapter, body, self.cleaned_data["confirmed_orphans"])
        if not self.orphans:
            return
        self.saved_chapter = chapter
        message = _(
            "Not saved: this change removes paragraphs that have comments, listed below. "
            "Change the text, or confirm below and save again."
        )
        self.add_error(None, message)
