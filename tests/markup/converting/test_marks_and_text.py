"""Italics, bold and other marks of other programs' HTML; text that looks like Markdown."""

import pytest

from serial.markup.converting.conversion import convert
from tests.cases import each_case


def markdown_of(html: str) -> str:
    return convert(html).markdown


@each_case(
    ("html", "markdown"),
    [
        ("<p>an <i>old</i> <b>door</b></p>", "an *old* **door**"),
        ("<p>an <em>old</em> <strong>door</strong></p>", "an *old* **door**"),
        ("<p><span style='font-style: italic'>old</span></p>", "*old*"),
        ("<p><span style='font-weight:600'>old</span></p>", "**old**"),
        ("<p><span style='font-weight:500'>old</span></p>", "old"),
        ("<p><span style='font:italic bold 12px Times'>old</span></p>", "***old***"),
        ("<b style='font-weight:normal'><p>old</p></b>", "old"),
        ("<p><i>a <span style='font-style:normal'>b</span> c</i></p>", "*a* b *c*"),
        ("<i><p>One.</p><p>Two.</p></i>", "*One.*\n\n*Two.*"),
        ("<p><i>two</i><i> runs</i></p>", "*two runs*"),
        ("<p><i>with a space </i>after</p>", "*with a space* after"),
        ("<p>said <i>“No,”</i>and left</p>", "said <em>“No,”</em>and left"),
        ("<p>un<i>believ</i>able</p>", "un<em>believ</em>able"),
        ("<p><i>one<br>two</i></p>", "*one\ntwo*"),
        ("<p><b>a <i>b</i></b></p>", "**a *b***"),
        ("<p><s>a</s> <del>b</del> <strike>c</strike></p>", "~~a~~ ~~b~~ ~~c~~"),
        ("<p><i> </i>a<b></b></p>", "a"),
        ("<p><code>a*b</code> <tt>x`y</tt></p>", "`a*b` ``x`y``"),
        ("<p>a<code> </code>b</p>", "a` `b"),
        ("<p>a<code><br>b</code></p>", "a` b`"),
        ("<p>a <code>b </code>c <code>d<br></code></p>", "a ` b  `c ` d  `"),
        ("<p><code><br></code></p><p><b><code> </code></b></p>", ""),
        ("<style>.c1{font-style:italic}</style><p class=c1>a</p>", "*a*"),
        ("<style>p{font-weight:bold} p.n{font-weight:400}</style><p class='n x'>a</p>", "a"),
        ("<style>@media print{p{font-style:italic}} i{}</style><p>a</p>", "a"),
        ("<h1 style='font-weight:bold'>A</h1>", "# A"),
        ("<p><b>真，</b>她说<i>（低声）</i>她</p>", "**真，**她说*（低声）*她"),
        (
            "<p style='text-transform:uppercase'>a <b style='text-transform:none'>b</b></p>",
            "A **b**",
        ),
        ("<p><ins datetime=x cite=y>a</ins> <del datetime=x>b</del> <i>c</i></p>", "a ~~b~~ *c*"),
        ("<p><ins>a</ins> <i>c</i></p>", "<u>a</u> *c*"),
    ],
)
def test_marks(html: str, markdown: str) -> None:
    assert markdown_of(html) == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p><u>stress</u> only</p>", "*stress* only"),
        ("<p><u>stress</u> and <i>italics</i></p>", "<u>stress</u> and *italics*"),
        ("<p><a href='http://a.example'><u>link</u></a></p>", "[link](http://a.example)"),
    ],
)
def test_underlining_is_emphasis_where_nothing_is_italic(html: str, markdown: str) -> None:
    assert markdown_of(html) == markdown


@each_case(
    ("html", "markdown"),
    [
        ("<p><a href='https://a.example/x'>b</a></p>", "[b](https://a.example/x)"),
        ("<p><a href='https://a.example/x_(y)'>b</a></p>", "[b](<https://a.example/x_(y)>)"),
        ("<p><a href='javascript:alert(1)'>b</a></p>", "b"),
        ("<p><a href='file:///C:/b.docx'>b</a></p>", "b"),
        ("<p><a href='#place'>b</a> <a name=place></a></p>", "b"),
    ],
)
def test_links(html: str, markdown: str) -> None:
    assert markdown_of(html) == markdown


@each_case(
    "text",
    [
        "f**k that s**t",
        "2*3*4 = 24",
        "snake_case_name and [sic]",
        "5 < 6 > 4 & so on",
        "1984. It was a bad year.",
        "- I know, she said.",
        "#1 fan, #metoo",
        "C:\\dir",
        "~20 years",
        "“straight” \"quotes\" and 'these'",
    ],
)
def test_text_of_prose_has_no_backslashes(text: str) -> None:
    html = text.replace("&", "&amp;").replace("<", "&lt;")
    assert markdown_of(f"<p>{html}</p>") == text


@each_case(
    ("text", "markdown"),
    [
        ("an *old* door", "an \\*old\\* door"),
        ("`code` and f**k", "\\`code\\` and f**k"),
        ("# no heading", "\\# no heading"),
        ("&gt; no quotation", "\\> no quotation"),
        ("[no](link)", "\\[no\\](link)"),
        ("::: letter", "\\::: letter"),
        ("&amp;amp;", "\\&amp;"),
        ("&lt;b&gt;bold&lt;/b&gt;", "\\<b>bold\\</b>"),
        ("[^1]", "[^1]"),
    ],
)
def test_text_that_looks_like_markup_stays_text(text: str, markdown: str) -> None:
    assert markdown_of(f"<p>{text}</p>") == markdown


@each_case(
    ("html", "markdown"),
    [
        ("<p>a\x0bb</p>", "a\nb"),
        ("<p>a&#11;b</p>", "a\nb"),
        ("<p>a\u2028b</p>", "a\nb"),
        ("<p>a<br>b</p>", "a\nb"),
        ("<p>a<br><br>b</p>", "a\n\nb"),
        ("<div>a</div><div><br></div><div>b</div>", "a\n\nb"),
        ("<p>a &nbsp;b\u00a0c</p>", "a b\u00a0c"),
        ("<p>&nbsp;&nbsp;&nbsp; a</p>", "a"),
        ("<p>a<span class='Apple-converted-space'>\u00a0</span>b</p>", "a b"),
        ("<p style='white-space:pre-wrap'>a\nb</p>", "a\nb"),
        ("<p>a\nb</p>", "a b"),
        ("plain text", "plain text"),
        ("<p hidden>a</p><p style='display:none'>b</p><p>c</p>", "c"),
        ("", ""),
    ],
)
def test_white_space_and_line_breaks(html: str, markdown: str) -> None:
    assert markdown_of(html) == markdown


@each_case(
    ("html", "pictures", "unknown"),
    [
        ("<img alt='A lamp' src=lamp.png>", ("A lamp",), ()),
        ("<img src='https://a.example/my%20lamp.png?x=1'>", ("my lamp.png",), ()),
        ("<img src='data:image/png;base64,AAAA'>", ("?",), ()),
        ("<img src='pixel.gif' width=1 height=1>", (), ()),
        ("<video src=a></video><svg><path/></svg>", (), ("video", "svg")),
        ("<script>b</script><style>c</style>", (), ()),
    ],
)
def test_what_is_left_out_is_named(
    html: str, pictures: tuple[str, ...], unknown: tuple[str, ...]
) -> None:
    report = convert(html).report
    assert (report.pictures, report.unknown) == (pictures, unknown)


def test_emoji_and_pictures_of_this_site_stay() -> None:
    assert markdown_of("<p>a <img alt='🌊' src='x.png'></p>") == "a 🌊"
    html = "<p><img alt='A lamp' src='/media/lamp.png'></p>"
    assert markdown_of(html) == "![A lamp](/media/lamp.png)"
    assert convert(html, media_url="/files/").report.pictures == ("A lamp",)
