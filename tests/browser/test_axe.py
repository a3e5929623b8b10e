"""axe.py finds what is wrong in each look and on each page, although it leaves out what passed."""

from string import ascii_letters

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.axe import ALL_LOOKS, LIGHT_AND_DARK, Look, chosen_look, findings
from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.django_db(transaction=True)

STYLE = """<style>
  body, dialog { color: #123; background: #fff } .pale { color: #9ab } a { color: #124 }
  a.plain { text-decoration: none } .deep { background: #134 } .deep p { position: relative }
  [data-theme=dark] .dim { color: #cde } .over { position: absolute; inset: 0; background: none }
  @media (max-width: 500px) { .wide { display: none } }
</style>"""
# What is in the page, and the rule that it breaks. Each passes in the colours of an earlier one.
PAGES = [
    ("<p>The lamp.</p><p class=dim>A lamp.</p><p><a href=/x>A link</a></p>", None),
    ("<p>The lamp.</p><p class=pale>A pale lamp.</p>", "color-contrast"),
    ("<p>The lamp.</p><p class=pale>A pale lamp.</p><p>Again.</p>", "color-contrast"),
    ("<div class=deep><p>The lamp.</p></div>", "color-contrast"),
    (
        "<div class=deep style='position:relative'><p class=over>The lamp.</p></div>",
        "color-contrast",
    ),
    (
        f"<div style='overflow:hidden;height:9px;background:#fff'>{'<p>The lamp.</p>' * 2}</div>",
        None,
    ),
    ("<div style='overflow:auto;background:#134'><p>The lamp.</p></div>", "color-contrast"),
    ("<div style='opacity:.5'><p>The lamp.</p></div>", "color-contrast"),
    ("<p>Words with <a class=plain href=/x>a link</a>, and more.</p>", "link-in-text-block"),
    ("<p class=wide><img src=/x></p>", "image-alt"),
]
ROW = "<li><b>A story</b> <i>of a</i> <u>lamp</u> <a class=big href=/x>Open</a></li>"
FIELD = "<p><label for=a>Name</label><br><br><input id=a class=big></p>"
PART = "<div><h2>A part</h2><p>Words of <b>a</b> part.</p></div>"
SWITCH = "<p><b>Switch</b><button class=big aria-expanded=false aria-controls=b>On</button></p>"
SMALL = "<p><i>a</i><button class=small>On</button><button class={}>Off</button><b>b</b></p>"
# Blocks that repeat, and the same in which one thing differs.
REPEATED = [
    (f"<ul>{ROW * 4}</ul>", None),
    (f"<ul>{ROW * 3}{ROW.replace('Open', '')}</ul>", "link-name"),
    (f"<ul>{ROW * 3}{ROW.replace('Open', '')}</ul><p>Again.</p>", "link-name"),
    (f"<ul>{ROW}</ul><div>{ROW}</div>", "listitem"),
    (f"<ul>{ROW}{ROW.replace('<a ', '<a role=lamp ')}</ul>", "aria-roles"),
    (f"</main><ul>{ROW}</ul>", "region"),
    (FIELD, None),
    (FIELD.replace("for=a", "for=b"), "label"),
    (f"{SWITCH}<p id=b>B</p>", None),
    (SWITCH.replace("false", "maybe"), "aria-valid-attr-value"),
    (PART, None),
    (PART.replace("h2", "h4"), "heading-order"),
    (f"<nav><ul>{ROW}</ul></nav>", None),
    (f"<nav><ul>{ROW}</ul></nav><nav><ul>{ROW}</ul></nav>", "landmark-unique"),
    (SMALL.format("far"), None),
    (SMALL.format("near"), "target-size"),
    ("<div class=low><p>Of</p><p>a</p><p>lamp</p></div>", None),
    (
        "<div class='low scrolling'><p>Of</p><p>a</p><p>lamp</p></div>",
        "scrollable-region-focusable",
    ),
]
REPEATED_STYLE = """<style>
  body { color: #123; background: #fff } a { color: #124 } .big { display: block; padding: 20px }
  .small, .near, .far { display: block; width: 10px; height: 10px; padding: 0; overflow: hidden }
  .far { margin: 40px } .low { height: 20px } .scrolling { overflow: auto }
</style>"""


PHONE, WIDE = Look(390), Look(1280, "dark")


def rules_broken(page: Page, axe: str, style: str, body: str, *looks: Look) -> set[str]:
    page.set_content(
        f"<html lang=en><title>A page</title>{style}<main><h1>A</h1>{body}</main></html>"
    )
    return {finding.split(": ")[1] for finding in findings(page, axe, looks=looks)}


def test_what_differs_in_repeated_blocks_is_found(
    axe: str, live_server: LiveServer, open_page: OpenPage
) -> None:
    page = open_page(bypass_csp=True)
    page.goto(f"{live_server.url}/robots.txt")
    for body, rule in REPEATED:
        found = rules_broken(page, axe, REPEATED_STYLE, body, PHONE)
        assert found == ({rule} if rule else set()), body


def test_what_is_wrong_is_found_after_pages_that_passed(
    axe: str, live_server: LiveServer, open_page: OpenPage
) -> None:
    page = open_page(bypass_csp=True)
    page.goto(f"{live_server.url}/robots.txt")
    for body, rule in PAGES:
        found = rules_broken(page, axe, STYLE, body, PHONE, WIDE)
        assert found == ({rule} if rule else set()), body
    dim = f"<html lang=en><title>A</title>{STYLE}<main><h1>A</h1><p class=dim>Dim</p></main></html>"
    page.set_content(dim)
    looks = (Look(390), Look(390, theme="dark"), Look(390, theme="sepia"))
    for leave_out in (True, False):
        in_looks = findings(page, axe, looks=looks, leave_out=leave_out)
        wrong = [finding.partition(" <")[0] for finding in in_looks]
        assert wrong == [f"{looks[1]}: color-contrast:"], leave_out


@pytest.mark.parametrize("looks", [ALL_LOOKS, LIGHT_AND_DARK])
def test_pages_together_are_seen_in_all_looks(looks: tuple[Look, ...]) -> None:
    chosen = [chosen_look(f"https://site.test/pages/{name}/2/", looks) for name in ascii_letters]
    assert set(chosen) == set(looks)
    assert chosen_look("https://site.test/pages/a/17/?page=2", looks) == chosen[0]
