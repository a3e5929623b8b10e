from typing import Any

from django import forms
from django.conf import settings
from markdownx.widgets import AdminMarkdownxWidget

from serial.stories.models import Story


class MarkdownxEditor(AdminMarkdownxWidget):  # type: ignore[misc]
    """The editor of a text; its preview is rendered as the story's texts are.

    The template and script are the desk's own (docs/decisions/0005): django-markdownx's script
    grows the text area without end, swallows Tab and lets an old preview go over a newer one.
    """

    def __init__(self, story: Story | None = None, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.story = story

    @property
    def media(self) -> forms.Media:
        # Its script comes with every page of the desk (templates/admin/base.html).
        return forms.Media()

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        widget = context["widget"]
        for key in [key for key in widget["attrs"] if key.startswith("data-markdownx")]:
            del widget["attrs"][key]
        preview = settings.MARKDOWNX_URLS_PATH
        widget["preview_url"] = f"{preview}?story={self.story.pk}" if self.story else preview
        widget["upload_url"] = settings.MARKDOWNX_UPLOAD_URLS_PATH
        widget["language"] = self.story.language if self.story else ""
        return context
