from datetime import datetime, timedelta
from typing import Final, cast

from django import forms
from django.core.validators import MaxValueValidator
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from serial.chapters.models.chapter import LATEST_RELEASE
from serial.desk.desk_form import DeskForm
from serial.desk.editor.widgets import MarkdownTextarea
from serial.desk.planning.wall_time_fields import DayField
from serial.stories.models import Story, StoryNote
from serial.stories.models.story import DEFAULT_NOTE_MAX_LENGTH
from serial.stories.story_notes import end_of_day, last_day, version_of
from serial.times.wording import zone_name
from serial.web.text_fields import CleanedTextField

USUAL_DURATION: Final = timedelta(days=7)


class NoteForm(DeskForm, forms.Form):
    body = CleanedTextField(
        label=_("Note"), max_length=DEFAULT_NOTE_MAX_LENGTH, widget=MarkdownTextarea()
    )
    last_day = DayField(
        label=_("Last day"),
        validators=[MaxValueValidator((LATEST_RELEASE - timedelta(days=2)).date())],
    )
    # The version of the note that the form showed.
    based_on = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, story: Story, note: StoryNote | None, data: QueryDict | None = None) -> None:
        self.story, self.note = story, note
        suggested = timezone.localdate() + USUAL_DURATION
        initial = {
            "body": note.body if note else "",
            "last_day": last_day(note) if note else suggested,
            "based_on": version_of(note),
        }
        super().__init__(data, initial=initial)

    def set_up(self) -> None:
        super().set_up()
        cast(MarkdownTextarea, self.fields["body"].widget).story = self.story
        hint = _("Readers see the note until the end of this day in your time zone ({zone}).")
        self.fields["last_day"].help_text = format_lazy(hint, zone=zone_name())

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if "last_day" in cleaned and self.ends_at() <= timezone.now():
            self.add_error("last_day", gettext("Choose today or a later day."))
        return cleaned

    def ends_at(self) -> datetime:
        """The moment stays what it is if the day was not changed: a co-author of another time zone
        sees the same day.
        """
        day = self.cleaned_data["last_day"]
        return self.note.ends_at if self.note and day == last_day(self.note) else end_of_day(day)

    def typed(self) -> StoryNote | None:
        """Returns what was sent as readers would see it, not saved; None if it is not valid."""
        if not self.is_bound or not self.is_valid():
            return None
        note = StoryNote(story=self.story, body=self.cleaned_data["body"], ends_at=self.ends_at())
        note.render_body()
        return note

    def base_on(self, latest: StoryNote | None) -> None:
        """Says that another note was saved meanwhile. Saving again replaces that."""
        data = cast("QueryDict", self.data).copy()
        data["based_on"] = version_of(latest)
        self.data = data
        self.add_error(
            None,
            _(
                "Somebody has changed this note in the meantime, or you have in another tab. What "
                "you typed is below and is not saved. To replace what was saved, save again."
            ),
        )
