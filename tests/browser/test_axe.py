"""axe.py finds what is wrong in each look and on each page, although it leaves out what passed."""

from string import ascii_letters

import pytest
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
    ("<div style='opacity:.5'><p>The lamp.</p></div>", "color-contrast"),
    ("<p>Words with <a class=plain href=/x>a link</a>, and more.</p>", "link-in-text-block"),
    ("<p class=wide><img src=/x></p>", "image-alt"),
]


def test_what_is_wrong_is_found_after_pages_that_passed(
    axe: str, live_server: LiveServer, open_page: OpenPage
) -> None:
    page = open_page(bypass_csp=True)
    page.goto(f"{live_server.url}/robots.txt")
    for body, rule in PAGES:
        page.set_content(
            f"<html lang=en><title>A page</title>{STYLE}<main><h1>A</h1>{body}</main></html>"
        )
        found = {finding.split(": ")[1] for finding in findings(page, axe)}
        assert found == ({rule} if rule else set()), body
    dim = f"<html lang=en><title>A</title>{STYLE}<main><h1>A</h1><p class=dim>Dim</p></main></html>"
    page.set_content(dim)
    looks = (Look(390), Look(390, theme="dark"), Look(390, theme="sepia"))
    in_looks = findings(page, axe, looks=looks)
    assert [finding.partition(" <")[0] for finding in in_looks] == [f"{looks[1]}: color-contrast:"]


@pytest.mark.parametrize("looks", [ALL_LOOKS, LIGHT_AND_DARK])
def test_pages_together_are_seen_in_all_looks(looks: tuple[Look, ...]) -> None:
    chosen = [chosen_look(f"https://site.test/pages/{name}/2/", looks) for name in ascii_letters]
    assert set(chosen) == set(looks)
    assert chosen_look("https://site.test/pages/a/17/?page=2", looks) == chosen[0]
