import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PolicyVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "document",
                    models.CharField(
                        choices=[
                            ("terms", "Terms"),
                            ("rules", "Content rules"),
                            ("privacy", "Privacy"),
                            ("accessibility", "Accessibility"),
                            ("contact", "Contact"),
                        ],
                        max_length=20,
                        verbose_name="document",
                    ),
                ),
                (
                    "number",
                    models.PositiveIntegerField(editable=False, null=True, verbose_name="version"),
                ),
                ("body", models.TextField(max_length=200000, verbose_name="text")),
                ("body_html", models.TextField(editable=False)),
                ("renderer_version", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "summary",
                    models.CharField(
                        blank=True,
                        help_text="One or two sentences. Readers see them above the text and in the list.",
                        max_length=500,
                        verbose_name="what changed",
                    ),
                ),
                (
                    "is_material",
                    models.BooleanField(
                        default=True,
                        help_text="For terms and content rules. Members are asked before they next post a comment or save at the desk. Leave it off for corrections that change nobody’s rights.",
                        verbose_name="ask members to accept this version",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="published"),
                ),
            ],
            options={
                "verbose_name": "version",
                "verbose_name_plural": "terms, privacy and other pages",
                "ordering": ["document", "-number", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("document", "number"), name="policy_version_number_unique"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("number", None)),
                        fields=("document",),
                        name="policy_version_one_draft",
                        violation_error_message="This document has a draft already. Edit that one.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", None), ("published_at", None)),
                            models.Q(("number__gte", 1), ("published_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="policy_version_number_when_published",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PolicyAcceptance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "document",
                    models.CharField(
                        choices=[("terms", "Terms"), ("rules", "Content rules")], max_length=20
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("accepted_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="policy_acceptances",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "document", "number"), name="policy_acceptance_unique"
                    )
                ],
            },
        ),
    ]
