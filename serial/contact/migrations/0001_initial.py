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
            name="ContactMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("form_key", models.UUIDField(editable=False, unique=True)),
                (
                    "received_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("ip_hash", models.CharField(blank=True, editable=False, max_length=64)),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("email", models.EmailField(max_length=254, verbose_name="email")),
                (
                    "subject",
                    models.CharField(
                        choices=[
                            ("question", "A question"),
                            ("problem", "Something does not work"),
                            ("rules", "A story or comment breaks the rules"),
                            ("data", "My account or my data"),
                            ("authority", "A request from an authority"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                        verbose_name="subject",
                    ),
                ),
                ("text", models.TextField(max_length=5000, verbose_name="message")),
                (
                    "handled_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="handled"
                    ),
                ),
                (
                    "handled_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "message to the operator",
                "verbose_name_plural": "messages to the operator",
                "indexes": [
                    models.Index(
                        fields=["ip_hash", "received_at"], name="contact_message_by_network"
                    ),
                    models.Index(
                        fields=["handled_at", "received_at"], name="contact_message_by_handled"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "subject__in",
                                ["question", "problem", "rules", "data", "authority", "other"],
                            )
                        ),
                        name="contact_message_subject_known",
                    )
                ],
            },
        ),
    ]
