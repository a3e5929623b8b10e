"""Tests with transactions of their own leave no rows."""

import pytest
from django.core.management import call_command
from django.db import connection

from serial.chapters.models import Chapter
from tests.emptying import statements_that_empty


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_tables_with_rows_are_emptied_whatever_refers_to_them(chapter: Chapter) -> None:
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    emptied = statements_that_empty(connection.ops, None, tables)
    assert any("chapters_chapter" in statement for statement in emptied)
    assert not any("library_follow" in statement for statement in emptied)
    call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)
    assert not Chapter.objects.exists()
    left = statements_that_empty(connection.ops, None, tables)
    assert not any("DELETE" in statement for statement in left)
