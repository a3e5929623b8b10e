"""Rendering a chapter's HTML. This happens once, when its text is saved."""

from serial.chapters.html.paragraph_ids import AlignedParagraphs, assign_paragraph_ids
from serial.chapters.models import Chapter
from serial.chapters.texts import RENDERED_FIELDS, ChapterText
from serial.markup.first_sentences import first_sentences
from serial.markup.rendering import RENDERER_VERSION, Rendered, render

RENDERED_COLUMNS = (
    *(f"{field}_html" for field in RENDERED_FIELDS),
    "body_text",
    "first_sentences",
    "paragraph_history",
    "words",
    "renderer_version",
)


def render_chapter(chapter: Chapter, *, keeps_paragraphs: bool = False) -> AlignedParagraphs:
    """Sets the columns named in RENDERED_COLUMNS from the chapter's text. Does not save.

    Returns how the new paragraphs of the body continue the old ones. keeps_paragraphs: each is one
    of the old ones, in their order.
    """
    for field in RENDERED_FIELDS:
        if field != "body":
            setattr(chapter, f"{field}_html", _render(chapter, field).html)
    body = _render(chapter, "body")
    aligned = assign_paragraph_ids(chapter, body.html, keeps_ids=keeps_paragraphs)
    chapter.body_text, chapter.words = body.text, body.words
    chapter.first_sentences = first_sentences(body.html)
    chapter.renderer_version = RENDERER_VERSION
    return aligned


def fill_chapter(chapter: Chapter, text: ChapterText) -> None:
    """Gives the chapter another text, rendered, to show it. Does not save."""
    for name, value in text.as_dict().items():
        setattr(chapter, name, value)
    render_chapter(chapter)


def _render(chapter: Chapter, field: str) -> Rendered:
    # Keeps the footnote ids of chapters apart on the page with the whole story.
    id_prefix = f"c{chapter.pk}-{field.replace('_', '-')}"
    return render(getattr(chapter, field), chapter.story.render_options(id_prefix))
