"""Reads the declarations of style sheets and style attributes that mean something in prose.

Selectors are those that word processors write: an element, a class, or both ("p.c1, .c2"). Rules
with other selectors, and those for printing, are not applied.
"""

import re
from collections.abc import Iterator
from typing import Final

# Word's style sheet has 60,000 characters, that of Google Docs 5,000.
MAX_LENGTH: Final = 500_000

_PROPERTIES: Final = frozenset(
    {"display", "font", "font-style", "font-variant", "font-variant-caps", "font-weight"}
    | {
        "margin",
        "margin-inline-start",
        "margin-left",
        "mso-element",
        "mso-hide",
        "mso-list",
        "mso-spacerun",
        "mso-tab-count",
    }
    | {"mso-special-character", "padding-left", "text-align", "text-decoration"}
    | {
        "text-decoration-line",
        "text-indent",
        "text-transform",
        "vertical-align",
        "visibility",
        "white-space",
    }
)
_COMMENT: Final = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_SELECTOR: Final = re.compile(r"([a-z][a-z0-9]*)?(?:\.([\w-]+))?", re.ASCII | re.IGNORECASE)

Declarations = dict[str, str]


def parse_declarations(text: str) -> Declarations:
    """Returns the values in lower case, later ones over earlier ones."""
    declarations: Declarations = {}
    for declaration in text.split(";"):
        name, colon, value = declaration.partition(":")
        name = name.strip().lower()
        if colon and name in _PROPERTIES:
            declarations.pop(name, None)
            declarations[name] = value.lower().replace("!important", "").strip()
    return declarations


class StyleSheet:
    def __init__(self, text: str) -> None:
        # By element and class; either may be empty.
        self.rules: dict[tuple[str, str], Declarations] = {}
        for selectors, body in _split_rules(_COMMENT.sub(" ", text[:MAX_LENGTH])):
            declarations = parse_declarations(body)
            for selector in selectors.split(",") if declarations else ():
                self._add(selector.strip(), declarations)

    def _add(self, selector: str, declarations: Declarations) -> None:
        match = _SELECTOR.fullmatch(selector)
        if match and selector:
            key = ((match[1] or "").lower(), match[2] or "")
            self.rules.setdefault(key, {}).update(declarations)

    def find(self, tag: str, classes: str) -> Declarations:
        """Returns what applies to this element with these classes (its class attribute)."""
        if not self.rules:
            return {}
        names = classes.split()[:20]
        keys = [(tag, ""), *(("", name) for name in names), *((tag, name) for name in names)]
        found: Declarations = {}
        for key in keys:
            found.update(self.rules.get(key, {}))
        return found


def _split_rules(text: str) -> Iterator[tuple[str, str]]:
    """Yields (selectors, declarations)."""
    # How many at-rules are open; they are not applied, but for those about screens.
    is_for_screens: list[bool] = []
    for part in text.split("}"):
        *preludes, body = part.split("{")
        if not preludes:
            if is_for_screens:
                is_for_screens.pop()
            continue
        is_for_screens.extend("screen" in prelude for prelude in preludes[:-1])
        # Statements such as "@import url(…);" may stand before the rule.
        selectors = preludes[-1].rpartition(";")[2].strip()
        if all(is_for_screens) and not selectors.startswith("@"):
            yield selectors, body
