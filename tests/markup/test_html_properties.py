"""Raw HTML of any kind keeps every word, apart from its neighbours, and is valid."""

from hypothesis import given, settings
from hypothesis import strategies as st

from serial.markup.allowed import ALLOWED_TAGS, INLINE_TAGS
from serial.markup.elements import BOUNDARIES, HIDDEN, OLD_ELEMENTS, UNWRAPPED
from serial.markup.rendering import Options, render
from serial.markup.sanitizing.cleaning import sanitize
from tests.markup.page import tree
from tests.sampling import examples

NAMES = sorted((ALLOWED_TAGS | BOUNDARIES | UNWRAPPED | OLD_ELEMENTS.keys()) - HIDDEN)
PARENTS = {
    "li": {"ol", "ul"},
    "dd": {"dl"},
    "dt": {"dl"},
    "summary": {"details"},
    "figcaption": {"figure"},
    "caption": {"table"},
    "td": {"tr"},
    "th": {"tr"},
    "tr": {"tbody", "tfoot", "thead"},
}
TEXT_ONLY = INLINE_TAGS | {"caption", "figcaption", "h2", "h3", "h4", "h5", "h6", "p", "summary"}

# A few names at a time, so that many of the tags belong together.
tags = st.lists(st.sampled_from(NAMES), min_size=1, max_size=5).flatmap(
    lambda names: st.lists(
        st.sampled_from(
            [*(f"<{name}>" for name in names), *(f"</{name}>" for name in names)]
            + [" W", " W", "\n\nW", "&nbsp;", "\u200b"]
        ),
        max_size=25,
    )
)


def numbered(parts: list[str]) -> str:
    return "".join(part.replace("W", f"word{n}. ") for n, part in enumerate(parts))


@settings(max_examples=examples(300))
@given(tags)
def test_no_word_is_lost_or_moved(parts: list[str]) -> None:
    expected = [f"word{n}." for n, part in enumerate(parts) if "W" in part]
    for html in (render(numbered(parts), Options()).html, sanitize(numbered(parts))):
        text = " ".join(tree(html).itertext())
        assert [word for word in text.split() if word in expected] == expected


@settings(max_examples=examples(300))
@given(tags)
def test_elements_stand_where_they_may_stand(parts: list[str]) -> None:
    for html in (render(numbered(parts), Options()).html, sanitize(numbered(parts))):
        for element in tree(html).iter():
            for child in element:
                assert element.tag in PARENTS.get(child.tag, {element.tag})
                assert element.tag not in TEXT_ONLY or child.tag in INLINE_TAGS | {
                    "br",
                    "img",
                    "wbr",
                }
            if element.tag == "details":
                assert element[0].tag == "summary"
