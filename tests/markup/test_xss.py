"""No text can inject scripts, styles, external images or ids."""

import re
from collections import Counter

import pytest

from serial.markup.allowed import ALLOWED_ATTRIBUTES, ALLOWED_TAGS, is_allowed_class
from serial.markup.rendering import Options, render
from serial.markup.sanitizing.cleaning import sanitize
from tests.cases import each_case
from tests.markup.page import Page, tree
from tests.markup.xss_corpus import XSS_CASES
from tests.sampling import in_turns, share

# The surrounding Markdown of a text, which it might break out of.
SURROUNDINGS = {
    "alone": "{}",
    "in a sentence": "Before {} after.",
    "in a label": "::: spoiler {}\nx\n:::",
    "in a container": "::: letter\n{}\n:::\n\nAfter",
    "in a quotation": "> {}\n\nAfter",
    "in a list": "- {}\n- After",
    "in a cell": "| {} | b |\n|--:|---|\n| {} | b |",
    "in a footnote": "x[^1]\n\n[^1]: {}\n\n    After",
    "in emphasis": "**{}**",
    "in a link's text": "[{}](/x)",
    "in raw HTML": "<div>\n{}\n\nAfter",
}
LINK = re.compile(r"(?:https?|mailto):|[^:]*(?:[/?#]|$)", re.IGNORECASE)
IMAGE = re.compile(r"/media/[A-Za-z0-9_~@()+,=-][A-Za-z0-9._~@()+,=%-]*")


def assert_harmless(html: str, options: Options) -> None:
    tree(html)
    page = Page(html)
    for tag, attributes in page.elements:
        assert tag in ALLOWED_TAGS
        extra = {"rel"} if tag == "a" else {"loading"} if tag == "img" else set()
        known = ALLOWED_ATTRIBUTES.get(tag, set()) | ALLOWED_ATTRIBUTES["*"] | extra
        assert set(attributes) <= known, (tag, attributes)
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        classes = (attributes.get("class") or "").split()
        assert [name for name in classes if not is_allowed_class(tag, name)] == []
    for link in page.all("a"):
        assert LINK.match(link["href"] or ""), link
        assert not re.search(r"[\x00-\x20\\]", link["href"] or "")
        assert link.get("rel") == (None if options.trusted else "nofollow ugc noopener")
    for image in page.all("img"):
        assert IMAGE.fullmatch(image["src"] or ""), image
        assert image["loading"] == "lazy"
        assert image["alt"] is not None


def test_corpus_is_large_and_has_no_duplicates() -> None:
    assert len(XSS_CASES) >= 150
    assert [case for case, count in Counter(XSS_CASES).items() if count > 1] == []


@pytest.mark.sweep
@each_case("template", SURROUNDINGS.values())
def test_rendered_text_is_harmless(template: str) -> None:
    # Links of authors, which are trusted, differ only in what `sanitize` does: see the next test.
    options = Options(trusted=False)
    number = list(SURROUNDINGS.values()).index(template)
    for case in share(in_turns(XSS_CASES, number, 3), number // 3, 2):
        assert_harmless(render(template.replace("{}", case), options).html, options)


@pytest.mark.parametrize("trusted", [True, False])
def test_sanitized_html_is_harmless(trusted: bool) -> None:
    options = Options(trusted=trusted)
    for case in XSS_CASES:
        assert_harmless(sanitize(case, options), options)


def test_raw_html_cannot_imitate_the_id_of_a_footnote() -> None:
    for case in share(XSS_CASES, 1, 5):
        html = render(case, Options()).html
        footnotes = [e for e in Page(html).elements if (e[1].get("id") or "").startswith("text-fn")]
        assert len(footnotes) == 2 * ('class="footnotes"' in html)


def test_ids_are_unique() -> None:
    for case in share(XSS_CASES, 0, 5):
        html = render(f"{case}\n\nx[^n] y[^n]\n\n[^n]: z", Options()).html
        ids = [attributes["id"] for _tag, attributes in Page(html).elements if "id" in attributes]
        assert len(ids) == len(set(ids))


def test_class_that_is_not_allowed_is_removed() -> None:
    html = render('<div class="letter site-header">x</div>', Options()).html
    assert html == '<div class="letter"><p>x</p></div>'


@each_case(
    ("typed", "html"),
    [
        ("<script>alert(1)</script>", ""),
        ("x <script>alert(1)</script>", "<p>x </p>"),
        ("<b onclick=x>y</b>", "<p><b>y</b></p>"),
        ("<font color=red>y</font>", "<p>y</p>"),
        ("<Level Up!> and <Level Up>", "<p>&lt;Level Up!&gt; and &lt;Level Up&gt;</p>"),
        ("<!-- note to self --> y", "<p>y</p>"),
        ("[x](javascript:alert(1))", "<p>x</p>"),
        ('<a href="data:,x">*y*</a>', "<p><em>y</em></p>"),
        ('<img src=x alt="a &lt;b> c">', "<p>a &lt;b&gt; c</p>"),
        ("![a *b*](https://x.example/y.png)", "<p>a b</p>"),
    ],
)
def test_markup_that_is_not_allowed_leaves_its_text(typed: str, html: str) -> None:
    assert render(typed, Options()).html == html


@each_case(
    "url",
    ["/x", "x", "#x", "?x", "../x", "//x.example", "https://x.example/?a=b&c:d", "HTTP://x"],
)
def test_allowed_link_urls(url: str) -> None:
    assert Page(render(f"[x]({url})", Options()).html).all("a")[0]["href"] == url


def test_unclosed_element_does_not_affect_the_following_text() -> None:
    html = render("> <div><b><details>\n\nAfter", Options()).html
    assert tree(html)[1].tag == "p"
    assert tree(html)[1].text == "After"
