"""Writes a tag as the element that may reach a page."""

import re
from typing import Final

from serial.markup.allowed import ALLOWED_TAGS
from serial.markup.elements import OLD_ELEMENTS
from serial.markup.sanitizing.content_model import HEADINGS
from serial.markup.tags import Tag, join_attributes, split_attributes

# Elements that authors centre by an attribute; "center" is a class that all of them may have.
_CENTRED: Final = HEADINGS | {"div", "h1", "p"}
_CENTRED_STYLE: Final = re.compile(r"(?:^|;)\s*text-align\s*:\s*center\b", re.IGNORECASE)


def element_name(tag: Tag) -> str:
    """Returns the name of the element in the page, or "" if only the text may reach it."""
    name, _class = OLD_ELEMENTS.get(tag.name, (tag.name, ""))
    return name if name in ALLOWED_TAGS else ""


def write_start_tag(tag: Tag) -> str:
    name, class_name = OLD_ELEMENTS.get(tag.name, (tag.name, ""))
    if not tag.attributes and not class_name:
        return f"<{name}>"
    if not class_name and tag.name in _CENTRED and _is_centred(tag.attributes):
        class_name = "center"
    if class_name:
        attributes = join_attributes(tag.attributes, without="class")
        return f'<{name} class="{class_name}"{attributes}>'
    return f"<{name}{join_attributes(tag.attributes)}>"


def _is_centred(attributes: str) -> bool:
    values = dict(split_attributes(attributes))
    if values.get("align", "").strip().lower() == "center":
        return "class" not in values
    return "class" not in values and _CENTRED_STYLE.search(values.get("style", "")) is not None
