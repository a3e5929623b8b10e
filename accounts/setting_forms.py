"""Settings that are saved one by one: each is a small form of its own."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, TypeVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.choosing_time_zones import choose_time_zone
from accounts.models import Preferences, User
from accounts.time_zone_field import TimeZoneField

Row = TypeVar("Row", bound=models.Model)


class SettingForm(forms.ModelForm[Row]):
    """Saves its own fields and no others, so that two open tabs do not undo each other.

    Subclasses say which row of the member they change.

    setting_name: identifies the form on its page. Not "name", which a field may have.
    reloads: whether the whole page looks different afterwards.
    """

    setting_name: str
    saved_message: str | Promise = _("Saved.")
    reloads = False

    # Any: Django's stubs take any mapping of fields.
    def __init__(
        self,
        user: User,
        data: Mapping[str, Any] | None = None,
        files: MultiValueDict[str, UploadedFile[Any]] | None = None,
    ) -> None:
        self.user = user
        super().__init__(data, files, instance=self.row_of(user), label_suffix="")
        self.set_up()

    @classmethod
    @abstractmethod
    def row_of(cls, user: User) -> Row:
        """Returns the row that the form changes."""

    def set_up(self) -> None:
        """Changes the fields. Called at the end of `__init__`."""

    def label(self) -> str:
        """Returns what the form is about, for its button."""
        return str(next(iter(self.fields.values())).label)

    def store(self) -> None:
        """Saves the row after `is_valid()`."""
        self.instance.save(update_fields=list(self.fields))


class PreferenceForm(SettingForm[Preferences]):
    @classmethod
    def row_of(cls, user: User) -> Preferences:
        row: Preferences | None = getattr(user, "preferences", None)
        return row or Preferences.objects.get_or_create(user=user)[0]


class TimeZoneForm(PreferenceForm):
    setting_name = "time-zone"
    saved_message = _("Time zone saved.")

    class Meta:
        model = Preferences
        fields = ["time_zone"]

    def set_up(self) -> None:
        field = TimeZoneField(self.initial["time_zone"])
        field.help_text = self._hint()
        self.fields["time_zone"] = field

    def _hint(self) -> str:
        if self.instance.lacks_time_zone():
            return gettext("You have not chosen a time zone yet, so times are in UTC.")
        if self.instance.time_zone_source == Preferences.TimeZoneSource.BROWSER:
            return gettext("Taken from your browser. Choose another one if it is wrong.")
        return gettext("The site shows all times in this time zone.")

    def store(self) -> None:
        choose_time_zone(self.user, self.cleaned_data["time_zone"])


class LanguageForm(PreferenceForm):
    setting_name = "language"
    saved_message = _("Language saved.")
    reloads = True

    class Meta:
        model = Preferences
        fields = ["language"]


class AdultStoriesForm(PreferenceForm):
    setting_name = "adult-stories"

    class Meta:
        model = Preferences
        fields = ["opens_adult_stories"]

    def label(self) -> str:
        return str(_("Mature and explicit stories"))
