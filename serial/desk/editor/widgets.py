from typing import Any

from django import forms
from django.conf import settings
from django.urls import reverse
from markdownx.widgets import AdminMarkdownxWidget

from serial.desk.editor.ignored_checks import IgnoredChecks
from serial.desk.editor.text_checks import TextChecks, check_text
from serial.markup.options import Options
from serial.stories.models import Story


# Contexts are dict[str, Any] as in Django: they are nested, and templates read them.
class MarkdownxEditor(AdminMarkdownxWidget):  # type: ignore[misc]
    """The Markdown editor; its preview uses the rendering options of the story.

    Template and script are our own (docs/decisions/0005): django-markdownx's script captures Tab
    and may replace a newer preview with an older one.
    """

    # Whether its page has the toolbar and the preview, for several texts (templates/desk/writing/).
    is_part_of_page = False

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
        widget["preview_url"] = _preview_url(self.story)
        widget["upload_url"] = settings.MARKDOWNX_UPLOAD_URLS_PATH
        widget["convert_url"] = reverse("convert_html")
        widget["text_checks"] = self.text_checks(value)
        widget["is_part_of_page"] = self.is_part_of_page
        return context

    def text_checks(self, value: object) -> TextChecks:
        return _check_value(value, IgnoredChecks(self.story))


class ChapterEditor(MarkdownxEditor):
    """One of the texts of the chapter form."""

    is_part_of_page = True

    def __init__(self, ignored: IgnoredChecks) -> None:
        """ignored: the same for all texts, so that it is loaded once."""
        super().__init__(ignored.story)
        self.ignored = ignored
        self._checked: tuple[object, TextChecks] | None = None

    def text_checks(self, value: object) -> TextChecks:
        """Remembers the last result: the toolbar has the number of findings too."""
        if self._checked is None or self._checked[0] != value:
            self._checked = (value, _check_value(value, self.ignored))
        return self._checked[1]


class MarkdownTextarea(forms.Textarea):
    """A plain text area for Markdown: formatted text can be pasted, and its text is checked."""

    template_name = "desk/markdown_textarea.html"
    # Whether its form makes paragraphs of lines without JavaScript.
    separates_lines = False

    def __init__(self, story: Story | None = None, attrs: dict[str, object] | None = None) -> None:
        super().__init__(attrs)
        self.story = story

    def get_context(
        self, name: str, value: object, attrs: dict[str, object] | None
    ) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        widget["convert_url"] = reverse("convert_html")
        widget["preview_url"] = _preview_url(self.story)
        widget["text_checks"] = _check_value(value, IgnoredChecks(self.story))
        widget["separates_lines"] = self.separates_lines
        return context


class ManuscriptTextarea(MarkdownTextarea):
    separates_lines = True

    def __init__(self, story: Story | None = None) -> None:
        super().__init__(story, {"rows": 8})


def _preview_url(story: Story | None) -> str:
    url: str = settings.MARKDOWNX_URLS_PATH
    return f"{url}?story={story.pk}" if story else url


def _check_value(value: object, ignored: IgnoredChecks) -> TextChecks:
    story = ignored.story
    options = story.render_options("preview") if story else Options(media_url=settings.MEDIA_URL)
    return check_text(str(value or ""), options, ignored, is_kept=True)
