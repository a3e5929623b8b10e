import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("stories", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Follow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "pen_name",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follows",
                        to="accounts.penname",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follows",
                        to="stories.story",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follows",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "follow",
                "verbose_name_plural": "follows",
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("pen_name", None), ("story__isnull", False)),
                            models.Q(("pen_name__isnull", False), ("story", None)),
                            _connector="OR",
                        ),
                        name="follow_of_story_or_pen_name",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("story__isnull", False)),
                        fields=("story", "user"),
                        name="follow_story_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("pen_name__isnull", False)),
                        fields=("pen_name", "user"),
                        name="follow_pen_name_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PrivateFeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token_hash", models.CharField(editable=False, max_length=64)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("rotated_at", models.DateTimeField(null=True)),
                (
                    "pen_name",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.penname",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="stories.story",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="stories.tag",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="private_feeds",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "private feed",
                "verbose_name_plural": "private feeds",
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("token_hash",), name="private_feed_token_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("pen_name", None), ("story", None)),
                            models.Q(("story", None), ("tag", None)),
                            models.Q(("pen_name", None), ("tag", None)),
                            _connector="OR",
                        ),
                        name="private_feed_of_one_thing",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("pen_name", None), ("story", None), ("tag", None)),
                        fields=("user",),
                        name="private_feed_of_site_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("story__isnull", False)),
                        fields=("user", "story"),
                        name="private_feed_of_story_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("pen_name__isnull", False)),
                        fields=("user", "pen_name"),
                        name="private_feed_of_pen_name_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("tag__isnull", False)),
                        fields=("user", "tag"),
                        name="private_feed_of_tag_once",
                    ),
                ],
            },
        ),
    ]
