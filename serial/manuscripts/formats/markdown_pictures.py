"""Pictures in Markdown: of files beside it, of data: URLs (as Google Docs writes them), remote.

The renderer shows only pictures of the site, so each that is in the manuscript passes it as one.
"""

import re
from collections.abc import Callable
from typing import Final

from serial.manuscripts.documents import Document, Remark
from serial.manuscripts.limits import MAX_PICTURES
from serial.manuscripts.problems import CannotRead, Problem

_MEDIA: Final = "/media/"
_PASSING: Final = f"{_MEDIA}imported-"
_ALTERNATIVE: Final = r"(?<!\\)!\[(?P<alternative>[^\[\]\n]{0,1000})\]"
_INLINE: Final = re.compile(
    _ALTERNATIVE + r"\((?:<(?P<in_brackets>[^<>\n]*)>|(?P<url>[^\s()<>]+))(?:[ \t]+\"[^\"\n]*\")?\)"
)
# ![A cat][image1], with [image1]: <url> somewhere else.
_NAMED: Final = re.compile(_ALTERNATIVE + r"\[(?P<name>[^\[\]\n]{0,200})\]")
_DEFINITION: Final = re.compile(
    r"^ {0,3}\[(?P<name>[^\[\]\n^][^\[\]\n]{0,200})\]:[ \t]*<?(?P<url>[^\s<>]+)>?"
    r"(?:[ \t]+\"[^\"\n]*\")?[ \t]*$\n?",
    re.MULTILINE,
)
_RENDERED: Final = re.compile(rf'src="{_PASSING}([0-9]{{1,5}})"')


def name_pictures(source: str, document: Document, find_picture: Callable[[str], str]) -> str:
    """Returns the Markdown with the pictures that are found; others are noted and left out."""
    if "![" not in source:
        return source
    urls = {match["name"].casefold(): match["url"] for match in _DEFINITION.finditer(source)}
    used: set[str] = set()

    def picture(alternative: str, url: str, unchanged: str) -> str:
        if url.startswith(_MEDIA):
            return unchanged
        name = find_picture(url)
        if len(document.pictures) > MAX_PICTURES:
            raise CannotRead(Problem.TOO_MANY_PICTURES)
        if name:
            return f"![{alternative}]({_PASSING}{name.partition(':')[2]})"
        if "://" in url or url.startswith("//"):
            document.remark(Remark.REMOTE_PICTURES)
        elif url.startswith("data:"):
            document.remark(Remark.EMBEDDED_PICTURES)
        else:
            document.remark(Remark.MISSING_FILES, name=url.rpartition("/")[2])
        return ""

    def named(match: re.Match[str]) -> str:
        name = (match["name"] or match["alternative"]).casefold()
        if name not in urls:
            return match[0]
        used.add(name)
        return picture(match["alternative"], urls[name], match[0])

    def inline(match: re.Match[str]) -> str:
        return picture(match["alternative"], match["in_brackets"] or match["url"] or "", match[0])

    source = _INLINE.sub(inline, _NAMED.sub(named, source))
    return _DEFINITION.sub(lambda m: "" if m["name"].casefold() in used else m[0], source)


def restore_names(html: str) -> str:
    """Returns the rendered HTML with the names of the pictures in the document."""
    return _RENDERED.sub(r'src="picture:\1"', html)
