"""What is repeated takes few calls of functions each time, so that 64 kB of it take 250 ms."""

from functools import partial

import pytest

from serial.markup.rendering import Options, render
from serial.markup.sanitizing.cleaning import sanitize
from serial.markup.words import count_words
from tests.markup.calls import count_calls

TIMES = 200
SOUND = (
    "<ul><li>a</li></ul>",
    "<ol>\n<li>a</li><li>b</li></ol>",
    "<dl><dt>a</dt><dd>b</dd></dl>",
    "<table><tbody><tr><td>a</td></tr></tbody></table>",
    '<table>\n<thead>\n<tr><th class="align-left">a</th></tr></thead></table>',
    "<details><summary>a</summary><p>b</p></details>",
    "<div><p>a</p></div>",
    "<p>\u200b<br />\na</p>",
    '<p><img src="/media/a.png" alt="a" loading="lazy" /></p>',
    '<p>a <a href="/b">c</a></p>',
)


@pytest.mark.parametrize("html", SOUND)
def test_sound_html_is_not_repaired_tag_by_tag(html: str) -> None:
    source = html * TIMES
    result, calls = count_calls(partial(sanitize, source))
    assert result == source
    assert calls < 25 * TIMES


@pytest.mark.parametrize("html", ["<table></table>", "<dl></dl>", "<p>\u200b<br /></p>"])
def test_html_that_shows_nothing_is_removed(html: str) -> None:
    assert sanitize(f"<p>a</p>{html}<p>b</p>") == "<p>a</p><p>b</p>"


@pytest.mark.parametrize("word", ["\u1780\u17d2\u1789", "\u0e44\u0e17\u0e22", "\uac00", "a\u4e00"])
def test_words_of_unspaced_scripts_are_counted_together(word: str) -> None:
    words, calls = count_calls(partial(count_words, f"{word} " * TIMES))
    assert words == (2 if word[0] == "a" else 1) * TIMES
    assert calls < 12 * TIMES


def test_unclosed_brackets_are_not_searched_at_each_level() -> None:
    source = "*a* " * TIMES
    _plain, calls = count_calls(partial(render, source, Options()))
    _bracketed, more = count_calls(partial(render, "[" * 20 + source, Options()))
    assert more < 2 * calls
