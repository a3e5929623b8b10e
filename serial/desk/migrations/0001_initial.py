import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("chapters", "0001_initial"),
        ("stories", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CreditInvitation",
            fields=[],
            options={
                "verbose_name": "co-author invitation",
                "verbose_name_plural": "co-author invitations",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("stories.credit",),
        ),
        migrations.CreateModel(
            name="SavedReply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="text")),
                (
                    "saved_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="saved"),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_replies",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "saved reply",
                "verbose_name_plural": "saved replies",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="IgnoredCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=30)),
                ("text", models.CharField(max_length=200)),
                ("ignored_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ignored_checks",
                        to="stories.story",
                    ),
                ),
            ],
            options={
                "verbose_name": "ignored check",
                "verbose_name_plural": "ignored checks",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("story", "kind", "text"), name="ignored_check_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="ignored_check_has_text",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uploaded_at", models.DateTimeField(auto_now_add=True)),
                ("file", models.ImageField(max_length=200, upload_to="pictures/%Y/%m/")),
                ("size", models.PositiveIntegerField(verbose_name="size in bytes")),
                ("is_imported", models.BooleanField(default=False)),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="uploads",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "upload",
                "verbose_name_plural": "uploads",
                "ordering": ["-uploaded_at", "-pk"],
                "indexes": [
                    models.Index(
                        fields=["uploaded_by", "uploaded_at"], name="upload_by_person_and_time"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkingCopy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(editable=False, unique=True)),
                ("based_on", models.PositiveBigIntegerField(default=0)),
                ("sequence", models.PositiveBigIntegerField(default=0)),
                ("caret", models.PositiveIntegerField(null=True)),
                ("typed_at", models.DateTimeField(verbose_name="typed")),
                ("saved_at", models.DateTimeField(null=True)),
                ("discarded_at", models.DateTimeField(null=True)),
                ("title", models.TextField(blank=True)),
                ("content_note", models.TextField(blank=True)),
                ("note_before", models.TextField(blank=True)),
                ("body", models.TextField(blank=True)),
                ("note_after", models.TextField(blank=True)),
                (
                    "chapter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="working_copies",
                        to="chapters.chapter",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="stories.story",
                    ),
                ),
                (
                    "typed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="working_copies",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "working copy",
                "verbose_name_plural": "working copies",
                "ordering": ["-typed_at", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("discarded_at", None), ("saved_at", None)),
                        fields=["typed_by", "chapter", "typed_at"],
                        name="working_copy_unsaved",
                    )
                ],
            },
        ),
    ]
