"""The elements of current and former HTML that may not reach a page, and what they are replaced by.

A name that is neither here nor in allowed.py was invented by the author, such as <Level Up>, and
is shown as typed.
"""

from typing import Final

# Old elements and the one that means the same, with its class if it needs one.
OLD_ELEMENTS: Final = {
    "acronym": ("abbr", ""),
    "big": ("span", "big"),
    "center": ("div", "center"),
    "dir": ("ul", ""),
    "h1": ("h2", ""),
    "listing": ("pre", ""),
    "menu": ("ul", ""),
    "plaintext": ("pre", ""),
    "strike": ("s", ""),
    "tt": ("code", ""),
    "xmp": ("pre", ""),
}
# Their tags are removed, and their text is kept in paragraphs of its own.
BOUNDARIES: Final = frozenset(
    {"address", "article", "aside", "body", "dialog", "fieldset", "footer", "form", "frameset"}
    | {"head", "header", "hgroup", "html", "legend", "main", "marquee", "nav", "noembed"}
    | {"noframes", "optgroup", "option", "search", "textarea", "title"}
)
# Their tags are removed, and their text is kept.
UNWRAPPED: Final = frozenset(
    {"applet", "area", "audio", "base", "basefont", "bgsound", "blink", "button", "canvas"}
    | {"data", "datalist", "embed", "font", "frame", "iframe", "image", "input", "keygen"}
    | {"label", "link", "map", "math", "meta", "meter", "nobr", "noscript", "object", "output"}
    | {"param", "picture", "progress", "script", "select", "slot", "source", "style", "svg"}
    | {"template", "time", "track", "video"}
)
# Their content is removed too.
HIDDEN: Final = frozenset({"script", "style"})

# Void elements of HTML that may not reach a page.
OTHER_VOID_TAGS: Final = frozenset(
    {"area", "base", "basefont", "bgsound", "embed", "frame", "image", "input", "keygen", "link"}
    | {"meta", "param", "source", "track"}
)

# The elements that need no end tag, each with the elements whose end tag ends them as well.
_FLOW: Final = frozenset(
    {"address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div"}
    | {"figure", "footer", "form", "header", "li", "main", "nav", "section", "td", "th"}
)
ENDED_BY: Final = {
    "p": _FLOW,
    **dict.fromkeys(("dd", "dt"), frozenset({"dl"})),
    "li": frozenset({"dir", "menu", "ol", "ul"}),
    **dict.fromkeys(("optgroup", "option"), frozenset({"datalist", "optgroup", "select"})),
    **dict.fromkeys(("rp", "rt"), frozenset({"ruby"})),
    **dict.fromkeys(
        ("caption", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"), frozenset({"table"})
    ),
    # Void, but without a table it cannot be meant.
    "col": frozenset({"colgroup", "table"}),
}

# Attributes that HTML allows without a value.
BOOLEAN_ATTRIBUTES: Final = frozenset(
    {"allowfullscreen", "async", "autofocus", "autoplay", "checked", "compact", "controls"}
    | {"default", "defer", "disabled", "download", "formnovalidate", "hidden", "inert", "ismap"}
    | {"itemscope", "loop", "multiple", "muted", "nohref", "nomodule", "noresize", "noshade"}
    | {"novalidate", "nowrap", "open", "playsinline", "readonly", "required", "reversed"}
    | {"selected"}
)
