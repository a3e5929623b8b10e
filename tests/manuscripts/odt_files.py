"""Writes .odt files with odfpy, and what that cannot write as XML of our own."""

from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from odf.element import Element
from odf.opendocument import OpenDocumentText
from odf.style import ParagraphProperties, Style, TextProperties
from odf.text import H, Note, NoteBody, NoteCitation, P, Span

from tests.manuscripts.truth import Line, Novel

_LOOKS = {
    "i": {"fontstyle": "italic"},
    "b": {"fontweight": "bold"},
    "u": {"textunderlinestyle": "solid", "textunderlinewidth": "auto"},
    "s": {"textlinethroughstyle": "solid"},
}
_ALIGN = {"center": "center", "right": "end"}
_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
)
_MORE = 'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'


def write_odt(novel: Novel, path: Path) -> Path:
    """Marks and alignment are automatic styles, as LibreOffice writes them."""
    document = OpenDocumentText()
    styles: dict[str, Style] = {}
    for mark in ("i", "b", "u", "s", "ib"):
        style = Style(name=f"T{mark}", family="text")
        looks = {key: value for each in mark for key, value in _LOOKS[each].items()}
        style.addElement(TextProperties(**looks))
        styles[mark] = style
    for align, value in _ALIGN.items():
        style = Style(name=f"P{align}", family="paragraph")
        style.addElement(ParagraphProperties(textalign=value))
        styles[align] = style
    for style in styles.values():
        document.automaticstyles.addElement(style)
    notes = 0
    for line in novel.lines:
        element, notes = _element(line, styles, notes)
        document.text.addElement(element)
    document.save(str(path))
    return path


def _element(line: Line, styles: dict[str, Style], notes: int) -> tuple[Element, int]:
    if line.kind.isdigit():
        return H(outlinelevel=int(line.kind), text=line.text), notes
    paragraph = P(stylename=styles[line.align]) if line.align else P()
    for text, mark in line.runs:
        if mark == "n":
            notes += 1
            note = Note(noteclass="footnote", id=f"ftn{notes}")
            note.addElement(NoteCitation(text=str(notes)))
            body = NoteBody()
            body.addElement(P(text=text))
            note.addElement(body)
            paragraph.addElement(note)
        elif mark:
            paragraph.addElement(Span(stylename=styles[mark], text=text))
        else:
            paragraph.addText(text)
    return paragraph, notes


def write_content_xml(
    path: Path,
    body: str,
    automatic: str = "",
    styles: str = "",
    files: Mapping[str, str | bytes] | None = None,
) -> Path:
    """Writes an .odt whose text is this XML. files: others, by their names."""
    content = (
        f"<office:document-content {_SPACES} {_MORE}><office:automatic-styles>{automatic}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text>"
        "</office:body></office:document-content>"
    )
    styles = f"<office:document-styles {_SPACES}>{styles}</office:document-styles>"
    usual: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": content,
        "styles.xml": styles,
    }
    with ZipFile(path, "w", ZIP_DEFLATED) as file:
        for name, data in (usual | dict(files or {})).items():
            file.writestr(name, data)
    return path
