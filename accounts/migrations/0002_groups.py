from typing import Any

from django.db import migrations

GROUPS = ("authors", "moderators", "administrators")


def add_groups(apps: Any, schema_editor: Any) -> None:
    group = apps.get_model("auth", "Group")
    for name in GROUPS:
        group.objects.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(add_groups, migrations.RunPython.noop)]
