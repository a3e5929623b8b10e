from typing import Any

from django import forms
from django.conf import settings
from django.urls import reverse
from markdownx.widgets import AdminMarkdownxWidget

from serial.stories.models import Story


class MarkdownxEditor(AdminMarkdownxWidget):  # type: ignore[misc]
    """The Markdown editor; its preview uses the rendering options of the story.

    Template and script are our own (docs/decisions/0005): django-markdownx's script grows the
    text area without limit, captures Tab and may replace a newer preview with an older one.
    """

    def __init__(self, story: Story | None = None, attrs: dict[str, object] | None = None) -> None:
        super().__init__(attrs)
        self.story = story

    @property
    def media(self) -> forms.Media:
        # templates/admin/base.html loads the script on every page of the desk.
        return forms.Media()

    def get_context(
        self, name: str, value: object, attrs: dict[str, object] | None
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        widget = context["widget"]
        for key in [key for key in widget["attrs"] if key.startswith("data-markdownx")]:
            del widget["attrs"][key]
        preview_url = settings.MARKDOWNX_URLS_PATH
        if self.story:
            preview_url = f"{preview_url}?story={self.story.pk}"
        widget["preview_url"] = preview_url
        widget["upload_url"] = settings.MARKDOWNX_UPLOAD_URLS_PATH
        widget["convert_url"] = reverse("convert_html")
        widget["language"] = self.story.language if self.story else ""
        return context


class MarkdownTextarea(forms.Textarea):
    """A plain text area for Markdown, into which formatted text can be pasted."""

    template_name = "desk/markdown_textarea.html"

    def get_context(
        self, name: str, value: object, attrs: dict[str, object] | None
    ) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["convert_url"] = reverse("convert_html")
        return context
