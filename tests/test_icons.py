"""The icons: every name that is used is in the sprite, and the sprite is what make icons builds."""

import re
from pathlib import Path
from xml.etree import ElementTree

from django.template import Context, Template

from design.icons.__main__ import LUCIDE, OUTPUT, STATIC
from design.icons.names import ICONS
from design.icons.sprite import build_sprites
from serial.desk.editor.toolbar import TOOLBAR
from serial.environment import BASE_DIR
from serial.moderation.decisions.kinds import ALL_KINDS
from serial.web.icons import MIRRORED, WORK_ICONS, icon, sprite_of
from tests.missing_programs import skip_without

TEMPLATE_TAG = re.compile(r"\{%\s*icon\s+(?P<name>\S+)\s*%\}")
CALL = re.compile(r"\bicon\((?P<name>[^)\s]+)\)")
SYMBOL = "{http://www.w3.org/2000/svg}symbol"


def names_in(pattern: re.Pattern[str], *files: Path) -> set[str]:
    return {match["name"].strip("\"'") for file in files for match in pattern.finditer(read(file))}


def read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def test_icons_of_templates_are_in_the_list() -> None:
    templates = BASE_DIR.glob("templates/**/*.html")
    # The icons of the editor's toolbar are in its table, those of notifications in entries.py.
    from_python = {"button.icon", "entry.icon"}
    assert names_in(TEMPLATE_TAG, *templates) - from_python - ICONS.keys() == set()
    assert {button.icon for group in TOOLBAR for button in group} - ICONS.keys() == set()


def test_icons_of_python_and_scripts_are_in_the_list() -> None:
    sources = [*BASE_DIR.glob("serial/**/*.py"), *BASE_DIR.glob("static/js/**/*.js")]
    called = names_in(CALL, *(file for file in sources if file.name != "icons.py"))
    assert called - ICONS.keys() == set()


def test_icons_of_decisions_are_in_the_list() -> None:
    assert {info.icon for info in ALL_KINDS} - ICONS.keys() == set()


def test_a_name_is_found_in_a_template_and_in_a_call(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text('{% icon "heart" %} {%icon "bell"%} html += icon("reply")')
    assert names_in(TEMPLATE_TAG, file) == {"heart", "bell"}
    assert names_in(CALL, file) == {"reply"}


def test_mirrored_icons_are_in_the_list() -> None:
    assert MIRRORED - ICONS.keys() == set()


def test_each_icon_is_a_drawn_symbol_of_its_sprite() -> None:
    for name in ICONS:
        root = ElementTree.parse(STATIC / sprite_of(name)).getroot()  # noqa: S314
        [symbol] = [each for each in root.findall(SYMBOL) if each.get("id") == name]
        assert len(symbol), name


def test_readers_pages_name_no_icon_of_the_other_sprite() -> None:
    folders = ("reading", "layout", "web", "account")
    files = (file for name in folders for file in (BASE_DIR / "templates" / name).glob("**/*.html"))
    assert names_in(TEMPLATE_TAG, *files) & WORK_ICONS == set()
    assert WORK_ICONS - ICONS.keys() == set()


def test_sprites_keep_the_licence_of_their_icons() -> None:
    for sprite in map(sprite_of, ICONS):
        assert "lucide-license.txt" in read(STATIC / sprite)
    assert "ISC License" in read(OUTPUT / "lucide-license.txt")


def test_sprites_are_what_the_package_builds() -> None:
    if not LUCIDE.exists():
        skip_without("npm", "lucide-static")
    built = build_sprites(LUCIDE / "icons")
    assert {file: read(STATIC / file) for file in built} == built


def test_tag_writes_a_hidden_icon() -> None:
    html = Template('{% icon "heart" %}').render(Context())
    assert html == icon("heart")
    assert html == (
        '<svg class="icon" aria-hidden="true">'
        '<use href="/static/icons/sprite.svg#heart"></use></svg>'
    )


def test_arrows_turn_around_in_right_to_left_pages() -> None:
    assert 'class="icon flip"' in icon("arrow-right")


def test_icons_of_notifications_are_in_the_list() -> None:
    source = BASE_DIR / "serial" / "reading" / "notifications" / "entries.py"
    named = set(re.findall(r'icon ?= ?"([\w-]+)"', read(source)))
    named |= set(re.findall(r'icon = "[\w-]+" if .* else "([\w-]+)"', read(source)))
    assert named and named - ICONS.keys() == set()
