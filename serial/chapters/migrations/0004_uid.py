from typing import Any
from uuid import uuid4

from django.db import migrations, models


def give_each_its_own(apps: Any, schema_editor: Any) -> None:
    Chapter = apps.get_model("chapters", "Chapter")
    without = Chapter.objects.filter(uid=None).only("pk")
    while rows := list(without[:1_000]):
        for row in rows:
            row.uid = uuid4()
        Chapter.objects.bulk_update(rows, ["uid"])


class Migration(migrations.Migration):
    dependencies = [("chapters", "0003_draft_links")]

    operations = [
        # A default would be the same one for every row that is there already.
        migrations.AddField("chapter", "uid", models.UUIDField(null=True)),
        migrations.RunPython(give_each_its_own, migrations.RunPython.noop),
        migrations.AlterField(
            "chapter", "uid", models.UUIDField(default=uuid4, unique=True, editable=False)
        ),
    ]
