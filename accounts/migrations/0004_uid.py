from typing import Any
from uuid import uuid4

from django.db import migrations, models


def give_each_its_own(apps: Any, schema_editor: Any) -> None:
    PenName = apps.get_model("accounts", "PenName")
    without = PenName.objects.filter(uid=None).only("pk")
    while rows := list(without[:1_000]):
        for row in rows:
            row.uid = uuid4()
        PenName.objects.bulk_update(rows, ["uid"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_reading_steps")]

    operations = [
        # A default would be the same one for every row that is there already.
        migrations.AddField("penname", "uid", models.UUIDField(null=True)),
        migrations.RunPython(give_each_its_own, migrations.RunPython.noop),
        migrations.AlterField(
            "penname", "uid", models.UUIDField(default=uuid4, unique=True, editable=False)
        ),
    ]
