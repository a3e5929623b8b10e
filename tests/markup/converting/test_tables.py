"""Tables of other programs' HTML: heads, cells that span others, tables in odd places."""

import pytest

from serial.markup.converting.conversion import convert
from serial.markup.options import Options
from serial.markup.rendering import render
from tests.cases import each_case

HEAD = "|  | a |\n| --- | --- |"
NO_HEAD = "|  |  |\n| --- | --- |"


@each_case(
    ("html", "markdown"),
    [
        ("<table><tr><th>a<th>b<tr><td>c|d<td>e<br>f</table>",
         "| a | b |\n| --- | --- |\n| c\\|d | e<br>f |"),
        ("<table><tr><td><p>a</p><p>b</p></td></tr></table>", "a\n\nb"),
        ("<table><tr><td><p>*</p><p>a</p><td>b", f"{NO_HEAD}\n| *<br>a | b |"),
        # Heads
        ("<table><tr><th></th><th>a", HEAD),
        ("<table><th><th>a", HEAD),
        ("<table><tr><th>&nbsp;<th>a<tr><td>b<td>c", f"{HEAD}\n| b | c |"),
        ("<table><tr><td><th>a<tr><th>b<td>c", f"{HEAD}\n| b | c |"),
        ("<table><tr><td><td>a", f"{NO_HEAD}\n|  | a |"),
        ("<table><tr><td><td><tr><td>b<td>c", f"{NO_HEAD}\n| b | c |"),
        ("<table><tr><tr><td>b<td>c", f"{NO_HEAD}\n| b | c |"),
        ("<table><tr><td>b<th>a", f"{NO_HEAD}\n| b | a |"),
        # Cells of several columns or rows
        ("<table><tr><th colspan=2>a<tr><td>b<td>c", "| a |  |\n| --- | --- |\n| b | c |"),
        ("<table><tr><td rowspan=2>a<td>b<tr><td>c", f"{NO_HEAD}\n| a | b |\n|  | c |"),
        ("<table><tr><td colspan=2>a<td>b<tr><td>c<td>d<td>e",
         "|  |  |  |\n| --- | --- | --- |\n| a |  | b |\n| c | d | e |"),
        ("<table><tr><td colspan=3>a<td colspan=9>b<tr><td colspan=3>c<td>d",
         f"{NO_HEAD}\n| a | b |\n| c | d |"),
        ("<table><tr><td colspan=2>a<tr><td colspan=2>b", "a\n\nb"),
        # Places
        ("<ul><table><tr><td>1. b</table></ul>", "• 1. b"),
        ("<ol><table><td>1. b<td>c</table></ol>", f"{NO_HEAD}\n| 1. b | c |"),
        ("<ul><li>a<ul><table><tr><td>c<td>d</table></ul><li>b</ul>",
         "* a\n  |  |  |\n  | --- | --- |\n  | c | d |\n* b"),
        ("<ul><li>b<li>c<table><tr><th><th>a</table></ul>",
         "* b\n* c\n  |  | a |\n  | --- | --- |"),
        ("<blockquote><table><tr><th><th>a</table></blockquote>", "> |  | a |\n> | --- | --- |"),
        ("<h2>b<table><tr><th><th>a</table></h2>", f"# b\n\n{HEAD}"),
        ("<a href=/x><table><tr><th><th>a</table></a>", "|  | [a](/x) |\n| --- | --- |"),
        ("<table><caption>Of</caption><tr><th><th>a</table>", f"Of\n\n{HEAD}"),
        ("<details><summary>a<table><tr><td>b<td>c</table></summary>d</details>",
         "::: spoiler a b c\nd\n:::"),
        ("<table><tr><td>b<td><table><tr><th><th>a</table></table>", f"b\n\n{HEAD}"),
    ],
)  # fmt: skip
def test_tables(html: str, markdown: str) -> None:
    conversion = convert(html)
    assert conversion.markdown == markdown
    assert conversion.report.source == conversion.report.result


@pytest.mark.parametrize("markdown", [HEAD, NO_HEAD, "| a |  |\n| --- | :-: |\n|  | c |"])
def test_empty_cells_survive_a_round_trip(markdown: str) -> None:
    assert convert(render(markdown, Options()).html).markdown == markdown


@pytest.mark.parametrize("around", ["<ul>{}</ul>", "<ol>{}</ol>", "<ul><ol>{}</ol></ul>"])
def test_table_in_a_list_without_items_needs_no_escapes(around: str) -> None:
    html = "<p>f**k (*_*) [sic]</p>" + around.format("<table><tr><td>1. b</table>")
    assert "\\" not in convert(html).markdown
