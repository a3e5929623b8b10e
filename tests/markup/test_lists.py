"""A list marker is a list only where that is certain; elsewhere it is read as it was typed."""

from serial.markup.rendering import Options, render
from tests.cases import each_case

CHAPTER = Options(smart_punctuation=False)
COMMENT = Options(smart_punctuation=False, is_comment=True)

TEXTS = [
    # Numbers: dates, years, sections.
    "3. März. Regen.\n\n7. März. Sonne.",
    "14. Juli, abends\n\n15. Juli, morgens",
    "1871. A cold year.\n\n1890. A colder one.",
    "1914. War.\n1915. More war.",
    "2020. What a spring",
    "1. It began with a letter.",
    "1. Anna\n1. Ben",
    "1. Anna\n3. Ben",
    "01. Anna\n02. Ben",
    "9) so it ends",
    "5.\n\n12.\n\n40.",
    "He counted:\n4. No, five.",
    # Dashes of dialogue.
    "- Qui est là ?\n\n- Personne.",
    "- Kto tam?\n- Nikt.",
    "- Who is it?\n- Nobody.",
    "- She left.\n\n- She came back.",
    "- She left.",
    "- ¡Ven aquí!",
    "- “Wait,” she said. “Please.”\n\nHe waited.\n\n- No.",
    "- But I never\u2014\n\n- You did",
    # Signs.
    "+ 12 Luck\n- 3 Sanity",
    "+ 7 new wolves",
    "- $40 for the horse\n- Mud everywhere",
    "+ (2) arrows",
    # A star that marks a note, and markers alone.
    "* Not his real name.",
    "* Fin *",
    "* * * Part two * * *",
    "-",
    "+",
]


@each_case("options", [CHAPTER, COMMENT])
@each_case("text", TEXTS)
def test_marker_of_no_list_is_text(text: str, options: Options) -> None:
    rendered = render(text, options)
    assert rendered.text == text
    assert "<li" not in rendered.html


@each_case("options", [CHAPTER, COMMENT])
@each_case(
    ("text", "items"),
    [
        ("1. Anna\n2. Ben\n3. Cleo", 3),
        ("0. Anna\n1. Ben", 2),
        ("7. Anna\n8. Ben", 2),
        ("1) Anna\n2) Ben", 2),
        ("1. Anna stays.\n\n2. Ben leaves.", 2),
        ("* Anna stays.\n* Ben leaves.", 2),
        ("* 3 eggs\n* 1 egg", 2),
        ("* Anna", 1),
        ("- Anna\n- Ben", 2),
        ("- Anna\n\n- Ben", 2),
        ("- Anna", 1),
        ("- Anna stays.\n- Ben leaves. (So they say.)", 2),
        ("+ Anna\n+ Ben", 2),
        ("- Anna\n  1. Ben\n- Cleo", 3),
        ("* Anna\n  * Ben sings.\n  * Cleo", 3),
        ("They were\n1. Anna\n2. Ben", 2),
    ],
)
def test_certain_list(text: str, items: int, options: Options) -> None:
    assert render(text, options).html.count("<li>") == items


def test_dialogue_without_blank_lines_in_another_language() -> None:
    text = "- Chodź.\n- Nie chcę."
    polish = Options(smart_punctuation=False, language="pl-PL")
    assert render(text, polish).html == "<p>- Chodź.<br />\n- Nie chcę.</p>"


def test_list_ends_where_the_numbers_are_text() -> None:
    """A list marker that is text does not continue the item above it."""
    html = render("- Anna\n- Ben\n+ 2 horses\n\nShe left.", CHAPTER).html
    assert html.endswith("<li>Ben</li>\n</ul>\n<p>+ 2 horses</p>\n<p>She left.</p>")
    assert render("> 1. Anna\n>    - Ben\n>\n> 4. Cleo", CHAPTER).html.endswith(
        "<li>Ben</li>\n</ul>\n<p>4. Cleo</p>\n</blockquote>"
    )


def test_plain_text_has_the_numbers_of_a_list() -> None:
    text = "3. Anna\n4. Ben"
    assert render(text, CHAPTER).text == text
    html = '<ol>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n<li value="9">c</li>\n<li>d</li>\n</ol>'
    assert render(html, CHAPTER).text == "1. a\n\nb\n\n9. c\n10. d"
