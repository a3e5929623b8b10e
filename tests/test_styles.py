"""The page of all components shows each of them in each theme, and only under DEBUG."""

import re
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from serial.covers.choices import Ornament
from serial.web.style_page import THEMES

COMPONENTS = Path(__file__).parents[1] / "static/css/components"
CLASS = re.compile(r"\.([a-z][\w-]*)")
pytestmark = pytest.mark.django_db


def component_classes() -> set[str]:
    texts = (re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S) for path in sheets())
    return {name for text in texts for name in CLASS.findall(re.sub(r"{[^}]*}", "", text))}


def sheets() -> list[Path]:
    return sorted(COMPONENTS.glob("*.css"))


def test_every_component_is_shown_in_every_theme(client: Client, settings: Settings) -> None:
    settings.DEBUG = True
    page = client.get("/styles/").content.decode()
    sections = page.split('<section class="styles"')[1:]
    assert len(sections) == len(THEMES) and sheets()
    for section in sections:
        shown = {
            name for names in re.findall(r'class="([^"]*)"', section) for name in names.split()
        }
        assert component_classes() - shown == set()


def test_every_ornament_of_covers_is_drawn_between_scenes() -> None:
    text = (COMPONENTS.parent / "reading/ornaments.css").read_text()
    drawn = set(re.findall(r'\[data-ornament="(\w+)"\]', text))
    assert drawn | {Ornament.WAVES} == set(Ornament)


def test_page_is_not_there_for_readers(client: Client) -> None:
    assert client.get("/styles/").status_code == 404


def test_radio_buttons_of_a_public_form_are_in_the_own_style_of_the_site(client: Client) -> None:
    page = client.get("/report/copyright/").content.decode()
    (choices,) = re.findall(r"<fieldset.*?</fieldset>", page, flags=re.S)
    assert 'type="radio"' in choices and 'class="field__choices"' in choices
