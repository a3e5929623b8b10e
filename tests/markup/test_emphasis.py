"""Stars, underscores and tildes are emphasis only where that is certain."""

import pytest

from serial.markup.rendering import Options, render

CHAPTER = Options(smart_punctuation=False)
COMMENT = Options(smart_punctuation=False, is_comment=True)
both_kinds = pytest.mark.parametrize("options", [CHAPTER, COMMENT], ids=["chapter", "comment"])

TEXTS = [
    # Masked words, in any script with spaces, and grawlixes.
    "d*mn this sh**ty b*tch",
    "д*рьмо и с*ка",
    "What the #*&! do you @*%! want",
    "un*believ*able, **half**way",
    # Calculations and wildcards.
    "3*4*5 and 2**8**1",
    "delete *.* here",
    # Faces.
    "no ^_^ yes ^__^ hm ;_; oh >_> and >_< (-_-) \u00ac_\u00ac",
    "*_* and *-* so",
    "\u00af\\_(\u30c4)_/\u00af or \\(^_^)/ or \\*o*/",
    "(*^_^*) (*\u2267\u25bd\u2266*) (*\u00b4\u03c9`*) (\uffe3_\uffe3) (\u30fb_\u30fb)",
    "*(^o^)* yay *\\(^o^)/* yay *\\o/* _(:\u0437\u300d\u2220)_ _(;_;)_",
    "*\u2727\uff65\uff9f:* magic *:\uff65\uff9f\u2727*:",
    'Oh :\\" he said (hm :\\)',
    "\\o/ or /o\\ so",
    # Tildes.
    "Hiii~~ and bye~~ now",
    "la~~la~~la",
    "then ~~~wow~~~ and ~oh~",
    # Apostrophes.
    "it`s what I don`t know",
    # Backticks for quotation marks.
    "`Go,' he said. `Now.' She sat. `I don't,' she said.",
    "``Go,'' he said. ``Now.''",
    # Web addresses.
    "http://example.org/?a=b-_-c&d=_e_ so",
    "https://example.org/*a*/~~b~~/_c_.html, too",
    "(https://example.org/_a_), https://example.org/_b_/",
    "she __init__x www.example.org/_a_/ and _x blog.example.org/_b_/c",
    "ftp://example.org/_a_, www.example.org/_a_/*b*/~~c~~, (blog.example.org/tag=_a_/b).",
    "/home/_anna_/x and ~/_notes_/ and _anna_@example.org and @_anna_",
]


@both_kinds
@pytest.mark.parametrize("text", TEXTS)
def test_signs_that_are_no_emphasis_stay(text: str, options: Options) -> None:
    rendered = render(text, options)
    assert rendered.text == text
    assert "<" not in rendered.html.removeprefix("<p>").removesuffix("</p>")


@both_kinds
@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("*so* **so**", "<em>so</em> <strong>so</strong>"),
        ("_so_ __so__", "<em>so</em> <strong>so</strong>"),
        ("**😀!** *Yes 😀*!", "<strong>😀!</strong> <em>Yes 😀</em>!"),
        ("**5 €**, (*€5*)", "<strong>5 €</strong>, (<em>€5</em>)"),
        ("(_so_) -*so*- *so*, *so*.", "(<em>so</em>) -<em>so</em>- <em>so</em>, <em>so</em>."),
        ("*d*mn you*", "<em>d*mn you</em>"),
        ("*You b**ch!*", "<em>You b**ch!</em>"),
        ("(*“So?”*) _“So!”_—*‘so’*", "(<em>“So?”</em>) <em>“So!”</em>—<em>‘so’</em>"),
        ("(he *(and she)*) *Yes.*.", "(he <em>(and she)</em>) <em>Yes.</em>."),
        ("*...* **!**", "<em>...</em> <strong>!</strong>"),
        ("`a` or `b c`, ` d `", "<code>a</code> or <code>b c</code>, <code>d</code>"),
        ("abso-*so*-lutely", "abso-<em>so</em>-lutely"),
        ("*(so)* *(I)* *(1)* _(...)_", "<em>(so)</em> <em>(I)</em> <em>(1)</em> <em>(...)</em>"),
        ("he/*she*, and/_or_ a-*b*", "he/<em>she</em>, and/<em>or</em> a-<em>b</em>"),
        ("*www.example.org/a*", "<em>www.example.org/a</em>"),
        ("~~so~~ ~~so~~!", "<s>so</s> <s>so</s>!"),
        ("*Enterprise*'s", "<em>Enterprise</em>'s"),
        # Scripts without spaces.
        ("**好。**他走了", "<strong>好。</strong>他走了"),
        ("她说*“好”*就走", "她说<em>“好”</em>就走"),
        ("~~（无）~~他", "<s>（无）</s>他"),
        ("彼は**強い**人", "彼は<strong>強い</strong>人"),
        ("그는 **안녕！**하고", "그는 <strong>안녕！</strong>하고"),
        ("คน*ดี*มาก", "คน<em>ดี</em>มาก"),
        # Emphasis around a web address.
        ("*https://example.org/a_b_*", "<em>https://example.org/a_b_</em>"),
        ("**see http://example.org/**!", "<strong>see http://example.org/</strong>!"),
    ],
)  # fmt: skip
def test_emphasis(typed: str, html: str, options: Options) -> None:
    assert render(typed, options).html == f"<p>{html}</p>"


@pytest.mark.parametrize(
    "text", ["\\http://a.example/_b_", "C:\\https://a.example", "\\HTTPS://a.b"]
)
def test_backslash_before_an_address_is_text(text: str) -> None:
    assert render(text, CHAPTER).html == f"<p>{text}</p>"


def test_web_address_keeps_its_punctuation() -> None:
    address = "https://example.org/a--b?c=it's...d"
    assert render(f"{address} -- so", Options()).text == f"{address} — so"


def test_web_address_in_the_text_of_a_link() -> None:
    html = render("[https://example.org/_a_](https://example.org/_b_)", CHAPTER).html
    assert html == '<p><a href="https://example.org/_b_">https://example.org/_a_</a></p>'
