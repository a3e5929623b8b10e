"""The containers of the markup: "::: name", then Markdown, then ":::".

A new container is one entry in CONTAINERS. The parser and the sanitizer read this table for each
text. It needs no style: without one it looks like the text around it.
"""

from dataclasses import dataclass
from typing import Final, Literal, get_args

Element = Literal["div", "details"]
CONTAINER_ELEMENTS: Final = frozenset(get_args(Element))


@dataclass(frozen=True, kw_only=True)
class Container:
    """How a container becomes HTML.

    element: "div" shows the content, "details" collapses it below its label.
    default_label: shown if the author gives no label; a "details" needs one.
    in_comments: comments may use it too.
    """

    element: Element = "div"
    default_label: str = ""
    in_comments: bool = False


# By name, which is also the class of the element. Authors can use these classes in raw HTML, so
# never take a name that the site's own pages are styled with.
CONTAINERS: Final = {
    "letter": Container(),
    "chat": Container(),
    "box": Container(),
    "center": Container(),
    "right": Container(),
    "spoiler": Container(element="details", default_label="Spoiler", in_comments=True),
    "warning": Container(element="details", default_label="Warning"),
}
