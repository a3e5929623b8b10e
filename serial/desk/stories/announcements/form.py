from typing import cast
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from serial.desk.desk_form import DeskForm
from serial.desk.editor.widgets import MarkdownxEditor
from serial.stories.announcing import AnnouncementText
from serial.stories.models import Announcement, Story
from serial.stories.models.announcement import (
    ANNOUNCEMENT_BODY_MAX_LENGTH,
    ANNOUNCEMENT_TITLE_MAX_LENGTH,
)
from serial.web.text_fields import CleanedCharField, CleanedTextField


class AnnouncementForm(DeskForm, forms.Form):
    title = CleanedCharField(label=_("Title"), max_length=ANNOUNCEMENT_TITLE_MAX_LENGTH)
    body = CleanedTextField(
        label=_("Text"),
        max_length=ANNOUNCEMENT_BODY_MAX_LENGTH,
        widget=MarkdownxEditor(attrs={"rows": 12}),
    )
    form_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    # The revision that the form showed.
    based_on = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(
        self, story: Story, announcement: Announcement | None, data: QueryDict | None = None
    ) -> None:
        self.story = story
        initial: dict[str, object] = {"form_key": uuid4()}
        if announcement is not None:
            initial = {
                "title": announcement.title,
                "body": announcement.body,
                "based_on": announcement.revision,
            }
        super().__init__(data, initial=initial)

    def set_up(self) -> None:
        super().set_up()
        self.fields["title"].widget.attrs |= {"class": "title-field", "dir": "auto"}
        cast(MarkdownxEditor, self.fields["body"].widget).story = self.story

    def text(self) -> AnnouncementText:
        return AnnouncementText(self.cleaned_data["title"], self.cleaned_data["body"])

    def typed(self) -> Announcement | None:
        """Returns what was sent as readers would see it, not saved; None if it is not valid."""
        if not self.is_bound or not self.is_valid():
            return None
        text = self.text()
        typed = Announcement(story=self.story, title=text.title, body=text.body)
        typed.render_body()
        return typed

    def base_on(self, latest: Announcement) -> None:
        """Says that another text was saved meanwhile. Saving again replaces that."""
        data = cast("QueryDict", self.data).copy()
        data["based_on"] = str(latest.revision)
        self.data = data
        self.add_error(
            None,
            _(
                "Somebody has saved this announcement in the meantime, or you have in another "
                "tab. What you typed is below and is not saved. To replace what was saved, save "
                "again."
            ),
        )
