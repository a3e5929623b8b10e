"""Text and background of every theme meet WCAG AA, and the settings know the grounds."""

import re
from pathlib import Path

import pytest

from serial.contrast import TEXT_CONTRAST, contrast
from serial.covers.colours import oklch_to_hex
from serial.environment import DARK_GROUNDS, LIGHT_GROUNDS

CSS = Path(__file__).parents[1] / "static/css"
TOKEN = re.compile(r"--([\w-]+): (#[0-9a-f]{3,6});")
# The primary button of dark themes: the accent's hue and chroma at a lightness of its own.
DARK_BUTTON = re.compile(
    r"--button: light-dark\(var\(--accent\), oklch\(from var\(--accent\) ([\d.]+) c h\)\);\s+"
    r"--button-hover: color-mix\(in oklab, var\(--button\), var\(--ink\) (\d+)%\);\s+"
    r"--button-ink: light-dark\(var\(--accent-ink\), (#fff)\);"
)
PAIR = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{3,6}), (#[0-9a-f]{3,6})\);")
GROUNDS = ("paper", "paper-raised", "tint")
# Text in a colour stands on the grounds of the page, and on its own soft ground.
TEXTS = {
    "ink": (*GROUNDS, "accent-soft", "author-soft", "good-soft", "warn-soft", "bad-soft"),
    "ink-soft": GROUNDS,
    "accent": (*GROUNDS, "accent-soft"),
    "author": ("paper", "paper-raised", "author-soft"),
    "good": ("paper", "paper-raised", "good-soft"),
    "warn": ("paper", "paper-raised", "warn-soft"),
    "bad": ("paper", "paper-raised", "bad-soft"),
    "accent-ink": ("accent",),
    "paper": ("author",),
}
EDGE_CONTRAST = 3.0


def read_themes() -> dict[str, dict[str, str]]:
    pairs = PAIR.findall((CSS / "tokens.css").read_text())
    light = {name: first for name, first, _second in pairs}
    dark = {name: second for name, _first, second in pairs}
    settings = (CSS / "reading/settings.css").read_text()

    def changes(theme: str) -> dict[str, str]:
        found = re.search(rf'\[data-theme="{theme}"\] {{\n([^}}]*--paper:[^}}]*)}}', settings)
        assert found
        return dict(TOKEN.findall(found[1]))

    sepia, black = light | changes("sepia"), dark | changes("black")
    return {"light": light, "dark": dark, "sepia": sepia, "black": black}


THEMES = read_themes()


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read_on_its_grounds(theme: str) -> None:
    colours = THEMES[theme]
    low = {
        (text, ground): round(contrast(colours[text], colours[ground]), 2)
        for text, grounds in TEXTS.items()
        for ground in grounds
        if contrast(colours[text], colours[ground]) < TEXT_CONTRAST
    }
    assert not low


def test_text_can_be_read_on_dark_buttons_of_any_accent() -> None:
    button = DARK_BUTTON.search((CSS / "tokens.css").read_text())
    assert button
    # Towards the ink, whose lightness is at most 1.
    resting = float(button[1])
    hovered = resting + (1 - resting) * int(button[2]) / 100
    low = [
        (lightness, chroma, hue)
        for lightness in (resting, hovered)
        for chroma in (0, 0.05, 0.12, 0.3)
        for hue in range(0, 360, 15)
        if contrast(oklch_to_hex(lightness, chroma, hue), button[3]) < TEXT_CONTRAST
    ]
    assert not low


@pytest.mark.parametrize("theme", THEMES)
def test_edges_of_fields_can_be_seen(theme: str) -> None:
    colours = THEMES[theme]
    for ground in ("paper", "paper-raised"):
        assert contrast(colours["line-strong"], colours[ground]) >= EDGE_CONTRAST


def test_accent_setting_is_checked_on_every_ground() -> None:
    light = {THEMES[theme][name] for theme in ("light", "sepia") for name in GROUNDS}
    dark = {THEMES[theme][name] for theme in ("dark", "black") for name in GROUNDS}
    assert light | {THEMES["light"]["accent-ink"]} <= set(LIGHT_GROUNDS)
    assert dark | {THEMES["dark"]["accent-ink"]} <= set(DARK_GROUNDS)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    # The grey that WebAIM and others name as the lightest for text on white: 4.54.
    assert contrast("#767676", "#fff") == pytest.approx(4.54, abs=0.005)


def test_each_theme_of_the_settings_has_the_colours_of_its_scheme() -> None:
    """`light-dark()` in the tokens answers the colour scheme, which the theme must set."""
    rules = re.findall(r"([^{}]+){([^{}]*)}", (CSS / "reading/settings.css").read_text())
    schemes = {
        theme: re.findall(r"color-scheme: (\w+);", declarations)
        for selectors, declarations in rules
        if "color-scheme" in declarations
        for theme in re.findall(r'\[data-theme="(\w+)"\]', selectors)
    }
    assert schemes == {"light": ["light"], "sepia": ["light"], "dark": ["dark"], "black": ["dark"]}
    with_colours = [selectors.split() for selectors, text in rules if "--paper:" in text]
    assert with_colours == [['[data-theme="sepia"]'], ['[data-theme="black"]']]
