"""Keeps content types and permissions while tests with transactions of their own delete all rows.

Django deletes them after each such test and makes them anew: 0.12 s of CPU time in place of 0.01,
measured with Python 3.11 on SQLite, 160 models. Only if a test deleted some, all are made anew.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.management import create_contenttypes
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.backends.base.introspection import BaseDatabaseIntrospection
from django.db.models.signals import post_migrate

KEPT = {ContentType._meta.db_table, Permission._meta.db_table}


PERMISSIONS_UID = "django.contrib.auth.management.create_permissions"


Ids = tuple[list[int], int]


@contextmanager
def permissions_kept(ids: Ids) -> Iterator[None]:
    # Of the class: while Playwright runs its event loop, Django has another connection.
    introspection = type(connection.introspection)
    all_names = introspection.django_table_names

    # Any: as in Django.
    def names_without_kept(self: BaseDatabaseIntrospection, **options: Any) -> list[str]:
        return [name for name in all_names(self, **options) if name not in KEPT]

    def make_missing(**_signal: Any) -> None:
        nonlocal ids
        # A test that was rolled back may have left others in it.
        ContentType.objects.clear_cache()
        if ids_of_permissions() != ids:
            Permission.objects.all().delete()
            ContentType.objects.all().delete()
            for app in apps.get_app_configs():
                create_contenttypes(app, verbosity=0)
                create_permissions(app, verbosity=0)
            ids = ids_of_permissions()

    post_migrate.disconnect(create_contenttypes)
    post_migrate.disconnect(dispatch_uid=PERMISSIONS_UID)
    # Django sends the signal once for each app.
    post_migrate.connect(make_missing, sender=apps.get_app_config("contenttypes"))
    with patch.object(introspection, "django_table_names", names_without_kept):
        yield
    post_migrate.disconnect(make_missing, sender=apps.get_app_config("contenttypes"))


def ids_of_permissions() -> Ids:
    types = ContentType.objects.order_by("pk").values_list("pk", flat=True)
    return list(types), Permission.objects.count()
