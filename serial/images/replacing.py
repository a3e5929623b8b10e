"""Deletes the file of a row from the storage when another replaces it, or the row is deleted.

Until then everyone who has its URL can open it.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from django.core.files.storage import default_storage
from django.db import models, transaction

logger = logging.getLogger(__name__)


@contextmanager
def replacing_file(row: models.Model, field: str) -> Iterator[None]:
    """Saves the row within. Deletes the file that it had before if it has it no longer.

    With a lock on the row: of two that replace its file at once, each knows the other's file.
    """
    with transaction.atomic():
        rows = type(row)._default_manager.filter(pk=row.pk).order_by()
        former = rows.select_for_update().values_list(field, flat=True).first()
        yield
        if former and former != getattr(row, field).name:
            delete_after_commit(former)


def delete_with_file(row: models.Model, field: str) -> None:
    with transaction.atomic():
        delete_after_commit(getattr(row, field).name)
        row.delete()


def delete_after_commit(name: str | None) -> None:
    """A rollback keeps the row, and its file. What is not deleted then is deleted by the daily
    command (serial/stories/unused_pictures.py)."""
    if name:
        transaction.on_commit(partial(_delete, name))


def _delete(name: str) -> None:
    try:
        default_storage.delete(name)
    # Each storage has errors of its own. The row is saved already.
    except Exception:
        logger.exception("Could not delete the file %s", name)
