"""Runs axe on a page, also at other widths and in other colours.

Running axe takes as long as loading the page. So it does not run twice for the same: where a page
shows the same elements, only the rules about colours run again; where it also shows them in the
same colours, none does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from playwright.sync_api import Page

# Details of violations only, without a selector for each element that was looked at; and no waiting
# for frames, or for style sheets and media to be fetched again.
OPTIONS: dict[str, object] = {
    "resultTypes": ["violations"],
    "selectors": False,
    "iframes": False,
    "preload": False,
}
# axe leaves out the rule of WCAG 2.2 about the size of buttons and links unless asked.
ALL_RULES = {**OPTIONS, "rules": {"target-size": {"enabled": True}}}
COLOR_RULES = {**OPTIONS, "runOnly": ["color-contrast", "link-in-text-block"]}
# Returns for each element what it is to axe: whether it is visible, part of a table or list, and
# whether it scrolls. And its colours, with what decides which contrast they need.
SHOWN = """([within, theme]) => {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  const elements = [...document.querySelector(within).querySelectorAll("*")];
  const structure = [], colours = [];
  for (const [index, element] of [document.body, ...elements].entries()) {
    const style = getComputedStyle(element);
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) {
      structure.push(`${index} is hidden`);
      continue;
    }
    const isBox = /^(inline|block|flow-root|(inline-)?(block|flex|grid))$/.test(style.display);
    structure.push(`${index} ${element.tagName} ${isBox ? "box" : style.display}`);
    if (
      /auto|scroll/.test(style.overflow) &&
      (element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight)
    ) structure.push(`${index} scrolls`);
    colours.push([style.color, style.backgroundColor, style.backgroundImage, style.opacity,
      style.textShadow, style.textDecorationLine, style.fontWeight,
      parseFloat(style.fontSize) >= (style.fontWeight >= 700 ? 18.66 : 24)].join());
  }
  return [structure, colours.join("; ")];
}"""
# Colours change at once: those of links and buttons otherwise take a moment.
STOP_TRANSITIONS = """;
  document.head.append(Object.assign(document.createElement("style"),
    { textContent: "* { transition: none !important }" }));"""


@dataclass(frozen=True)
class Look:
    """A width, with the browser's colour scheme and the theme of the reader's settings."""

    width: int
    scheme: Literal["light", "dark"] = "light"
    theme: str | None = None


LIGHT_AND_DARK = (Look(390), Look(390, "dark"), Look(1280, "dark"), Look(1280))
PHONE_THEMES = tuple(Look(390, theme=theme) for theme in ("light", "sepia", "dark", "black"))
ALL_LOOKS = (*PHONE_THEMES, *LIGHT_AND_DARK)
EACH_THEME_ONCE = tuple(
    Look(width, theme=theme)
    for width, theme in ((390, "sepia"), (390, "dark"), (1280, "black"), (1280, "light"))
)


def findings(
    page: Page,
    axe: str,
    within: str = "html",
    looks: Sequence[Look] = LIGHT_AND_DARK,
) -> list[str]:
    """Returns what axe finds in these looks; leaves the page in the last of them."""
    page.evaluate(axe + STOP_TRANSITIONS)
    elements: set[str] = set()
    colours: set[str] = set()
    found = []
    for look in looks:
        set_width(page, look.width)
        page.emulate_media(color_scheme=look.scheme)
        shown_elements, shown_colours = page.evaluate(SHOWN, [within, look.theme])
        are_elements_new = not elements.issuperset(shown_elements)
        if are_elements_new or shown_colours not in colours:
            options = ALL_RULES if are_elements_new else COLOR_RULES
            found += [f"{look}: {finding}" for finding in _run(page, within, options)]
        elements.update(shown_elements)
        colours.add(shown_colours)
    return found


def set_width(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})


def check(
    page: Page, axe: str, looks: Sequence[Look] = LIGHT_AND_DARK, within: str = "html"
) -> list[str]:
    """Returns what is wrong with a page; leaves it as wide as the smallest phone."""
    wrong = findings(page, axe, within, looks)
    set_width(page, 320)
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        wrong.append("scrolls sideways at 320 px")
    return wrong


def _run(page: Page, within: str, options: dict[str, object]) -> list[str]:
    violations: list[dict[str, Any]] = page.evaluate(
        "async ([within, options]) => (await axe.run(within, options)).violations",
        [within, options],
    )
    return [f"{v['id']}: {node['html']}" for v in violations for node in v["nodes"]]
