"""Which tests the quick loop leaves out."""

import json
from pathlib import Path

import pytest

from tests.quick import slow_tests


def test_slow_are_those_whose_cases_take_long_on_average() -> None:
    taken = {"a.py::one[x]": 75.0, "a.py::one[y]": 15.0, "a.py::two": 51.0, "b.py::three": 50.0}
    assert slow_tests.slow_names(taken) == ["a.py::two"]


def test_list_is_written_from_all_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slow_tests, "LIST", tmp_path / "slow_tests.txt")
    for worker, taken in {"gw0": {"b.py::two": 200}, "gw1": {"a.py::one[a b]": 300}}.items():
        (tmp_path / f"{worker}.json").write_text(json.dumps(taken))
    assert slow_tests.write(tmp_path.glob("*.json")) == 2
    assert slow_tests.read() == {"a.py::one", "b.py::two"}


def test_listed_files_exist() -> None:
    files = {name.partition("::")[0] for name in slow_tests.read()}
    missing = [file for file in files if not Path(file).exists()]
    assert not missing, "make slow-tests writes the list anew"
