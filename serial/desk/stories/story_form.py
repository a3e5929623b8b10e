from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from serial.desk.desk_form import DeskForm
from serial.desk.editor.widgets import MarkdownTextarea
from serial.desk.slug_form_field import SlugFormField
from serial.desk.stories.cover_fields import COVER_CHOICES, CoverChoicesForm
from serial.editions.formats import offered_formats
from serial.images.fields import ImageUploadField
from serial.moderation.corrections import correction_of
from serial.stories.choices import TagKind, Visibility, Warning
from serial.stories.models import Story
from serial.stories.models.story import TAKEN_DOWN_ERROR
from serial.stories.tagging import split_names, tag_names
from serial.web.text_fields import CleanedCharField

TAG_NAME_MAX_LENGTH = 100
MARKDOWN_FIELDS = ("summary", "default_note_before", "default_note_after")


# What moderators change too.
MODERATED_FIELDS = {"visibility", "rating", "warnings", "cover"}


class TagsField(CleanedCharField):
    """Comma-separated tag names."""

    def clean(self, value: object) -> list[str]:
        names = split_names(super().clean(value) or "")
        for name in names:
            if len(name) > TAG_NAME_MAX_LENGTH:
                raise forms.ValidationError(
                    _("“%(name)s…” is too long: a tag has at most %(limit)d characters."),
                    params={"name": name[:40], "limit": TAG_NAME_MAX_LENGTH},
                )
        return names


class StoryForm(CoverChoicesForm, DeskForm, forms.ModelForm[Story]):
    """All settings of a story. A page has the fields of its tab only: see `story_tabs.py`."""

    requested_slug = SlugFormField()
    warnings = forms.MultipleChoiceField(
        label=_("Content warnings"),
        choices=Warning.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    download_formats = forms.MultipleChoiceField(
        label=_("Formats of downloads"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Without any format, only you can download the story."),
    )
    cover = ImageUploadField(label=_("Cover"), required=False)
    fandom = TagsField(label=_("Fandoms"), required=False)
    character = TagsField(label=_("Characters"), required=False)
    relationship = TagsField(label=_("Relationships"), required=False)
    genre = TagsField(label=_("Genres"), required=False)
    freeform = TagsField(
        label=_("Other tags"), required=False, help_text=_("Separate tags with commas.")
    )

    class Meta:
        model = Story
        fields = [
            *("title", "summary", "language", "visibility", "status", "rating", "warnings"),
            *("content_notes", "cover", "cover_alt", *COVER_CHOICES, "smart_punctuation"),
            *("default_note_before", "default_note_after", "shows_next_release", "feed_text"),
            "emails_whole_chapters",
            *("downloads", "download_formats"),
            *("comment_prompt", "copyright_line", "opts_out_of_ai_training", "opts_out_of_search"),
        ]
        widgets = {
            **dict.fromkeys(MARKDOWN_FIELDS, MarkdownTextarea(attrs={"class": "vLargeTextField"})),
            "content_notes": forms.Textarea(attrs={"rows": 3}),
        }

    def set_up(self) -> None:
        super().set_up()
        for kind in TagKind.values:
            if kind in self.fields:
                self.initial.setdefault(kind, ", ".join(tag_names(self.instance, kind)))
        self.initial.setdefault("requested_slug", self.instance.slug)
        if "download_formats" in self.fields:
            field = cast(forms.MultipleChoiceField, self.fields["download_formats"])
            field.choices = [(name.value, name.label) for name in offered_formats()]
        for name in MARKDOWN_FIELDS:
            if name in self.fields:
                cast(MarkdownTextarea, self.fields[name].widget).story = self.instance

    def clean_download_formats(self) -> list[str]:
        """A format that the site does not offer at present stays as it was chosen before."""
        offered = set(offered_formats())
        others = [name for name in self.instance.download_formats if name not in offered]
        return [*self.cleaned_data["download_formats"], *others]

    def clean_requested_slug(self) -> str:
        requested: str = self.cleaned_data["requested_slug"] or ""
        # The current slug means: no change.
        return "" if requested == self.instance.slug else requested

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if cleaned.get("cover") and not cleaned.get("cover_alt"):
            self.add_error("cover_alt", _("Describe the cover for people who cannot see it."))
        if self.instance.pk:
            self._check_decisions(self.instance.pk, cleaned)
        return cleaned

    def _check_decisions(self, pk: int, cleaned: dict[str, object]) -> None:
        """What moderators decided since the form was opened counts too, until it is saved."""
        story = Story.objects.select_for_update().get(pk=pk)
        # The whole story is saved, also what this page does not ask.
        for name in MODERATED_FIELDS - self.fields.keys():
            setattr(self.instance, name, getattr(story, name))
        if story.is_taken_down and cleaned.get("visibility", "") not in ("", Visibility.DRAFT):
            self.add_error("visibility", TAKEN_DOWN_ERROR)
        if "rating" in cleaned and "warnings" in cleaned:
            problems = correction_of(pk).problems(
                cast(str, cleaned["rating"]), cast(list[str], cleaned["warnings"])
            )
            for name, message in problems.items():
                self.add_error(name, message)

    def tags_by_kind(self) -> dict[TagKind, list[str]]:
        """Returns nothing on a page that does not ask for tags."""
        asked = [kind for kind in TagKind if kind.value in self.cleaned_data]
        return {kind: self.cleaned_data[kind.value] for kind in asked}
