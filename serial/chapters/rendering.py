"""A chapter's HTML, made once when its words are saved."""

from serial.chapters.models import Chapter
from serial.chapters.paragraph_ids import AlignedParagraphs, assign_paragraph_ids
from serial.chapters.texts import RENDERED_FIELDS
from serial.markup.rendering import RENDERER_VERSION, render

RENDERED_COLUMNS = (
    *(f"{field}_html" for field in RENDERED_FIELDS),
    "body_text",
    "paragraph_history",
    "words",
    "renderer_version",
)


def render_chapter(chapter: Chapter) -> AlignedParagraphs:
    """Sets the columns named in RENDERED_COLUMNS from the words; the caller saves.

    Returns how the paragraphs of the body continue those that it had.
    """
    aligned = AlignedParagraphs()
    for field in RENDERED_FIELDS:
        # The anchor keeps the footnotes of all chapters apart on a page with the whole story.
        anchor = f"c{chapter.pk}-{field.replace('_', '-')}"
        rendered = render(getattr(chapter, field), chapter.story.render_options(anchor))
        if field == "body":
            aligned = assign_paragraph_ids(chapter, rendered.html)
            chapter.body_text, chapter.words = rendered.text, rendered.words
        else:
            setattr(chapter, f"{field}_html", rendered.html)
    chapter.renderer_version = RENDERER_VERSION
    return aligned
