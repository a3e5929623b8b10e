"""HTML of other programs, converted; fixtures/README.md says where each comes from."""

from pathlib import Path

from serial.markup.converting.conversion import convert
from tests.cases import each_case

FIXTURES = Path(__file__).parent / "fixtures"
NAMES = sorted(path.stem for path in FIXTURES.glob("*.html"))


@each_case("name", NAMES)
def test_program_is_converted(name: str) -> None:
    html = (FIXTURES / f"{name}.html").read_text(encoding="utf-8")
    conversion = convert(html)
    expected = (FIXTURES / f"{name}.md").read_text(encoding="utf-8")
    assert conversion.markdown + "\n" == expected
    assert conversion.report.source == conversion.report.result


@each_case("name", NAMES)
def test_line_ends_of_windows_change_nothing(name: str) -> None:
    html = (FIXTURES / f"{name}.html").read_text(encoding="utf-8")
    assert convert(html.replace("\n", "\r\n")).markdown == convert(html).markdown


def test_what_is_left_out_is_named() -> None:
    def report_of(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        report = convert((FIXTURES / f"{name}.html").read_text(encoding="utf-8")).report
        return report.pictures, report.unknown

    assert report_of("google-docs-clipboard") == (("The lamp",), ())
    assert report_of("google-docs-export") == ((), ("comment",))
    assert report_of("word-clipboard") == (("clip_image002.png",), ())
    assert report_of("web-page") == (("A lamp in a window",), ("iframe",))
