"""HTML for emails: styles in the tags, no folded text, no anchors, and cut after a paragraph."""

import re

import pytest

from serial.markup.emails.cutting import cut_after_paragraph, fit_into
from serial.markup.emails.styling import (
    EmailHtml,
    EmailOptions,
    style_for_email,
    text_of_email_html,
)
from serial.markup.options import Options
from serial.markup.rendering import render

URL = "https://serial.example/read/lamp/1/?a=1&b=2"


def options_with(*, shows_pictures: bool = True, is_rtl: bool = False) -> EmailOptions:
    return EmailOptions(
        url=URL,
        site_url="https://serial.example",
        shows_pictures=shows_pictures,
        folded=lambda label: f"{label}: open it",
        picture=lambda description: f"[Picture: {description}]",
        is_rtl=is_rtl,
    )


def styled(markdown: str, **choices: bool) -> EmailHtml:
    options = Options(
        language="en",
        smart_punctuation=True,
        trusted=True,
        media_url="/media/",
        id_prefix="text",
    )
    return style_for_email(render(markdown, options).html, options_with(**choices))


def html_of(markdown: str, **choices: bool) -> str:
    return fit_into(styled(markdown, **choices), 100_000).html


def text_of(markdown: str) -> str:
    return text_of_email_html(html_of(markdown), options_with())


def test_folded_text_becomes_a_link_to_the_page() -> None:
    markdown = "Before.\n\n::: spoiler The *end* & so\nHe dies.\n\n- at once\n:::\n\nAfter."
    html = html_of(markdown)
    assert "dies" not in html and "at once" not in html and "<details" not in html
    assert 'href="https://serial.example/read/lamp/1/?a=1&amp;b=2"' in html
    assert "The end &amp; so: open it</a>" in html
    assert text_of(markdown) == "Before.\n\nThe end & so: open it\n\nAfter."


def test_items_of_lists_begin_with_their_marks_in_plain_text() -> None:
    assert text_of("Wells:\n\n- Old Tamar\n- *Brackwater*\n\n3. Three\n4. Four") == (
        "Wells:\n\n- Old Tamar\n- Brackwater\n\n3. Three\n4. Four"
    )


def test_folded_text_in_folded_text_stays_covered() -> None:
    html = html_of(
        ":::: spoiler\nOne.\n\n::: warning Blood\nTwo.\n:::\n\nThree.\n::::\n\n"
        "<details open><summary>Mine</summary>Four</details>\n\nFive."
    )
    assert not re.search("One|Two|Blood|Three|Four", html)
    assert "Spoiler: open it" in html and "Mine: open it" in html and "Five." in html


def test_footnotes_are_numbered_paragraphs_at_the_end() -> None:
    markdown = "One[^a] two[^b].\n\n[^a]: First.\n\n    - item\n\n    More.\n[^b]: Second."
    html = html_of(markdown)
    assert "fnref" not in html and "↩" not in html and 'href="#' not in html
    assert (
        len(re.findall(r"<sup[^>]*>\[1\]</sup>", html)) == 1
        and html.count("<ul") == 1
        and "<ol" not in html
    )
    text = text_of(markdown)
    assert text.startswith("One[1] two[2].\n\n[1] First.")
    assert "item" in text and text.endswith("[2] Second.")


def test_scene_breaks_boxes_letters_and_chats() -> None:
    markdown = "A.\n\n***\n\n::: letter\nDear\n:::\n\n::: chat\nHi\n:::\n\n::: box Status\nL4\n:::"
    html = html_of(markdown)
    assert '<p style="margin:28px 0;text-align:center;">* * *</p>' in html
    assert html.count('<div class="line" style="') == 3 and "font-style:italic" in html
    assert '<p style="margin:0 0 18px;font-weight:600;">Status</p>' in html
    assert text_of(markdown) == "A.\n\n* * *\n\nDear\n\nHi\n\nStatus\n\nL4"


def test_pictures_and_links_have_whole_addresses() -> None:
    markdown = '![A <map> & "key"](/media/x/y.png) [here](/stories/a/) [there](//e.org/)'
    html = html_of(markdown)
    assert 'src="https://serial.example/media/x/y.png"' in html and 'alt="A &lt;map&gt;' in html
    assert 'href="https://serial.example/stories/a/"' in html and 'href="https://e.org/"' in html
    hidden = html_of(markdown, shows_pictures=False)
    assert "<img" not in hidden and "[Picture: A &lt;map&gt; &amp;" in hidden
    assert text_of(markdown).startswith("[Picture: A <map> & “key”] here there")


def test_right_to_left() -> None:
    html = html_of('<p dir="rtl" lang="ar">قال</p>\n\n> كلام', is_rtl=True)
    assert 'dir="rtl"' in html and 'lang="ar"' in html
    assert "border-right:" in html and "border-left:" not in html


def test_nothing_of_the_author_styles_the_email() -> None:
    html = html_of('<p class="ink" id="x">A</p><span class="mention big">B</span>')
    assert "ink" not in html and "mention" not in html and " id=" not in html


@pytest.mark.parametrize("space", range(0, 700, 37))
def test_cut_text_is_well_formed_and_has_whole_paragraphs(space: int) -> None:
    html = html_of("One one.\n\n> Two.\n>\n> - three\n> - four\n\n| a |\n|---|\n| 5 |\n\nSix.")
    cut = cut_after_paragraph(html, space, {})
    assert len(cut.encode()) <= space
    names = re.findall(r"<(/?)([a-z0-9]+)", cut)
    opened: list[str] = []
    for is_closing, name in names:
        if is_closing:
            assert opened.pop() == name
        else:
            opened.append(name)
    assert not opened
    assert not re.search(r"<p[^>]*></p>|<table[^>]*></table>", cut)
    for word in ("One one.", "Two.", "three", "four", "Six."):
        assert (word in cut) or (word.split()[0] not in cut)


def test_cut_text_has_the_footnotes_that_it_refers_to() -> None:
    paragraphs = "\n\n".join(f"Paragraph {n}[^{n}]." for n in range(40))
    notes = "\n".join(f"[^{n}]: Note {n}." for n in range(40))
    text = styled(f"{paragraphs}\n\n{notes}")
    cut = fit_into(text, 2_000)
    assert not cut.is_whole and len(cut.html.encode()) <= 2_000
    kept = cut.html.count("Paragraph")
    assert 3 < kept < 40 and cut.html.count("Note ") == kept
    assert "Note 39" not in cut.html and fit_into(text, 100_000).is_whole


def test_one_paragraph_that_is_too_long_is_left_out() -> None:
    assert fit_into(styled("word " * 1_000), 2_000).html == ""


def test_lines_are_short_enough_to_be_sent_as_they_are() -> None:
    html = html_of("Ein längeres Wort. " * 400)
    assert max(len(line.encode()) for line in html.split("\n")) < 998
    assert html.replace("\n", " ").count("Ein längeres Wort.") == 400
