"""A value of an archive stands on one line, for programs of any kind."""

import json

from serial.export_rows import as_json

# Each ends a line for some program, or may not be in YAML.
TEXT = "One\nTwo\rThree\x0bFour\x0cFive\u0085Six\u2028Seven\u2029Eight\x7f\x9b\ufeff\uffff 😀 é"


def test_value_stands_on_one_line_and_stays_the_same() -> None:
    line = as_json({"body": TEXT})
    assert line.splitlines() == [line]
    assert json.loads(line) == {"body": TEXT}
    assert "😀 é" in line
