"""ONLY chooses groups and databases of `make bench`."""

import importlib

import pytest

from tests.bench.groups import GROUPS, select_groups
from tests.bench.scale import FULL, QUICK

WITHOUT_DATABASE = [
    "rendering",
    "converting",
    "manuscripts",
    "aligning",
    "covers",
    "typing",
    "spam",
    "words",
]
ON_DATABASE = [
    "pages",
    "comments",
    "posting",
    "waves",
    "release",
    "mail",
    "bell",
    "nginx",
    "first-view",
    "saving",
    "desk",
    "editions",
    "large-site",
    "moderation",
    "queue-keys",
]


@pytest.mark.parametrize(
    ("only", "runs"),
    [
        ("", [("", WITHOUT_DATABASE), ("sqlite", ON_DATABASE), ("postgresql", ON_DATABASE)]),
        ("pages", [("sqlite", ["pages"]), ("postgresql", ["pages"])]),
        ("pages,sqlite", [("sqlite", ["pages"])]),
        ("comments pages postgresql", [("postgresql", ["pages", "comments"])]),
        ("postgresql", [("postgresql", ON_DATABASE)]),
        ("rendering, saving,sqlite", [("", ["rendering"]), ("sqlite", ["saving"])]),
        ("typing", [("", ["typing"])]),
    ],
)
def test_groups_and_databases_are_selected(only: str, runs: list[tuple[str, list[str]]]) -> None:
    assert select_groups(only) == runs


def test_quick_mode_uses_sqlite_unless_another_database_is_named() -> None:
    assert select_groups("pages", quick=True) == [("sqlite", ["pages"])]
    assert select_groups("pages,postgresql", quick=True) == [("postgresql", ["pages"])]


def test_unknown_name_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"unknown: page\. Choose from aligning, bell, comments"):
        select_groups("page,sqlite")


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.name)
def test_each_group_has_measurements(group: object) -> None:
    module = importlib.import_module(group.module)  # type: ignore[attr-defined]
    assert callable(module.measurements)


def test_quick_mode_measures_less_of_everything() -> None:
    for name, value in vars(QUICK).items():
        if name != "name":
            assert value < vars(FULL)[name], name
