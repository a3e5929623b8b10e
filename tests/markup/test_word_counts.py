"""Word counts in all scripts."""

import pytest

from serial.markup.rendering import Options, render
from serial.markup.words import count_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" \n\t\u00a0 ", 0),
        ("One two\nthree\n\nfour", 4),
        ("don’t well-known 7:42pm", 3),
        ("One – two — three -", 6),
        ("* * *", 0),
        ("⁂ ~ #", 0),
        ("a[1] b [2]\n\n[1] c", 3),
        ("[a] [1a] #1", 3),
        ("Привет, мир!", 2),
        ("שלום עולם", 2),
        ("مرحبا بالعالم", 2),
        ("नमस्ते दुनिया", 2),
        ("Γειά σου Κόσμε", 3),
        ("😀 😀😀", 2),
        ("你好，世界。", 4),
        ("「こんにちは」と言った。", 9),
        ("カタカナ ｶﾅ", 6),
        ("ラーメン", 4),
        ("人々 〇", 3),
        ("안녕 세상", 4),
        ("\u1112\u1161\u11ab", 1),
        ("𠀀𠀁", 2),
        ("สวัสดีชาวโลก", 3),
        ("ຂ້ອຍຮັກພາສາລາວ", 4),
        ("សួស្តីពិភពលោក", 2),
        ("မင်္ဂလာပါ", 2),
        ("ฉันรักภาษาไทย และ กาแฟ", 6),
        ("Hello你好world", 4),
        ("Say 你好 to สวัสดี, don’t", 6),
        ("第3章", 3),
        ("你好 — 再见", 5),
    ],
)
def test_words_of_a_text(text: str, words: int) -> None:
    assert count_words(text) == words


def test_long_text_without_spaces_is_counted_in_chunks() -> None:
    words = count_words("สวัสดีชาวโลก" * 5_000)
    assert 15_000 <= words <= 15_000 + 60_000 // 5_000 * 2


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("*One* **two**", 2),
        ("[a link](https://example.org/not/counted)", 2),
        ("![not read](/media/a.png) read", 1),
        ("un*believ*able", 1),
        ("a\n\n***\n\nb", 2),
        ("# A heading\n\n- item one\n- item two", 6),
        ("::: spoiler The end\nHe dies.\n:::", 4),
        ("a &amp; b", 3),
    ],
)
def test_words_of_rendered_markdown(source: str, words: int) -> None:
    assert render(source, Options()).words == words
