from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from serial.chapters.models import Chapter
from serial.chapters.models.revision import Revision
from serial.chapters.saving import FIRST_REVISION, EditConflict, check_not_stale, lock_chapter
from serial.chapters.texts import TEXT_FIELDS, ChapterText
from serial.desk.comments.orphaned_comments import unconfirmed_orphans
from serial.desk.editor.manuscript_fields import ManuscriptFields
from serial.desk.editor.working_copy_fields import WorkingCopyFields
from serial.desk.planning.release_fields import ReleaseFields
from serial.desk.slug_form_field import SlugFormField
from serial.stories.models import Part, Story
from serial.web.text_fields import CleanedCharField


class ChapterForm(ReleaseFields, ManuscriptFields, WorkingCopyFields, forms.ModelForm[Chapter]):
    """The words of a chapter and where they stand; saving goes through the verbs of chapters."""

    requested_slug = SlugFormField()
    place = forms.IntegerField(
        label=_("Place"),
        required=False,
        min_value=1,
        max_value=100_000,
        # A browser's number field would throw away what is no number, unseen.
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("1 for the first. Left empty, it stays where it is."),
    )
    remark = CleanedCharField(label=_("Remark on this revision"), required=False, max_length=200)
    based_on = forms.IntegerField(
        label="",
        required=False,
        min_value=0,
        max_value=10**18 - 1,
        widget=forms.HiddenInput,
    )
    creation_key = forms.UUIDField(label="", required=False, widget=forms.HiddenInput)
    # The paragraphs whose comments may lose their place: somebody saw them listed, and agreed.
    confirmed_orphans = forms.CharField(label="", required=False, widget=forms.HiddenInput)

    class Meta:
        model = Chapter
        fields = ["story", "part", "is_numbered", *TEXT_FIELDS]

    # What somebody else saved meanwhile, where this save was refused for it.
    newest: Revision | None = None
    # The paragraphs whose comments would lose their place, where a save was held back for them.
    orphans: Sequence[int] = ()
    saved_before: Chapter | None = None

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)
        if self.instance.pk:
            self.fields["story"].disabled = True
            self.initial["based_on"] = self.instance.revision
            self.initial["requested_slug"] = self.instance.slug
        else:
            self.initial.setdefault("creation_key", uuid4())
            self._begin_with_the_storys_notes()
        if self.copy:
            self.take_up(self.copy)

    def _begin_with_the_storys_notes(self) -> None:
        story_pk = str(self.initial.get("story") or "")
        if not story_pk.isdecimal():
            return
        choices: Any = self.fields["story"]
        story: Story | None = choices.queryset.filter(pk=story_pk).first()
        if story:
            self.initial.setdefault("note_before", story.default_note_before)
            self.initial.setdefault("note_after", story.default_note_after)

    def clean_requested_slug(self) -> str:
        wanted: str = self.cleaned_data["requested_slug"] or ""
        return "" if wanted == self.instance.slug else wanted

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        part: Part | None = cleaned.get("part")
        if part and part.story_id != getattr(cleaned.get("story"), "pk", None):
            self.add_error("part", _("This part belongs to another story."))
        pk = None if self.errors else self._chapter_to_save()
        if pk is not None:
            # Locked until the admin's transaction ends: nobody slips in between this and the save.
            self._hold_back(lock_chapter(pk))
        return cleaned

    def _hold_back(self, chapter: Chapter) -> None:
        """Adds an error where saving over the chapter would cost something unseen."""
        self._refuse_to_write_over_others(chapter)
        if not self.errors and not self.is_held():
            self._ask_before_places_are_lost(chapter)

    def text(self) -> ChapterText:
        return ChapterText(**{name: self.cleaned_data[name] or "" for name in TEXT_FIELDS})

    def _chapter_to_save(self) -> int | None:
        """The chapter that this form goes to: for a form sent again, the one it made before."""
        key = self.cleaned_data["creation_key"]
        if self.instance.pk or not key:
            return self.instance.pk
        story: Story = self.cleaned_data["story"]
        return story.chapters.filter(form_key=key).values_list("pk", flat=True).first()

    def _ask_before_places_are_lost(self, chapter: Chapter) -> None:
        body = self.text().cleaned().body
        self.orphans = unconfirmed_orphans(chapter, body, self.cleaned_data["confirmed_orphans"])
        if not self.orphans:
            return
        self.saved_before = chapter
        message = _(
            "Some comments would lose their place in the text. They are listed below: change the "
            "text, or agree to it there and save again."
        )
        self.add_error(None, message)

    def _refuse_to_write_over_others(self, chapter: Chapter) -> None:
        based_on = self.cleaned_data["based_on"] or (0 if self.instance.pk else FIRST_REVISION)
        try:
            check_not_stale(chapter, self.text(), based_on)
        except EditConflict as stale:
            self.newest = stale.latest
            # Whoever has now seen both texts and saves again means to.
            number = str(stale.latest.number)
            self.data = {**self.data.dict(), self.add_prefix("based_on"): number}  # type: ignore[attr-defined]
            message = _(
                "Not saved: this chapter was saved by %(person)s meanwhile. Your text is still "
                "here; below it is how the two differ. Saving again makes yours the newest; "
                "theirs stays among the revisions."
            )
            person = stale.latest.saved_by or _("somebody")
            self.add_error(None, message % {"person": person})
