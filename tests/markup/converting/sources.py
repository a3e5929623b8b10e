"""Texts with all of our syntax, for property tests."""

from hypothesis import strategies as st

# With signs that are markup in other places.
WORDS = [
    *("word", "Anna", "“Hi,”", "it’s", "f**k", "2*3*4", "<Quest>", "<b>", "[sic]", "snake_case"),
    *("a|b", "5 < 6", "R&D", "&amp;", "~20", "#1", "C:\\dir", "`tick`", "(*_*)", "—", "…", "x^2"),
    *("真，", "她说。", "http://a.b/c", "a@b.c", "1984.", "3)", "-", "+", "=", ">", ":::", "*"),
]
words = st.sampled_from(WORDS)
plain = st.lists(words, min_size=1, max_size=6).map(" ".join)


def escaped(text: str) -> str:
    return "".join(f"\\{c}" if c in "\\`*_{}[]()#+-.!<>&~|^=:@\"'" else c for c in text)


literal = plain.map(escaped)


def _around(opening: str, closing: str, inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return inner.map(lambda text: f"{opening}{text}{closing}")


marked = st.one_of(
    _around("<em>", "</em>", literal),
    _around("<strong>", "</strong>", literal),
    _around("~~", "~~", st.sampled_from(["gone", "gone away"])),
    _around("*", "*", st.sampled_from(["never", "not ever"])),
    _around("**", "**", st.sampled_from(["bold", "very bold"])),
    _around("***", "***", st.sampled_from(["both"])),
    _around("[", "](https://example.org/x?a=1&copy=2)", literal),
    _around("[", "](</a (b)>)", literal),
    _around("<sup>", "</sup>", st.sampled_from(["st", "2"])),
    _around("<small>", "</small>", literal),
    st.sampled_from(["`code`", "`` a`b ``", "![A lamp](/media/a.png)", "<kbd>Esc</kbd>"]),
    st.just("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>"),
)
inline = st.one_of(
    st.lists(literal | marked, min_size=1, max_size=5).map(" ".join),
    # Two stretches of the same kind side by side are one.
    st.tuples(literal, marked, literal).map("".join),
)
lines = st.lists(inline, min_size=1, max_size=3).map("\n".join)

leaf_blocks = st.one_of(
    lines,
    lines,
    st.builds("{} {}".format, st.sampled_from(["#", "##", "###"]), literal),
    st.sampled_from(["***", "* * *", "---", "```\na *b*\n\nc\n```"]),
    st.just("| a | b |\n|:-:|---|\n| *c* | d \\| e |\n| f<br>g | |"),
    st.just("|  |  |\n|---|--:|\n| c | d |"),
    st.just("|  | b |\n|---|---|\n| c |  |"),
)


def _prefixed(prefix: str, text: str) -> str:
    return "\n".join(prefix + line for line in text.split("\n"))


def _item(marker: str, text: str) -> str:
    return marker + text.replace("\n", "\n" + " " * len(marker))


def _list(items: list[str], separator: str, *, numbered: bool) -> str:
    markers = [f"{n}. " if numbered else "* " for n in range(1, len(items) + 1)]
    return separator.join(map(_item, markers, items))


def _container(name: str, text: str) -> str:
    """Containers inside need fewer colons."""
    colons = ":" * (3 + text.count(":::"))
    return f"{colons} {name}\n{text}\n{colons}"


def _nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    body = st.lists(inner, min_size=1, max_size=3).map("\n\n".join)
    names = ["letter", "chat", "box", "center", "right", "spoiler", "warning", "letter To Anna"]
    return st.one_of(
        body.map(lambda text: _prefixed("> ", text)),
        st.builds(_container, st.sampled_from(names), body),
        st.builds(
            lambda items, loose, numbered: _list(
                items, "\n\n" if loose else "\n", numbered=numbered
            ),
            st.lists(inline, min_size=2, max_size=4),
            st.booleans(),
            st.booleans(),
        ),
    )


blocks = st.recursive(leaf_blocks, _nested, max_leaves=6)
NOTE = "\n\nText[^1]\n\n[^1]: A note with *marks*.\n\n    In two paragraphs."
sources = st.builds(
    lambda parts, note: "\n\n".join(parts) + note,
    st.lists(blocks, min_size=1, max_size=4),
    st.sampled_from(["", NOTE]),
)
