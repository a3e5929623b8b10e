"""Containers: letters, chats, boxes, centred text, spoilers and warnings."""

from serial.markup.rendering import Options, render
from tests.cases import each_case


def html_of(source: str) -> str:
    return render(source, Options()).html.replace("\n", "")


@each_case("name", ["letter", "chat", "box", "center", "right"])
def test_container_without_a_title(name: str) -> None:
    assert html_of(f"::: {name}\n*x*\n:::") == f'<div class="{name}"><p><em>x</em></p></div>'


@each_case("name", ["letter", "chat", "box", "center", "right"])
def test_container_with_a_title(name: str) -> None:
    assert html_of(f"::: {name} Level *up*\nx\n:::") == (
        f'<div class="{name}"><p class="block-title">Level <em>up</em></p><p>x</p></div>'
    )


@each_case(
    ("opening", "name", "label"),
    [
        ("::: spoiler", "spoiler", "Spoiler"),
        ("::: spoiler The *end*", "spoiler", "The <em>end</em>"),
        ("::: warning", "warning", "Warning"),
        ('::: warning "Blood" & gore', "warning", "“Blood” &amp; gore"),
        (":::spoiler", "spoiler", "Spoiler"),
        ("::: SPOILER", "spoiler", "Spoiler"),
        ("    ::: spoiler", "spoiler", "Spoiler"),
    ],
)
def test_collapsed_container_has_a_label(opening: str, name: str, label: str) -> None:
    assert html_of(f"{opening}\nx\n:::") == (
        f'<details class="{name}"><summary>{label}</summary><p>x</p></details>'
    )


def test_containers_nest_in_longer_fences() -> None:
    source = ":::: box\n::: chat\na\n:::\n::: letter\nb\n:::\n::::\nc"
    assert html_of(source) == (
        '<div class="box"><div class="chat"><p>a</p></div><div class="letter"><p>b</p></div></div>'
        "<p>c</p>"
    )


def test_unclosed_container_ends_with_the_text() -> None:
    assert html_of("::: letter\na\n\nb") == '<div class="letter"><p>a</p><p>b</p></div>'


def test_unclosed_container_ends_with_its_parent() -> None:
    assert html_of("> ::: letter\n> a\n\nb") == (
        '<blockquote><div class="letter"><p>a</p></div></blockquote><p>b</p>'
    )


@each_case("opening", ["::: secret", ":: letter", "::: letters", ":::", "::: 1"])
def test_unknown_container_stays_text(opening: str) -> None:
    assert html_of(f"{opening}\nx") == f"<p>{opening}<br />x</p>"


def test_container_may_contain_all_blocks() -> None:
    assert html_of("::: box\n# A\n- b\n\n| c |\n|---|\n:::") == (
        '<div class="box"><h2>A</h2><ul><li>b</li></ul>'
        "<table><thead><tr><th>c</th></tr></thead></table></div>"
    )


def test_container_may_follow_a_paragraph_without_a_blank_line() -> None:
    assert html_of("a\n::: chat\nb\n:::\nc") == '<p>a</p><div class="chat"><p>b</p></div><p>c</p>'


def test_centred_text_is_not_a_scene_break() -> None:
    assert html_of("::: center\nThe end\n:::") == '<div class="center"><p>The end</p></div>'
    assert html_of("::: center\na\n\n***\n:::") == (
        '<div class="center"><p>a</p><hr class="scene-break" /></div>'
    )
