"""Parses rendered HTML for tests."""

from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree import ElementTree


class Page(HTMLParser):
    """The elements of the HTML with their attributes, in order, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.data = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.data += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def tree(html: str) -> ElementTree.Element:
    """Returns the HTML as XML below a root element. Raises ParseError if it is not well-formed."""
    return ElementTree.fromstring(f"<root>{html}</root>")  # noqa: S314 - our own output


def depth(html: str) -> int:
    return max(_depths(tree(html), 0))


def _depths(element: ElementTree.Element, level: int) -> Iterator[int]:
    yield level
    for child in element:
        yield from _depths(child, level + 1)
