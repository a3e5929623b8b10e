"""Which elements may contain which others, as in the HTML standard, for the elements we allow."""

from typing import Final

from serial.markup.allowed import INLINE_TAGS

HEADINGS: Final = frozenset({"h2", "h3", "h4", "h5", "h6"})
# They contain text and inline elements only; a block inside one ends it.
TEXT_BLOCKS: Final = HEADINGS | {"caption", "dt", "figcaption", "p", "pre", "summary"}
# Text directly inside one gets a paragraph, so that it has a place on the page and an id. "" is
# the page.
PARAGRAPH_PARENTS: Final = frozenset({"", "blockquote", "details", "div", "section"})

# The child that anything else inside these elements needs.
IMPLIED_CHILDREN: Final = {
    **dict.fromkeys(("ol", "ul"), "li"),
    "dl": "dd",
    **dict.fromkeys(("table", "tbody", "tfoot", "thead"), "tr"),
    "tr": "td",
}
_ROW_GROUPS: Final = frozenset({"table", "tbody", "tfoot", "thead"})
# These are only allowed as a child of one of these.
PARENTS: Final = {
    "li": frozenset({"ol", "ul"}),
    **dict.fromkeys(("dd", "dt"), frozenset({"dl"})),
    "summary": frozenset({"details"}),
    "figcaption": frozenset({"figure"}),
    **dict.fromkeys(("caption", "colgroup", "tbody", "tfoot", "thead"), frozenset({"table"})),
    "tr": _ROW_GROUPS,
    **dict.fromkeys(("td", "th"), _ROW_GROUPS | {"tr"}),
}
# The start tag of the first ends the others, as HTML allows.
_CELLS: Final = frozenset({"td", "th"})
ENDS: Final = {
    "li": frozenset({"li"}),
    **dict.fromkeys(("dd", "dt"), frozenset({"dd", "dt"})),
    **dict.fromkeys(("td", "th"), _CELLS | {"colgroup"}),
    "tr": _CELLS | {"colgroup", "tr"},
    **dict.fromkeys(
        ("colgroup", "tbody", "tfoot", "thead"),
        _CELLS | _ROW_GROUPS - {"table"} | {"colgroup", "tr"},
    ),
}

# They show nothing if there is nothing in them; all other blocks count as content.
REMOVED_IF_EMPTY: Final = HEADINGS | (
    {"caption", "details", "div", "dl", "figcaption", "figure", "ol", "p", "section", "summary"}
    | {"table", "tbody", "tfoot", "thead", "tr", "ul"}
)
# Each ends the one before it.
RUBY_TEXTS: Final = frozenset({"rp", "rt"})
INLINE: Final = INLINE_TAGS
