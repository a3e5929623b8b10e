"""Every word of a source is on the page, or "Check these" names it."""

import re
from html import unescape
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from serial.markup.checking.slips import find_slips
from serial.markup.rendering import Options, render
from tests.sampling import examples

# fmt: off
# "@" stands for a word.
PIECES = [
    *("@ @", "*@*", "`@`", "# @", "> @", "- @\n- @", "1. @\n2. @", "::: letter @\n@\n:::", "\\@"),
    *("[@](/@ '@')", "[@](javascript:@)", "<http://@.example>", "[@]", "[@][@]", "[@]: <>"),
    *("[@]: /@", "[@]: https://@.example '@'", "[@]:\n/@\n'@\n@'", "> [@]: /@", "- [@]: /@\n- @"),
    *("[a]: /media/a.png", "[a]", "[@][a]", "![@][a]", "![@](/media/@.png '@')", "![@](http://@.example)"),
    *("@[^1]", "[^1]: @", "[^@]: @", "^[@ @]", "[^1]: [@]: /@", "[^@]:"),
    *("| @ | @ |\n|---|---|\n| @ | @ | @ |", "| @ |\n|---|\n@ | @ | @", "| @ |\n|--|\n| |@||@|"),
    *("```\n@\n```", "```@\n@\n```", "~~~@\n@\n~~~", "```@ @=@\n@\n```", "```@ @\n@\n```"),
    *("<!-- @ > @ -->", "<!--\n@\n\n@\n-->", "<!-- @", "<script>@</script>",
      "<style>\n@\n</style>"),
    *("<?@ @?>", "<![CDATA[@]]>", "<!@ @>", "<!DOCTYPE @>", "&@;", "<@>", "<@ @='@'>", "</@>"),
    *("<b title='@'>@</b>", "<b class='@'></b>", "<p style='@: @'>@</p>", "<p hidden>@</p>"),
    *("<abbr title='@'>@</abbr>", "<q cite=@>@</q>", "<hr class=@>", "<br class=@>",
      "<a id=@>@</a>"),
    *("<a name='@'>@</a>", "<a href=/@>@</a>", "<a href='javascript:@'>@</a>",
      "<font color=@>@</font>"),
    *("<img src='/media/@.png' alt='@'>", "<img src='@.png' alt='@'>", "<ol start=@><li>@</ol>"),
    *("<title>@</title>", "<textarea>@</textarea>", "<select><option>@</select>", "<embed src=@>"),
    *("<video>@</video>", "<noscript>@</noscript>", "<svg><text>@</text></svg>",
      "<table>@</table>"),
    *("<table><tr>@<td>@</table>", "<details>@<summary>@</summary></details>", "<dl>@<dt>@</dl>"),
    *("<ruby>@<rp>@</rp><rt>@</rt></ruby>", "<rp>@</rp>", "<td>@</td>", "</p>@", "<b>@",
      "<i>@</b>"),
]
# fmt: on
text = st.lists(
    st.tuples(st.sampled_from(PIECES), st.sampled_from(["\n\n", "\n\n", "\n", " ", ""])), max_size=6
).map(lambda parts: "".join(piece + end for piece, end in parts))
# Readers see none of these where they are markup.
FOR_PROGRAMS = re.compile(r" (?:id|name)=[a-z]+")
WORD = re.compile("x[b-k]+x")


def with_words(source: str) -> str:
    numbers = count()
    return re.sub("@", lambda _: word(next(numbers)), source)


def word(number: int) -> str:
    return "x" + "".join("bcdefghijk"[int(digit)] for digit in str(number)) + "x"


@settings(max_examples=examples(600))
@given(text)
def test_every_word_is_shown_or_listed(source: str) -> None:
    source = with_words(source)
    shown = unescape(render(source, Options()).html)
    listed = "\n".join(source[slip.start : slip.end] for slip in find_slips(source, Options()))
    listed += "".join(FOR_PROGRAMS.findall(source))
    missing = set(WORD.findall(source)) - set(WORD.findall(shown + listed))
    assert not missing, source
