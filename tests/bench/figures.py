"""The figures of a run: each is printed as it comes, all in a table and a JSON file at the end."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

# What was measured, with its unit, such as "rendered, CPU ms".
Values = dict[str, float]
Measurement = tuple[str, Callable[[], Values]]


class Skipped(Exception):
    """Raised if the machine lacks a program that a figure needs. The message names it."""


@dataclass(frozen=True)
class Figure:
    """One line of the output: some values of one page or function, or why there are none."""

    group: str
    # "" if the figure does not depend on the database.
    database: str
    name: str
    status: Literal["measured", "skipped", "failed"] = "measured"
    values: Values = field(default_factory=dict)
    reason: str = ""

    def __str__(self) -> str:
        shown = "; ".join(f"{key}: {format_value(value)}" for key, value in self.values.items())
        result = shown if self.status == "measured" else f"{self.status}: {self.reason}"
        return f"{self.group:11}{self.database:11}{self.name}: {result}"


def measure_group(
    group: str, database: str, measurements: Iterable[Measurement]
) -> Iterator[Figure]:
    """Yields the figure of each measurement. One that fails does not stop the others.

    If an error comes from the iterable itself, which sets up what is measured, the last figure
    says so.
    """
    try:
        for name, measure in measurements:
            yield _measure(group, database, name, measure)
    except Exception as error:  # noqa: BLE001 - shown as a failed figure
        yield _without_values(group, database, "set-up", error)


def _measure(group: str, database: str, name: str, measure: Callable[[], Values]) -> Figure:
    try:
        return Figure(group, database, name, values=measure())
    except Exception as error:  # noqa: BLE001 - shown as a failed figure
        return _without_values(group, database, name, error)


def _without_values(group: str, database: str, name: str, error: Exception) -> Figure:
    reason = " ".join(str(error).split()) or "no message"
    if isinstance(error, Skipped):
        return Figure(group, database, name, "skipped", reason=reason)
    return Figure(group, database, name, "failed", reason=f"{type(error).__name__}: {reason}")


def format_value(value: float) -> str:
    if value == int(value) and (isinstance(value, int) or abs(value) >= 100):
        return f"{int(value):,}"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 1 else f"{value:.2f}"


def make_table(figures: Iterable[Figure]) -> str:
    """Returns Markdown tables: one for the figures of a group that have the same kind of values.

    Figures without values follow as a list.
    """
    tables: dict[tuple[str, str], list[Figure]] = {}
    without_values = []
    for figure in figures:
        if figure.values:
            tables.setdefault((figure.group, next(iter(figure.values))), []).append(figure)
        else:
            without_values.append(f"- {figure}\n")
    parts = [_make_group_table(group, rows) for (group, _key), rows in tables.items()]
    return "\n".join([*parts, "".join(without_values)])


def _make_group_table(group: str, figures: list[Figure]) -> str:
    keys = list(dict.fromkeys(key for figure in figures for key in figure.values))
    rows = [[group, "database", *keys]]
    for figure in figures:
        values = [figure.values.get(key) for key in keys]
        cells = ["" if value is None else format_value(value) for value in values]
        rows.append([figure.name, figure.database, *cells])
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rows.insert(1, ["-" * width for width in widths])
    return "".join(
        f"| {' | '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))} |\n"
        for row in rows
    )


def append_figure(path: Path, figure: Figure) -> None:
    """Adds a figure to a file of one JSON object per line."""
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(figure)) + "\n")


def read_figures(path: Path) -> list[Figure]:
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [Figure(**json.loads(line)) for line in lines]


def write_json(path: Path, run: dict[str, Any], figures: Iterable[Figure]) -> None:
    """Writes the description of the run and all figures."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {**run, "figures": [asdict(figure) for figure in figures]}
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
