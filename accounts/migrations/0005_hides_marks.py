from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_uid"),
    ]

    operations = [
        migrations.AddField(
            model_name="preferences",
            name="hides_marks",
            field=models.BooleanField(
                default=False, verbose_name="hide the marks of comments beside paragraphs"
            ),
        ),
    ]
