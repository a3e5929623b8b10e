"""Opens the files of editions, and checks an EPUB without other programs."""

import io
import posixpath
import re
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

from django.test import Client

XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
_ID = re.compile(r'\bid="([^"]*)"')


def content_of(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def download(client: Client, url: str) -> bytes:
    response = client.get(url)
    assert response.status_code == 200, (url, response.status_code)
    return content_of(response)


def files_of(content: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def all_text(content: bytes) -> str:
    """Returns the texts of an edition in any format."""
    files = files_of(content).values() if content[:2] == b"PK" else [content]
    return " ".join(data.decode(errors="replace") for data in files)


class Epub:
    """An EPUB of which everything is read, and each XML file is parsed."""

    def __init__(self, content: bytes) -> None:
        with ZipFile(io.BytesIO(content)) as archive:
            self.entries = archive.infolist()
            self.files = {info.filename: archive.read(info) for info in self.entries}
        self.trees = {
            name: ElementTree.fromstring(data)  # noqa: S314 - our own
            for name, data in self.files.items()
            if name.endswith((".xhtml", ".opf", ".ncx", ".xml"))
        }

    def text(self, name: str) -> str:
        return self.files[f"EPUB/{name}"].decode()

    @property
    def package(self) -> ElementTree.Element:
        return self.trees["EPUB/package.opf"]

    def meta(self, name: str) -> list[str]:
        """Returns the texts of the metadata with this Dublin Core name or property."""
        elements = self.package.findall(f".//{DC}{name}") or [
            meta for meta in self.package.iter(f"{OPF}meta") if meta.get("property") == name
        ]
        return [element.text or "" for element in elements]

    def spine(self) -> list[str]:
        items = {item.get("id"): item.get("href") for item in self.package.iter(f"{OPF}item")}
        return [str(items[ref.get("idref")]) for ref in self.package.iter(f"{OPF}itemref")]

    def check(self) -> None:
        """Fails for what an e-reader could not open: zip, manifest, dead links."""
        first = self.entries[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        assert self.files["mimetype"] == b"application/epub+zip"
        names = [info.filename for info in self.entries[1:]]
        assert names == sorted(names) and {info.date_time[0] for info in self.entries} == {1980}
        listed = {
            f"EPUB/{unquote(item.get('href') or '')}" for item in self.package.iter(f"{OPF}item")
        }
        assert listed | {"EPUB/package.opf"} == {n for n in names if n.startswith("EPUB/")}
        for name, tree in self.trees.items():
            for element in tree.iter():
                for attribute in ("href", "src"):
                    self._check_link(name, element.get(attribute))
            ids = _ID.findall(self.files[name].decode())
            assert len(ids) == len(set(ids)), name

    def _check_link(self, name: str, url: str | None) -> None:
        if url is None or urlsplit(url).scheme:
            return
        path, _hash, fragment = url.partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path)))
        goal = target if path else name
        assert goal in self.files, (name, url)
        if fragment:
            assert fragment in _ID.findall(self.files[goal].decode()), (name, url)


def open_epub(client: Client, url: str = "/downloads/the-lamp.epub") -> Epub:
    epub = Epub(download(client, url))
    epub.check()
    return epub
