"""Writes .docx files with python-docx, and what that cannot write as XML of our own."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from tests.manuscripts.truth import Line, Novel

_ALIGN = {"center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def write_docx(novel: Novel, path: Path) -> Path:
    """Notes go into word/footnotes.xml, which python-docx does not make."""
    document = Document()
    notes: list[str] = []
    for line in novel.lines:
        if line.kind.isdigit():
            paragraph = document.add_heading(line.text, level=int(line.kind))
        else:
            paragraph = document.add_paragraph()
            _add_runs(paragraph, line, notes)
        if line.align:
            paragraph.alignment = _ALIGN[line.align]
    items = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r><w:r>'
        f'<w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>'
        for number, text in enumerate(notes, start=1)
    )
    name = PackURI("/word/footnotes.xml")
    xml = f"<w:footnotes {_W}>{items}</w:footnotes>"
    part = Part(name, CONTENT_TYPE.WML_FOOTNOTES, xml.encode(), document.part.package)
    # Without this relationship LibreOffice does not open the file.
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    document.save(str(path))
    return path


def replace_part(path: Path, name: str, xml: str) -> None:
    other = path.with_suffix(".tmp")
    with ZipFile(path) as source, ZipFile(other, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            is_other = entry.filename != name
            target.writestr(entry.filename, source.read(entry) if is_other else xml)
    other.replace(path)


def write_document_xml(path: Path, body: str, **parts: str) -> Path:
    """Writes a .docx whose body is this XML. parts: others, "styles" for word/styles.xml."""
    with ZipFile(path, "w", ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        xml = f"<w:document {_W} {_MORE}><w:body>{body}</w:body></w:document>"
        file.writestr("word/document.xml", xml)
        for name, content in parts.items():
            file.writestr(f"word/{name}.xml", f"<w:{name} {_W}>{content}</w:{name}>")
    return path


_MORE = (
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def _add_runs(paragraph: Paragraph, line: Line, notes: list[str]) -> None:
    for text, mark in line.runs:
        if mark == "n":
            notes.append(text)
            reference = OxmlElement("w:footnoteReference")
            reference.set(qn("w:id"), str(len(notes)))
            paragraph.add_run()._r.append(reference)
            continue
        run = paragraph.add_run(text)
        run.italic = "i" in mark or None
        run.bold = "b" in mark or None
        run.underline = "u" in mark or None
        run.font.strike = "s" in mark or None
