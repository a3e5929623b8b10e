"""A chapter's HTML, made once when its words are saved."""

from serial.chapters.models import Chapter
from serial.chapters.texts import RENDERED_FIELDS
from serial.markup.rendering import RENDERER_VERSION, render

RENDERED_COLUMNS = (
    *(f"{field}_html" for field in RENDERED_FIELDS),
    "body_text",
    "words",
    "renderer_version",
)


def render_chapter(chapter: Chapter) -> None:
    """Sets the columns named in RENDERED_COLUMNS from the words; the caller saves."""
    for field in RENDERED_FIELDS:
        # The anchor keeps the footnotes of all chapters apart on a page with the whole story.
        anchor = f"c{chapter.pk}-{field.replace('_', '-')}"
        rendered = render(getattr(chapter, field), chapter.story.rendering(anchor))
        setattr(chapter, f"{field}_html", rendered.html)
        if field == "body":
            chapter.body_text, chapter.words = rendered.text, rendered.words
    chapter.renderer_version = RENDERER_VERSION
