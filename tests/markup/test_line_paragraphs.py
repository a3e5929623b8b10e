"""Texts whose paragraphs are separated by single line ends are told from verse and letters."""

from serial.markup.checking.line_paragraphs import are_lines_paragraphs, separate_lines
from tests.cases import each_case

SPEECH = '"Where is it?" said Ann.\n"In the boat," he said, "but I—"\nShe ran.\n“I *saw* it…”'
PROSE = "\n".join(
    (
        "The ferry came at nine, as it had come every morning since the war.",
        "Nobody was on it but the pilot.",
        "He tied it up, looked at the sky, and went home to his breakfast without a word.",
    )
)
LONG = "word " * 30
VERSE = "\n".join(
    (
        "The river has no other side",
        "than that on which you stand;",
        "who crosses it will find the tide",
        "has carried off the land.",
        "So stay with me,",
        "and hold my hand.",
    )
)
LETTER = "Dear Tom,\nI am well.\nThe boat is sold.\nYours,\nAnn"


@each_case(
    "text",
    [
        *(SPEECH, PROSE, "One.\nTwo.\nThree.", f"\n{PROSE}\n", f"{LONG}\n{LONG}\n{LONG}"),
        *(
            f"{PROSE}\n***\n{PROSE}",
            f"    {PROSE}",
            PROSE.replace("\n", "  \n\t"),
            "是。\n不是。\n“好！”",
        ),
        f"Chapter 1\n{SPEECH}\n{PROSE}",
    ],
)
def test_each_line_is_a_paragraph(text: str) -> None:
    assert are_lines_paragraphs(text)
    separated = separate_lines(text)
    assert not are_lines_paragraphs(separated)
    assert separated.split() == text.split()
    assert "\n\n\n" not in separated


@each_case(
    "text",
    [
        *(
            VERSE,
            LETTER,
            "",
            "One.",
            "One.\nTwo.",
            f"{PROSE}\n\n{PROSE}",
            f"{PROSE}\n\u200b\n{PROSE}",
        ),
        *("- One.\n- Two.\n- Three.", "> One.\n> Two.\n> Three.", "1. A.\n2. B.\n3. C.", "a\nb\nc"),
        *("***\n***\n***", "One.\\\nTwo.\\\nThree.", "| A. |\n|---|\n| B. |", "tea\nbread\nsalt."),
    ],
)
def test_lines_that_belong_together(text: str) -> None:
    assert not are_lines_paragraphs(text)
