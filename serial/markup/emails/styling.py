"""Our own well-formed HTML as mail programs show it: styles in the tags, and nothing that needs a
style sheet, a script or an anchor.

Folded text becomes a link to the page. Footnotes are numbered paragraphs at the end.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape, unescape
from typing import Final

from serial.markup.plain_text import plain_text

_TAG: Final = re.compile(r"(<[^>]+>)")
_NAME: Final = re.compile(r"<(/?)([a-z0-9]+)")
_ATTRIBUTE: Final = re.compile(r' ([a-z]+)="([^"]*)"')
_FOOTNOTE: Final = re.compile(r' id="[^"]*-fn-([0-9]+)"')
_FOOTNOTES: Final = '<section class="footnotes">'
# Of the author's own HTML: the others mean nothing without a style sheet.
_KEPT: Final = frozenset(
    {"lang", "dir", "title", "start", "value", "colspan", "rowspan", "span", "alt"}
)
_LINE: Final = "1px solid #ddd5c8"
_BLOCK: Final = "margin:0 0 18px;"
_INTERFACE: Final = (
    "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Arial,sans-serif;"
)
_STYLES: Final = {
    **dict.fromkeys(("p", "ul", "ol", "dl"), _BLOCK),
    "blockquote": f"{_BLOCK}padding:0 0 0 16px;border-left:3px solid #ddd5c8;",
    "figure": _BLOCK,
    "figcaption": "font-size:15px;",
    "h2": "margin:30px 0 12px;font-size:24px;line-height:1.25;font-weight:500;",
    "h3": "margin:26px 0 10px;font-size:21px;line-height:1.3;font-weight:500;",
    **dict.fromkeys(("h4", "h5", "h6"), "margin:22px 0 8px;font-size:18px;font-weight:600;"),
    "li": "margin:0 0 6px;",
    "pre": f"{_BLOCK}font:15px/1.5 Menlo,Consolas,monospace;white-space:pre-wrap;",
    **dict.fromkeys(("code", "kbd", "samp"), "font-family:Menlo,Consolas,monospace;"),
    "table": f"{_BLOCK}border-collapse:collapse;font-size:16px;",
    **dict.fromkeys(("td", "th"), f"padding:6px 10px;border:{_LINE};vertical-align:top;"),
    "img": "display:block;max-width:100%;height:auto;border:0;",
    "a": "text-decoration:underline;",
    **dict.fromkeys(("sub", "sup"), "font-size:13px;line-height:0;"),
}
_CLASS_STYLES: Final = {
    "letter": f"padding:16px 20px 1px;margin:0 0 18px;border:{_LINE};font-style:italic;",
    "chat": f"padding:14px 18px 1px;margin:0 0 18px;border:{_LINE};border-radius:14px;"
    f"font-size:16px;{_INTERFACE}",
    "box": f"padding:16px 20px 1px;margin:0 0 18px;border:{_LINE};border-radius:2px;",
    "center": "text-align:center;",
    "right": "text-align:right;",
    "block-title": "font-weight:600;",
    "big": "font-size:larger;",
    "align-left": "text-align:left;",
    "align-center": "text-align:center;",
    "align-right": "text-align:right;",
}
# Those whose colours the dark style of an email replaces, by the class of its style sheet.
_LINED: Final = frozenset({"blockquote", "td", "th"})
_LINED_CLASSES: Final = frozenset({"letter", "chat", "box"})
_ON_THE_RIGHT: Final = {"border-left": "border-right", "0 0 0 16px": "0 16px 0 0"}
SCENE_BREAK: Final = '<p style="margin:28px 0;text-align:center;">* * *</p>'


@dataclass(frozen=True)
class EmailOptions:
    """How a text is put into an email.

    url: of the page with the whole text. site_url: stands before the paths of this site.
    shows_pictures: False if mail programs cannot load them, because the site asks who they are for.
    folded, picture: make the text of a link from the label of folded text, and from the description
    of a picture that is not shown.
    """

    url: str
    site_url: str
    shows_pictures: bool
    folded: Callable[[str], str]
    picture: Callable[[str], str]
    is_rtl: bool = False


@dataclass(frozen=True)
class EmailHtml:
    """body: without the footnotes. footnotes: by their numbers."""

    body: str
    footnotes: dict[int, str]


def style_for_email(html: str, options: EmailOptions) -> EmailHtml:
    body, separator, footnotes = html.partition(_FOOTNOTES)
    writer = _Writer(options)
    writer.add(body)
    notes = _Writer(options, are_notes=True)
    if separator:
        notes.add(footnotes)
    return EmailHtml("".join(writer.out), {n: "".join(parts) for n, parts in notes.notes.items()})


class _Writer:
    def __init__(self, options: EmailOptions, *, are_notes: bool = False) -> None:
        self.options, self.are_notes = options, are_notes
        self.out: list[str] = []
        # Of the section with the footnotes.
        self.notes: dict[int, list[str]] = {}
        self.mark = ""
        # How many lists are open in it.
        self.lists = 0
        # The open <details>: how many, and what the first one has as its label.
        self.folds = 0
        self.label: list[str] | None = None
        self.folded_label: list[str] = []
        # Whether a link back from a footnote is open, and how many links to anchors.
        self.skips_text = False
        self.open_links: list[bool] = []

    def add(self, html: str) -> None:
        for index, part in enumerate(_TAG.split(html)):
            if index % 2:
                self._add_tag(part)
            elif self.folds:
                if self.label is not None:
                    self.label.append(part)
            elif not self.skips_text:
                self.out.append(part)

    def _add_tag(self, tag: str) -> None:
        match = _NAME.match(tag)
        if match is None:
            return
        is_closing, name = bool(match[1]), match[2]
        if name == "details" or self.folds:
            self._add_folded(name, tag, is_closing=is_closing)
        elif name in {"section", "wbr"}:
            return
        elif name == "a":
            self._add_link(tag, is_closing=is_closing)
        elif name == "img":
            self._add_picture(tag)
        elif name == "hr":
            self.out.append(SCENE_BREAK)
        elif number := _FOOTNOTE.search(tag):
            self.out = self.notes.setdefault(int(number[1]), [])
            self.mark = f"[{number[1]}] "
        elif self.are_notes and self._is_of_note_list(name, is_closing=is_closing):
            return
        elif is_closing:
            self.out.append(f"</{name}>")
        else:
            self._add_opening(name, tag)

    def _is_of_note_list(self, name: str, *, is_closing: bool) -> bool:
        """Whether the tag is of the list of footnotes, not of a list in one of them."""
        if name not in {"ol", "ul", "li"}:
            return False
        if name != "li":
            self.lists += -1 if is_closing else 1
        return self.lists + (name != "li" and is_closing) == 1

    def _add_opening(self, name: str, tag: str) -> None:
        self.out.append(self._opening(name, tag))
        if name == "p":
            self.out.append(self.mark)
            self.mark = ""

    def _opening(self, name: str, tag: str, **added: str) -> str:
        attributes = dict(_ATTRIBUTE.findall(tag))
        classes = attributes.get("class", "").split()
        style = _STYLES.get(name, "") + "".join(_CLASS_STYLES.get(one, "") for one in classes)
        if self.options.is_rtl and name == "blockquote":
            for left, right in _ON_THE_RIGHT.items():
                style = style.replace(left, right)
        kept = {key: value for key, value in attributes.items() if key in _KEPT} | added
        is_lined = name in _LINED or not _LINED_CLASSES.isdisjoint(classes)
        kept |= {"class": "line"} if is_lined else {}
        kept |= {"style": style} if style else {}
        return f"<{name}{''.join(_attribute(*item) for item in kept.items())}>"

    def _add_folded(self, name: str, tag: str, *, is_closing: bool) -> None:
        if name == "details":
            self.folds += -1 if is_closing else 1
            if self.folds == 1 and not is_closing:
                self.folded_label = []
            elif not self.folds:
                label = unescape(" ".join("".join(self.folded_label).split()))
                self._add_page_link(self.options.folded(label), "p")
        elif name == "summary" and self.folds == 1:
            self.label = None if is_closing else self.folded_label

    def _add_page_link(self, text: str, element: str) -> None:
        link = f'<a href="{escape(self.options.url)}" style="{_STYLES["a"]}">{escape(text)}</a>'
        style = f' style="{_STYLES["p"]}"' if element == "p" else ""
        self.out.append(f"<{element}{style}>{link}</{element}>")

    def _add_link(self, tag: str, *, is_closing: bool) -> None:
        if is_closing:
            self.skips_text = False
            if self.open_links and self.open_links.pop():
                self.out.append("</a>")
            return
        url = unescape(dict(_ATTRIBUTE.findall(tag)).get("href", ""))
        self.skips_text = 'class="footnote-back"' in tag
        # Mail programs rename or drop anchors.
        is_kept = bool(url) and not url.startswith("#") and not self.skips_text
        self.open_links.append(is_kept)
        if is_kept:
            self.out.append(self._opening("a", tag, href=escape(self._absolute(url))))

    def _add_picture(self, tag: str) -> None:
        attributes = dict(_ATTRIBUTE.findall(tag))
        url, alt = unescape(attributes.get("src", "")), unescape(attributes.get("alt", ""))
        if self.options.shows_pictures and url:
            source = escape(self._absolute(url))
            self.out.append(self._opening("img", tag, src=source, alt=escape(alt)))
        else:
            self._add_page_link(self.options.picture(alt), "span")

    def _absolute(self, url: str) -> str:
        if url.startswith("//"):
            return f"https:{url}"
        return f"{self.options.site_url}{url}" if url.startswith("/") else url


def _attribute(name: str, value: str) -> str:
    return f' {name}="{value}"'


_PICTURE: Final = re.compile(r'<img [^>]*?alt="([^"]*)"[^>]*>')


def text_of_email_html(html: str, options: EmailOptions) -> str:
    """Returns the plain text; a picture is what the options make of its description."""

    def describe(match: re.Match[str]) -> str:
        return escape(options.picture(unescape(match[1])))

    return plain_text(_PICTURE.sub(describe, html), bullet="- ")
