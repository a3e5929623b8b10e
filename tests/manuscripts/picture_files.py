"""Manuscripts of each format with the same three pictures in two chapters, and one that is remote.

The second picture is a JPEG, the third is the first once more, and a fourth is no picture.
"""

from base64 import b64encode
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from docx import Document
from docx.shared import Inches
from docx.text.run import Run

from tests.images.pictures import picture
from tests.manuscripts.odt_files import write_content_xml
from tests.manuscripts.test_epub_and_folders import write_epub

CAT, DOG = picture("PNG"), picture("JPEG", (30, 20))
ALTERNATIVES = ("A cat & a mat", "A dog")
REMOTE = "https://example.org/remote.png"
TEXT = "It was day one of the long rain. " * 30


def write_docx(folder: Path) -> Path:
    document = Document()

    def add(run: Run, data: bytes, alternative: str = "") -> None:
        shape = run.add_picture(BytesIO(data), width=Inches(1))
        shape._inline.docPr.set("descr", alternative)

    for number in (1, 2):
        document.add_heading(f"Chapter {number}: Storm {number}", level=1)
        paragraph = document.add_paragraph(TEXT)
        add(paragraph.add_run(), CAT, ALTERNATIVES[0])
        if number == 1:
            add(document.add_paragraph().add_run(), DOG, ALTERNATIVES[1])
    path = folder / "a.docx"
    document.save(str(path))
    return path


def write_odt(folder: Path) -> Path:
    frame = '<draw:frame><draw:image xlink:href="{}"/><svg:desc>{}</svg:desc></draw:frame>'
    cat = frame.format("Pictures/cat.png", ALTERNATIVES[0].replace("&", "&amp;"))
    dog = frame.format("Pictures/dog.jpg", ALTERNATIVES[1])
    heading = '<text:h text:outline-level="1">Chapter {0}: Storm {0}</text:h>'
    body = (
        f"{heading.format(1)}<text:p>{TEXT}{cat}</text:p><text:p>{dog}</text:p>"
        f"{heading.format(2)}<text:p>{TEXT}{cat}{frame.format(REMOTE, 'Far')}</text:p>"
    )
    files = {"Pictures/cat.png": CAT, "Pictures/dog.jpg": DOG}
    return write_content_xml(folder / "a.odt", body, files=files)


def write_rtf(folder: Path) -> Path:
    def shape(kind: str, data: bytes, alternative: str) -> str:
        words = f"{{\\*\\picprop{{\\sp{{\\sn wzDescription}}{{\\sv {alternative}}}}}}}\\{kind}"
        return f"{{\\pict{words}\n{data[:20].hex()}\n{data[20:].hex()}}}"

    cat, dog = shape("pngblip", CAT, ALTERNATIVES[0]), shape("jpegblip", DOG, ALTERNATIVES[1])
    heading = "\\pard\\outlinelevel0 Chapter {0}: Storm {0}\\par\\pard "
    path = folder / "a.rtf"
    path.write_text(
        f"{{\\rtf1 {heading.format(1)}{TEXT}{cat}\\par {dog}\\par "
        f"{heading.format(2)}{TEXT}{cat}\\par}}"
    )
    return path


def page(number: int, *, folder: str = "images/") -> str:
    cat = f'<img src="{folder}cat.png" alt="{ALTERNATIVES[0].replace("&", "&amp;")}">'
    more = f'<p><img src="{folder}dog.jpg" alt="A dog"></p><img src="{REMOTE}">'
    return (
        f"<h1>Chapter {number}: Storm {number}</h1><p>{TEXT}{cat}</p>{more if number == 1 else ''}"
    )


def write_html(folder: Path) -> Path:
    """With the pictures in data: URLs, as browsers and note-taking programs save pages."""
    html = f"<body>{page(1)}{page(2)}</body>"
    for name, kind, data in (("cat.png", "png", CAT), ("dog.jpg", "jpeg", DOG)):
        digits = b64encode(data).decode()
        url = f"data:image/{kind};base64,{digits[:40]}\n{digits[40:]}"
        html = html.replace(f"images/{name}", url)
    path = folder / "a.html"
    path.write_text(html)
    return path


def markdown_page(number: int, cat: str, dog: str) -> str:
    text = f"# Chapter {number}: Storm {number}\n\n{TEXT}![{ALTERNATIVES[0]}]({cat})\n\n"
    return text + (f'![A dog](<{dog}> "A title")\n\n![]({REMOTE})\n\n' if number == 1 else "")


def write_markdown(folder: Path) -> Path:
    """As Google Docs writes it: the pictures are at the end."""
    text = "".join(markdown_page(number, "cat", "dog") for number in (1, 2))
    text = text.replace("(cat)", "[image1]").replace('(<dog> "A title")', "[Image2]")
    for number, kind, data in ((1, "png", CAT), (2, "jpeg", DOG)):
        text += f"[image{number}]: <data:image/{kind};base64,{b64encode(data).decode()}>\n\n"
    path = folder / "a.md"
    path.write_text(text)
    return path


def write_markdown_zip(folder: Path) -> Path:
    path = folder / "markdown.zip"
    with ZipFile(path, "w") as archive:
        for number in (1, 2):
            text = markdown_page(number, "images/cat.png", "./images/dog.jpg")
            archive.writestr(f"novel/{number}.md", text)
        _write_pictures(archive, "novel/images/")
    return path


def write_html_zip(folder: Path) -> Path:
    path = folder / "a.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("Novel.html", f"<body>{page(1)}{page(2)}</body>")
        _write_pictures(archive, "images/")
    return path


def write_pages_zip(folder: Path) -> Path:
    """Several pages, and a .docx whose pictures have the same names."""
    path = folder / "pages.zip"
    with ZipFile(path, "w") as archive:
        for number in (1, 2):
            archive.writestr(f"novel/{number}.html", f"<body>{page(number)}</body>")
        archive.write(write_docx(folder), "novel/3.docx")
        archive.write(write_rtf(folder), "novel/4.rtf")
        archive.write(write_html(folder), "novel/5.html")
        _write_pictures(archive, "novel/images/")
    return path


def write_epub_file(folder: Path) -> Path:
    pages = {f"{n}.xhtml": f"<html><body>{page(n)}</body></html>" for n in (1, 2)}
    path = write_epub(folder / "a.epub", pages)
    with ZipFile(path, "a") as archive:
        _write_pictures(archive, "O/images/")
    return path


def _write_pictures(archive: ZipFile, folder: str) -> None:
    archive.writestr(f"{folder}cat.png", CAT)
    archive.writestr(f"{folder}dog.jpg", DOG)


WRITERS = {
    "docx": write_docx,
    "odt": write_odt,
    "rtf": write_rtf,
    "html": write_html_zip,
    "data": write_html,
    "markdown": write_markdown,
    "markdown-zip": write_markdown_zip,
    "epub": write_epub_file,
}
