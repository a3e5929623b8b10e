"""The migrations make the same tables as the models, and the first rows of a new site."""

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from accounts.models.user import ADMINISTRATORS, AUTHORS, MODERATORS
from tests.migrated import copy_migrated_database

pytestmark = pytest.mark.extended

SCHEMA = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name != 'sqlite_sequence'"
RULES = "SELECT count(*) FROM moderation_rule"


def parts(sql: str) -> set[str]:
    """The columns and constraints of a CREATE TABLE, in whatever order; or another statement."""
    if not sql.startswith("CREATE TABLE"):
        return {sql}
    found, depth = [""], 0
    for piece in re.split(r"([(),])", sql.partition("(")[2].rpartition(")")[0]):
        depth += {"(": 1, ")": -1}.get(piece, 0)
        if piece == "," and depth == 0:
            found.append("")
        else:
            found[-1] += piece
    return {part.strip() for part in found}


def schema(rows: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    return {name: parts(sql) for name, sql in rows}


@pytest.mark.django_db
def test_migrations_make_what_the_models_say(tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("this test compares databases of SQLite")
    copy_migrated_database(tmp_path / "site.sqlite3")
    with closing(sqlite3.connect(tmp_path / "site.sqlite3")) as migrated:
        by_migrations = schema(migrated.execute(SCHEMA))
        groups = {name for (name,) in migrated.execute("SELECT name FROM auth_group")}
        assert migrated.execute(RULES).fetchone()[0] > 0
    by_migrations.pop("django_migrations")
    with connection.cursor() as cursor:
        by_models = schema(cursor.execute(SCHEMA))
    by_models.pop("django_migrations", None)
    differing = {
        name: by_migrations.get(name, set()) ^ by_models.get(name, set())
        for name in by_migrations | by_models
    }
    assert {name: found for name, found in differing.items() if found} == {}
    assert groups == {AUTHORS, MODERATORS, ADMINISTRATORS}
