"""Tables without style attributes, and images from our own media only."""

import pytest

from serial.markup.rendering import Options, render
from tests.cases import each_case


def html_of(source: str, options: Options | None = None) -> str:
    return render(source, options or Options()).html


def test_alignment_is_a_class() -> None:
    assert html_of("| a | b | c | d |\n|:--|:-:|--:|---|\n| 1 | 2 | 3 | 4 |").replace("\n", "") == (
        "<table><thead><tr>"
        '<th class="align-left">a</th><th class="align-center">b</th>'
        '<th class="align-right">c</th><th>d</th></tr></thead>'
        '<tbody><tr><td class="align-left">1</td><td class="align-center">2</td>'
        '<td class="align-right">3</td><td>4</td></tr></tbody></table>'
    )


@each_case(
    ("row", "cells"),
    [
        ("| one | two | three |", "one</td><td>two | three"),
        ("one|two|three", "one</td><td>two|three"),
        ("| one | two | *three* | four", "one</td><td>two | <em>three</em> | four"),
        ("| one | a \\| b | c", "one</td><td>a | b | c"),
        ("| | | three |", "</td><td>| three"),
        ("| one | two | |", "one</td><td>two"),
        ("| one | two || |", "one</td><td>two"),
        ("| one |", "one</td><td>"),
    ],
)
@each_case("prefix", ["", "> ", "> - "])
def test_cells_beyond_the_last_column_stay(row: str, cells: str, prefix: str) -> None:
    lines = ["| a | b |", "|---|---|", row, "| c | d |"]
    indent = prefix.replace("-", " ")
    source = prefix + f"\n{indent}".join(lines)
    html = html_of(source).replace("\n", "")
    assert f"<tr><td>{cells}</td></tr><tr><td>c</td><td>d</td></tr>" in html


def test_table_as_plain_text() -> None:
    rendered = render("| a b | c |\n|---|---|\n| 1 | |\n| 2 | 3 |\n\nx", Options())
    assert rendered.text == "a b\tc\n1\n2\t3\n\nx"
    assert rendered.words == 7


@each_case(
    "source",
    [
        "/media/a.png",
        "/media/2026/03/a-b_c.webp",
        "/media/a%20b.png",
        "/media/%C3%A9.png",
        "/media/a..b.png",
    ],
)
def test_image_from_our_media_is_allowed(source: str) -> None:
    assert html_of(f"![x]({source})") == f'<p><img src="{source}" alt="x" loading="lazy" /></p>'


def test_image_always_has_an_alt_attribute() -> None:
    assert html_of("![](/media/a.png)") == '<p><img src="/media/a.png" alt="" loading="lazy" /></p>'
    assert html_of("x <img src=/media/a.png>") == (
        '<p>x <img src="/media/a.png" alt="" loading="lazy" /></p>'
    )


@pytest.mark.parametrize("media_url", ["https://cdn.example/m/", "https://cdn.example/m"])
def test_media_url_may_be_on_another_host(media_url: str) -> None:
    options = Options(media_url=media_url)
    assert 'src="https://cdn.example/m/a.png"' in html_of(
        "![x](https://cdn.example/m/a.png)", options
    )
    assert html_of("![x](https://cdn.example/ma.png)", options) == "<p>x</p>"
    assert html_of("![x](/media/a.png)", options) == "<p>x</p>"


def test_links_of_untrusted_users_have_a_rel_attribute() -> None:
    source = "[x](/a) <https://b.example> <a href='/c' rel='me' target=_blank>y</a>"
    assert html_of(source, Options(trusted=False)).count('rel="nofollow ugc noopener"') == 3
    assert "rel=" not in html_of(source)


def test_empty_header_cell_becomes_a_data_cell() -> None:
    html = render("| | b |\n|-|-|\n| 1 | 2 |", Options()).html
    assert "<td></td>\n<th>b</th>" in html
