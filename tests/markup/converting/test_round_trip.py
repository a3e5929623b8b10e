"""What our renderer made, converted and rendered again, is the same HTML."""

import pytest
from hypothesis import given, settings

from serial.markup.converting.conversion import convert
from serial.markup.options import Options
from serial.markup.rendering import render
from tests.cases import each_case
from tests.markup.converting.sources import sources
from tests.sampling import examples

OPTIONS = Options(smart_punctuation=False)


@pytest.mark.extended
@settings(max_examples=examples(250))
@given(sources)
def test_html_of_the_renderer_survives(source: str) -> None:
    check_round_trip(source)


def check_round_trip(source: str) -> None:
    html = render(source, OPTIONS).html
    conversion = convert(html)
    assert render(conversion.markdown, OPTIONS).html == html
    assert conversion.report.source == conversion.report.result


@each_case("ornament", [r"\*", r"<em>\#</em>", r"\* <strong>\~</strong>", "***", "—"])
@each_case("around", ["{}", "* a\n* {}", "1. {}\n2. a", "* a\n\n  {}", "{}\n\n* a", "> {}"])
def test_ornaments_survive(ornament: str, around: str) -> None:
    check_round_trip(around.replace("{}", ornament))
