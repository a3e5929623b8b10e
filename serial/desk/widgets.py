from typing import Any

from django.conf import settings
from markdownx.widgets import AdminMarkdownxWidget

from serial.stories.models import Story


class MarkdownxEditor(AdminMarkdownxWidget):  # type: ignore[misc]
    """The editor of a text; its preview is rendered as the story's texts are."""

    def __init__(self, story: Story | None = None, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.story_pk = story.pk if story else None

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        if self.story_pk:
            preview = f"{settings.MARKDOWNX_URLS_PATH}?story={self.story_pk}"
            context["widget"]["attrs"]["data-markdownx-urls-path"] = preview
        return context
