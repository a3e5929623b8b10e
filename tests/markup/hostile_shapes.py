"""Texts of 64 kB made of one shape of markup, repeated: the most work for the renderer."""

LENGTH = 64 * 1024


def _fill(shape: str) -> str:
    return (shape * (LENGTH // len(shape) + 1))[:LENGTH]


def _wide_table(columns: int) -> str:
    return "".join("|".join(cell * columns) + "\n" for cell in "a-x")


_REPEATED = (
    *("[^a]: ", "[a](b ", "a\n=\n", "*a and _a*_ ", "**_*", "*_**__", "*a_", "*a **a ", "***\n"),
    *(
        "No.\n\n",
        "No\n",
        "> a\n\n",
        "> ",
        "- a\n",
        "1. a\n",
        "`a` ",
        "` `` ",
        "[",
        "[a] ",
        "&amp; ",
    ),
    *("<b>x</b> ", "<i>", "<div>\n\n", "<details>x</details>\n\n", "::: box\na\n:::\n\n"),
    *("::: box\n", "@a ", "http://a.b ", "<http://a.b> ", "\"a' ", "-- a ", "\\* ", "~~a~~ "),
    *("![a](b) ", "[a](b) ", "[a](/b 't')", "<a href='/b'>x</a> ", "a<br>\n", "# a\n"),
    *("```a\nb\n```\n", "[a]: b\n\n", "\u00a0\n", "**真，**她", "* * *\n\n", "<a ", "<Title> "),
    *(
        "::: spoiler\na\n:::\n\n",
        '"a <br>"\n\n',
        "\u00bd a\n\n",
        "<ul>a</ul>\n\n",
        "\u1780\u17d2\u1789\n\n",
    ),
    *("<dl>a</dl>\n\n", "<table>a</table>\n\n", "a<hr>", "<img src=/media/a.png>", "a\n===\n"),
    *("\u2018", "a\u2018", "aa\u2018", "\u200b\n\u2014 \n", "- \n***\n1. \n", "\\\n", "]<hr>' '"),
    *("<!-- a -->", "x <b lang=x>\n\n", "\\_(*_*)/", "http://*_", "\u202e\u2066a", "a\u000b"),
)
HOSTILE_SHAPES: dict[str, str] = {
    **{repr(shape): _fill(shape) for shape in _REPEATED},
    "lists in lists": _fill("* * * a\n"),
    "lines under nested quotations": "> " * 30 + _fill("a\n"),
    "lines under nested lists": "- " * 15 + _fill("a\n"),
    "lines in nested containers": "::: box\n" * 30 + _fill("a\n"),
    "unclosed brackets": "[" * 20 + _fill("<summary>* <big>"),
    "addresses of email": _fill("<a@b.c>"),
    "brackets before a link": _fill("[^n] and [^n]: n ") + "[a](/b)",
    "dense chat": _fill("**Ann:** I am *here*.\n\n**Ben:** So am I.\n\n"),
    "short replies": _fill("No.\n\n\u201cYes.\u201d\n\n"),
    "rows of a table": _fill("a|b\n-|-\n" + "x|y\n" * LENGTH),
    "columns of a table": _wide_table(8_000),
    "footnotes": "".join(f"[^{n}]" for n in range(4_000))
    + "\n\n"
    + "\n".join(f"[^{n}]: n" for n in range(4_000)),
}
