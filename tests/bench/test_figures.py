"""A figure that fails is shown as failed, and the others are measured, printed and stored."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.bench.figures import (
    Figure,
    Measurement,
    Skipped,
    Values,
    append_figure,
    format_value,
    make_table,
    measure_group,
    read_figures,
    write_json,
)
from tests.bench.load import Load


def fail() -> Values:
    raise ValueError("the server\nis gone")


def skip() -> Values:
    raise Skipped("wrk is not installed")


def measurements() -> Iterator[Measurement]:
    yield "home", lambda: {"rendered, CPU ms": 4.25, "queries": 3}
    yield "story", fail
    yield "load", skip
    yield "chapter", lambda: {"rendered, CPU ms": 2.5, "queries": 4}


def test_figures_after_a_failed_one_are_measured() -> None:
    figures = list(measure_group("pages", "sqlite", measurements()))
    assert [str(figure) for figure in figures] == [
        "pages      sqlite     home: rendered, CPU ms: 4.2; queries: 3",
        "pages      sqlite     story: failed: ValueError: the server is gone",
        "pages      sqlite     load: skipped: wrk is not installed",
        "pages      sqlite     chapter: rendered, CPU ms: 2.5; queries: 4",
    ]


def test_each_figure_is_given_before_the_next_is_measured() -> None:
    measured: list[str] = []

    def remember(name: str) -> Values:
        measured.append(name)
        return {"runs": 1}

    both: list[Measurement] = [(name, partial(remember, name)) for name in "ab"]
    figures = measure_group("pages", "", both)
    assert next(figures).name == "a"
    assert measured == ["a"]


def test_set_up_that_fails_is_the_last_figure_of_its_group() -> None:
    def broken() -> Iterator[Measurement]:
        yield "home", lambda: {"queries": 3}
        raise TimeoutError("gunicorn does not respond")

    first, last = measure_group("pages", "sqlite", broken())
    assert first.status == "measured"
    assert (last.name, last.status) == ("set-up", "failed")
    assert last.reason == "TimeoutError: gunicorn does not respond"


def test_interruption_is_not_a_failed_figure() -> None:
    def interrupt() -> Values:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(measure_group("pages", "", [("home", interrupt)]))


def test_table_has_a_row_for_each_figure_and_a_list_of_the_others() -> None:
    figures = list(measure_group("pages", "sqlite", measurements()))
    assert make_table(figures) == (
        "| pages   | database | rendered, CPU ms | queries |\n"
        "| ------- | -------- | ---------------- | ------- |\n"
        "| home    | sqlite   | 4.2              | 3       |\n"
        "| chapter | sqlite   | 2.5              | 4       |\n"
        "\n"
        "- pages      sqlite     story: failed: ValueError: the server is gone\n"
        "- pages      sqlite     load: skipped: wrk is not installed\n"
    )


def test_values_of_another_kind_get_their_own_table() -> None:
    figures = [
        Figure("pages", "", "home", values={"queries": 3}),
        Figure("pages", "", "home", values={"per second": 1_234.5, "errors": 1}),
        Figure("pages", "", "story", values={"per second": 99.94}),
    ]
    assert make_table(figures).count("| pages") == 2


def test_stored_figures_are_read_again(tmp_path: Path) -> None:
    figures = list(measure_group("pages", "sqlite", measurements()))
    for figure in figures:
        append_figure(tmp_path / "figures", figure)
    assert read_figures(tmp_path / "figures") == figures
    assert read_figures(tmp_path / "missing") == []


def test_json_file_has_the_run_and_its_figures(tmp_path: Path) -> None:
    path = tmp_path / "new" / "bench.json"
    write_json(path, {"commit": "abc"}, measure_group("pages", "sqlite", measurements()))
    content = json.loads(path.read_text(encoding="utf-8"))
    assert content["commit"] == "abc"
    assert content["figures"][0] == {
        "group": "pages",
        "database": "sqlite",
        "name": "home",
        "status": "measured",
        "values": {"rendered, CPU ms": 4.25, "queries": 3},
        "reason": "",
    }
    assert [figure["status"] for figure in content["figures"][1:]] == [
        *("failed", "skipped", "measured")
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        *((3, "3"), (0, "0"), (0.0, "0.00"), (0.128, "0.13"), (4.0, "4.0"), (52.31, "52.3")),
        *((99_123.4, "99,123"), (120_000, "120,000")),
    ],
)
def test_values_are_rounded(value: float, text: str) -> None:
    assert format_value(value) == text


def test_load_names_how_the_page_was_served() -> None:
    load = Load(
        requests=500, seconds=5, cpu_seconds=2.5, p99_ms=None, bytes_per_request=10, error_count=2
    )
    assert load.values("from the page cache") == {
        "from the page cache, per CPU second": 200.0,
        "from the page cache, errors": 2,
        "bytes with headers": 10,
    }
