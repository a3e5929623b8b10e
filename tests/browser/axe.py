"""Runs axe on a page, also at other widths and in other colours.

Running axe takes as long as loading the page. So nothing runs twice for the same: the rules about
structure leave out blocks of a form that has passed on any page, such as the navigation, and the
other rows of a list; those about colours run only on text of which axe has passed no other in the
same colours on the same background; that about the size of targets on small ones only. And `check`
looks at a page in one of its looks, and at another page in another one, so that together the pages
are seen in all. With LONG=1 all rules run on all of each page, in each of its looks.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary, WeakSet
from zlib import crc32

from playwright.sync_api import Page, ViewportSize

from tests.browser.waiting import scrolls_sideways
from tests.sampling import LONG

# In a file of its own, which a page evaluates beside axe.
IN_PAGE = Path(__file__).with_name("axe_page.js").read_text(encoding="utf-8")
# Details of what the caller reads only; no selector for each element that was looked at; and no
# waiting for frames, or for style sheets and media to be fetched again.
OPTIONS: dict[str, object] = {
    "selectors": False,
    "iframes": False,
    "preload": False,
    "elementRef": True,
}
RULES_OF_THEIR_OWN = ("target-size", "color-contrast", "link-in-text-block")
RUNS = {
    "structure": {
        **OPTIONS,
        "resultTypes": ["violations"],
        "rules": {rule: {"enabled": False} for rule in RULES_OF_THEIR_OWN},
    },
    "colours": {**OPTIONS, "resultTypes": ["violations", "passes"]},
}
# axe leaves out the size of targets by default.
ALL = {
    **OPTIONS,
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}},
}
# What passed on any page of this process: forms of elements, colours of text, places of targets,
# and text that axe does not judge, such as disabled buttons and single letters.
_passed: set[str] = set()
# Those that load axe, and the colour scheme of each: setting it again costs a message and a frame.
_tabs: WeakSet[Page] = WeakSet()
_schemes: WeakKeyDictionary[Page, str] = WeakKeyDictionary()
SMALLEST_PHONE = 320


@dataclass(frozen=True)
class Look:
    """A width, with the browser's colour scheme and the theme of the reader's settings."""

    width: int
    scheme: Literal["light", "dark"] = "light"
    theme: str | None = None


PHONE = 390
LIGHT_AND_DARK = (Look(390), Look(390, "dark"), Look(1280, "dark"), Look(1280))
PHONE_THEMES = tuple(Look(390, theme=theme) for theme in ("light", "sepia", "dark", "black"))
# On the phone, the browser's colours are those of the themes "light" and "dark".
ALL_LOOKS = (*PHONE_THEMES, Look(1280, "dark"), Look(1280))
EACH_THEME_ONCE = tuple(
    Look(width, theme=theme)
    for width, theme in ((390, "sepia"), (390, "dark"), (1280, "black"), (1280, "light"))
)


def findings(
    page: Page,
    axe: str,
    within: str = "html",
    looks: Sequence[Look] = LIGHT_AND_DARK,
    *,
    leave_out: bool = not LONG,
) -> list[str]:
    """Returns what axe finds in these looks; leaves the page in the last of them.

    leave_out: what passed already.
    """
    _load(page, axe)
    forms: list[str] = []
    found = []
    for look in looks:
        set_width(page, look.width)
        if look.scheme != _schemes.get(page):
            page.emulate_media(color_scheme=look.scheme)
            _schemes[page] = look.scheme
        if not leave_out:
            results = page.evaluate(
                "given => axePage.checkAll(...given)", [within, look.theme, ALL]
            )
            found += [f"{look}: {finding}" for finding in results]
            continue
        results = page.evaluate(
            "given => axePage.check(...given)",
            [within, look.theme, " ".join(_passed), forms, RUNS],
        )
        _passed.update(results["passed"].split())
        forms.append(results["form"])
        found += [f"{look}: {finding}" for finding in results["found"]]
    return found


def _load(page: Page, axe: str) -> None:
    """Loads axe, also into the pages that the tab opens later: there it is compiled already."""
    if page not in _tabs:
        script = f"{axe};\n{IN_PAGE}"
        page.evaluate(script)
        page.add_init_script(script)
        _tabs.add(page)


def set_width(page: Page, width: int) -> None:
    size: ViewportSize = {"width": width, "height": 844}
    if page.viewport_size != size:
        page.set_viewport_size(size)


def chosen_look(url: str, looks: Sequence[Look]) -> Look:
    """Returns one of the looks by the page's path.

    Primary keys in the path count for nothing: they differ with the order of the tests.
    """
    return looks[crc32(re.sub(r"\d+", "", urlsplit(url).path).encode()) % len(looks)]


def check(
    page: Page, axe: str, looks: Sequence[Look] = LIGHT_AND_DARK, within: str = "html"
) -> list[str]:
    """Returns what is wrong with a page; leaves it as wide as the smallest phone."""
    wrong = findings(page, axe, within, looks if LONG else [_quick_look(page, looks)])
    set_width(page, SMALLEST_PHONE)
    if scrolls_sideways(page):
        wrong.append("scrolls sideways at 320 px")
    return wrong


def _quick_look(page: Page, looks: Sequence[Look]) -> Look:
    """Any phone is the smallest one here: each change of the width lays the page out again."""
    look = chosen_look(page.url, looks)
    return look if look.width > PHONE else replace(look, width=SMALLEST_PHONE)
