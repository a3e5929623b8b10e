"""The examples of the CommonMark specification, from the npm package commonmark-spec."""

import re
from html.parser import HTMLParser
from pathlib import Path

from tests.missing_programs import skip_without

SPEC = Path(__file__).parents[2] / "node_modules" / "commonmark-spec" / "spec.txt"
_EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.DOTALL | re.MULTILINE)
_BLOCK_TAGS = {
    "blockquote",
    "br",
    "div",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "ul",
}

Event = tuple[str, ...]


def examples() -> dict[int, tuple[str, str]]:
    """Returns the Markdown and the expected HTML of each example, by its number."""
    if not SPEC.exists():
        skip_without("npm", "commonmark-spec")
    text = SPEC.read_text(encoding="utf-8").replace("→", "\t")
    return {n: (m[1], m[2]) for n, m in enumerate(_EXAMPLE.finditer(text), start=1)}


def expected_events(html: str) -> list[Event]:
    """Returns the events of the specification's HTML, adapted to our intended differences.

    Headings are one level lower, thematic breaks have our class, code has no class, and external
    images are replaced by their alternative text.
    """
    html = re.sub(r"<(/?)h([1-5])>", lambda m: f"<{m[1]}h{int(m[2]) + 1}>", html)
    html = html.replace("<hr />", '<hr class="scene-break" />')
    html = re.sub(r' class="language-[^"]*"', "", html)
    html = re.sub(r'<img src="[^"]*" alt="([^"]*)"(?: title="[^"]*")? />', r"\1", html)
    return events(html)


def events(html: str) -> list[Event]:
    """Returns the elements and the text in document order.

    Line breaks count as white space, because single line breaks make <br /> here. White space next
    to a block is removed.
    """
    parser = _Events()
    parser.feed(html)
    parser.close()
    return parser.normalized()


class _Events(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.events: list[Event] = []
        self.preformatted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.preformatted += tag == "pre"
        if tag == "br":
            self._text("\n")
        else:
            self.events.append(("<", tag, *(f"{k}={v}" for k, v in sorted(attrs))))

    def handle_endtag(self, tag: str) -> None:
        self.preformatted -= tag == "pre"
        if tag not in ("br", "hr", "img"):
            self.events.append((">", tag))

    def handle_data(self, data: str) -> None:
        self._text(data)

    def _text(self, data: str) -> None:
        if not self.preformatted:
            data = re.sub(r"[ \t\n]+", " ", data)
        if self.events and self.events[-1][0] == "text":
            self.events[-1] = ("text", re.sub(" +", " ", self.events[-1][1] + data))
        else:
            self.events.append(("text", data))

    def normalized(self) -> list[Event]:
        edge: Event = ("<", "p")
        normalized = []
        for before, event, after in zip(
            [edge, *self.events], self.events, [*self.events[1:], edge], strict=False
        ):
            if event[0] == "text":
                text = event[1].lstrip(" ") if before[1] in _BLOCK_TAGS else event[1]
                event = ("text", text.rstrip(" ") if after[1] in _BLOCK_TAGS else text)
            if event != ("text", ""):
                normalized.append(event)
        return normalized
