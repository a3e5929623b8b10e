"""A fence of code is closed, or names its language; it never makes code of prose."""

import pytest

from serial.markup.rendering import Options, render

CHAPTER = Options(smart_punctuation=False)
COMMENT = Options(smart_punctuation=False, is_comment=True)
both_kinds = pytest.mark.parametrize("options", [CHAPTER, COMMENT], ids=["chapter", "comment"])


@both_kinds
@pytest.mark.parametrize(
    "source",
    [
        "```\n*a*\n```", "~~~\n*a*\n~~~", "~~~~\n*a*\n~~~~", "```py\n*a*\n```", "~~~ py\n*a*\n~~~",
        "~~~c++\n*a*\n~~~~~", "```\n\n*a*\n\n```", "```py\n*a*", "``` py title=x\n*a*\n```",
    ],
)  # fmt: skip
def test_code(source: str, options: Options) -> None:
    assert "<pre><code>" in render(source, options).html
    assert "*a*" in render(source, options).text


@both_kinds
@pytest.mark.parametrize(
    "source",
    [
        "a\n\n```\n\n*b*", "a\n\n~~~ Later ~~~\n\n*b*\n\n~~~", "~~~Paris\n\n*b*\n\n~~~",
        "~~~ that night\n\n*b*\n\n~~~", "~~~py\n*b*", "a\n~~~\n*b*\n~~~\nc", "~~~\n*b*",
        "``` he said\n\n*b*", "```Later that day\n*b*", "- x\n  ```\n\n*b*",
    ],
)  # fmt: skip
def test_no_code(source: str, options: Options) -> None:
    html = render(source, options).html
    assert "<pre>" not in html
    assert "*b*" not in html


def test_tildes_between_scenes_are_scene_breaks() -> None:
    source = "One.\n\n~~~\n\n*Two.*\n\n~~~\n\nThree.\n\n~~~\n\nFour."
    assert (
        render(source, CHAPTER).text == "One.\n\n* * *\n\nTwo.\n\n* * *\n\nThree.\n\n* * *\n\nFour."
    )
