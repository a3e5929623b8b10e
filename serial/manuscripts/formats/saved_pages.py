"""Pages of AO3 and Royal Road that a browser saved: the work, without the site around it.

It becomes the HTML that AO3's downloads have (known_html.py), so that there is one reading of both.
"""

from collections.abc import Iterator
from html import escape
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from serial.manuscripts.documents import Document, Remark

_AO3: Final = "#workskin"
_ROYAL_ROAD: Final = ".chapter-inner.chapter-content"
# What AO3's downloads call the kinds of tags.
_TAGS: Final = {
    "fandom": "Fandom",
    "relationship": "Relationships",
    "character": "Characters",
    "freeform": "Additional Tags",
}
# A style sheet of a work is shorter; those of sites say nothing of its text.
_STYLE_MAX_LENGTH: Final = 20_000


def take_work(source: str, document: Document) -> str:
    """Returns the HTML of the work in a page of these sites; the HTML itself if it is none."""
    if "workskin" not in source and "chapter-content" not in source:
        return source
    parser = LexborHTMLParser(source)
    work = parser.css_first(_AO3)
    if work is not None and work.css_first("#chapters") is not None:
        html = "".join(_ao3(parser, work))
    elif _is_royal_road(parser):
        html = "".join(_royal_road(parser, document))
    else:
        return source
    document.remark(Remark.AROUND_WORKS)
    return "".join(_style_sheets(parser)) + html


def _style_sheets(parser: LexborHTMLParser) -> Iterator[str]:
    """They make text italic, and hide what Royal Road adds for copies elsewhere."""
    for node in parser.css("style"):
        html = node.html or ""
        if len(html) < _STYLE_MAX_LENGTH:
            yield html


def _ao3(parser: LexborHTMLParser, work: LexborNode) -> Iterator[str]:
    preface = work.css_first(".preface.group:not(.chapter)")
    if preface is not None:
        yield f'<div id="preface"><h1>{_text(preface.css_first("h2.title"))}</h1>'
        yield f'<dl class="tags">{"".join(_ao3_tags(parser))}</dl>'
        yield from _quoted("Summary", preface.css(".summary"))
        yield from _quoted("Notes", preface.css(".notes:not(.end)"))
        yield "</div>"
    chapters = work.css("#chapters > .chapter")
    for number, chapter in enumerate(chapters, start=1):
        yield from _ao3_chapter(chapter, number)
    if not chapters:
        yield f'<div class="userstuff">{_ao3_body(work.css_first("#chapters"))}</div>'
    end = work.css_first("#work_endnotes")
    if end is not None:
        yield f'<div id="afterword"><div id="endnotes">{_quotation("End Notes", end)}</div></div>'


def _ao3_tags(parser: LexborHTMLParser) -> Iterator[str]:
    for kind, label in _TAGS.items():
        links = parser.css(f"dl.work.meta dd.{kind} a.tag")
        names = "".join(f"<a>{_text(link)}</a>" for link in links)
        if names:
            yield f"<dt>{label}:</dt><dd>{names}</dd>"


def _ao3_chapter(chapter: LexborNode, number: int) -> Iterator[str]:
    title = _text(chapter.css_first("h3.title")).replace(" :", ":")
    yield f'<div class="meta group"><h2 class="heading">{title}</h2>'
    yield from _quoted("Chapter Summary", chapter.css(".summary"))
    yield from _quoted("Chapter Notes", chapter.css(".notes:not(.end)"))
    yield f'</div><div class="userstuff">{_ao3_body(chapter)}</div>'
    yield f'<div id="endnotes{number}" class="meta">'
    yield from _quoted("Chapter End Notes", chapter.css(".end.notes"))
    yield "</div>"


def _ao3_body(around: LexborNode | None) -> str:
    body = around.css_first("div.userstuff") if around is not None else None
    if body is None:
        return ""
    for heading in body.css(".landmark"):
        heading.decompose()
    return body.inner_html or ""


def _quoted(label: str, modules: list[LexborNode]) -> Iterator[str]:
    for module in modules:
        yield _quotation(label, module)


def _quotation(label: str, module: LexborNode) -> str:
    """Returns a note or summary with what stands above it in AO3's downloads."""
    text = module.css_first("blockquote.userstuff")
    if text is None:
        return ""
    return f'<p>{label}</p><blockquote class="userstuff">{text.inner_html}</blockquote>'


def _is_royal_road(parser: LexborHTMLParser) -> bool:
    """Programs save the chapters of a whole story in one file, which has no part around them."""
    has_notes = parser.css_first(".author-note, .fic-header") is not None
    return has_notes and len(parser.css(_ROYAL_ROAD)) == 1


def _royal_road(parser: LexborHTMLParser, document: Document) -> Iterator[str]:
    header = parser.css_first(".fic-header")
    title = parser.css_first(".fic-header h1") or parser.css_first("h1")
    story = header.css_first("h2") if header is not None else None
    document.title = document.title or (" ".join(story.text().split()) if story else "")
    notes: tuple[list[str], list[str]] = ([], [])
    body = ""
    for node in parser.css(f"{_ROYAL_ROAD}, .author-note"):
        html = node.inner_html or ""
        if node.css_matches(_ROYAL_ROAD):
            body = html
        else:
            notes[bool(body)].append(f'<blockquote class="userstuff">{html}</blockquote>')
    yield f'<div class="meta group"><h2 class="heading">{_text(title)}</h2>{"".join(notes[0])}'
    yield f'</div><div class="userstuff">{body}</div>'
    yield f'<div id="endnotes" class="meta">{"".join(notes[1])}</div>'


def _text(node: LexborNode | None) -> str:
    return escape(" ".join(node.text().split())) if node is not None else ""
