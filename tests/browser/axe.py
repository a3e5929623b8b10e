"""Runs axe on a page, and its rules about colours again in the other schemes or themes.

The other rules do not depend on colours, so they run once on each page.
"""

from typing import Any

from playwright.sync_api import Page

# Details of violations only, and no waiting for style sheets and media to be fetched again.
OPTIONS: dict[str, object] = {"resultTypes": ["violations"], "preload": False}
COLOR_RULES = {**OPTIONS, "runOnly": ["color-contrast", "link-in-text-block"]}


def findings(page: Page, axe: str, within: str = "html") -> list[str]:
    page.evaluate(axe)
    return _run(page, within, OPTIONS)


def findings_in_schemes(page: Page, axe: str) -> list[str]:
    """Returns the findings in the light and in the dark scheme."""
    _stop_transitions(page)
    page.emulate_media(color_scheme="light")
    found = findings(page, axe)
    page.emulate_media(color_scheme="dark")
    return found + [f"dark: {finding}" for finding in _run(page, "html", COLOR_RULES)]


def findings_in_themes(page: Page, axe: str, *themes: str) -> list[str]:
    """Returns the findings in the theme of the page, and in these of readers' settings."""
    _stop_transitions(page)
    found = findings(page, axe)
    get_theme = "document.documentElement.dataset.theme"
    before = page.evaluate(get_theme)
    for theme in themes:
        page.evaluate(f"theme => {{ {get_theme} = theme }}", theme)
        found += [f"{theme}: {finding}" for finding in _run(page, "html", COLOR_RULES)]
    page.evaluate(f"theme => {{ {get_theme} = theme }}", before)
    return found


def _stop_transitions(page: Page) -> None:
    """Colours change at once: those of links and buttons otherwise take a moment."""
    page.add_style_tag(content="* { transition: none !important }")


def _run(page: Page, within: str, options: dict[str, object]) -> list[str]:
    violations: list[dict[str, Any]] = page.evaluate(
        "async ([within, options]) => (await axe.run(within, options)).violations",
        [within, options],
    )
    return [f"{v['id']}: {node['html']}" for v in violations for node in v["nodes"]]
