"""Converting pasted HTML to Markdown. The budget for 5,000 words of Google Docs is 100 ms."""

from collections.abc import Callable, Iterator
from functools import partial
from html import escape
from pathlib import Path

from serial.markup.converting.conversion import Conversion, convert
from tests.bench.bench_rendering import generate_prose
from tests.bench.cpu_time import measure_functions
from tests.bench.figures import Measurement
from tests.bench.scale import Scale

# As Google Docs writes them; see tests/markup/converting/fixtures/.
_START = '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1">'
_PARAGRAPH = '<p dir="ltr" style="line-height:1.38;margin-top:0pt;margin-bottom:0pt;">{}</p>'
_SPAN = (
    '<span style="font-size:11pt;font-family:Arial,sans-serif;color:#000000;'
    "background-color:transparent;font-weight:400;font-style:{};font-variant:normal;"
    'text-decoration:none;vertical-align:baseline;white-space:pre;white-space:pre-wrap;">{}</span>'
)


def google_docs_html(words: int) -> str:
    paragraphs = generate_prose(words).split("\n\n")
    return _START + "".join(map(_paragraph, paragraphs)) + "</b>"


def _paragraph(text: str) -> str:
    # Every second part stood between asterisks.
    parts = [text] if text == "* * *" else text.split("*")
    styles = ["normal", "italic"] * len(parts)
    spans = [
        _SPAN.format(style, escape(part, quote=False))
        for style, part in zip(styles, parts, strict=False)
        if part
    ]
    return _PARAGRAPH.format("".join(spans))


def _bench_convert(html: str) -> Callable[[], Conversion]:
    return partial(convert, html)


def measurements(scale: Scale, _folder: Path) -> Iterator[Measurement]:
    style_sheet = "".join(f".c{i}{{font-weight:bold}}" for i in range(45_000))
    functions = [
        ("convert 5,000 words", _bench_convert(google_docs_html(5_000))),
        ("convert 20,000 words", _bench_convert(google_docs_html(20_000))),
        ("convert 100,000 nested tags", _bench_convert("<div>" * 100_000 + "word")),
        ("convert 1,000,000 ampersands", _bench_convert("&" * 1_000_000)),
        ("convert 45,000 rules of style", _bench_convert(f"<style>{style_sheet}</style><p>a")),
    ]
    yield from measure_functions(scale, functions)
