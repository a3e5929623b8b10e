import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import serial.mail.models.unsubscribe_token


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="StoppedAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "email",
                    models.EmailField(max_length=254, unique=True, verbose_name="email address"),
                ),
                (
                    "stopped_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="stopped"),
                ),
                ("is_final", models.BooleanField(verbose_name="final")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
            ],
            options={
                "verbose_name": "stopped address",
                "verbose_name_plural": "stopped addresses",
            },
        ),
        migrations.CreateModel(
            name="Bounce",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="email address")),
                ("outbox_id", models.BigIntegerField()),
                (
                    "received_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="received"
                    ),
                ),
            ],
            options={
                "verbose_name": "bounce",
                "verbose_name_plural": "bounces",
                "indexes": [models.Index(fields=["received_at"], name="bounce_by_time")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("email", "outbox_id"), name="bounce_counts_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OutboxEmail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40, verbose_name="kind")),
                ("event", models.CharField(max_length=120, verbose_name="event")),
                (
                    "address",
                    models.EmailField(
                        blank=True,
                        default="",
                        max_length=254,
                        verbose_name="email address of a guest",
                    ),
                ),
                (
                    "scope",
                    models.CharField(blank=True, default="", max_length=60, verbose_name="scope"),
                ),
                ("arguments", models.JSONField(default=dict, verbose_name="arguments")),
                (
                    "queued_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="queued"),
                ),
                (
                    "due_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="due"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("sent", "Sent"),
                            ("not-needed", "Not needed"),
                            ("failed", "Failed"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ended")),
                (
                    "sent_to",
                    models.EmailField(
                        blank=True, default="", max_length=254, verbose_name="sent to"
                    ),
                ),
                ("claim", models.UUIDField(null=True)),
                ("claimed_until", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("error", models.TextField(blank=True, default="", verbose_name="error")),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="member",
                    ),
                ),
            ],
            options={
                "verbose_name": "outgoing email",
                "verbose_name_plural": "outgoing emails",
                "ordering": ["due_at", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["due_at", "id"],
                        name="outbox_by_due",
                    ),
                    models.Index(fields=["state", "ended_at"], name="outbox_by_end"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["waiting", "sent", "not-needed", "failed"])
                        ),
                        name="outbox_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("user", None), ("address", ""), _connector="XOR"),
                        name="outbox_has_one_recipient",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("state", "waiting")),
                            models.Q(
                                models.Q(("state", "waiting"), _negated=True),
                                ("ended_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="outbox_ends_when_not_waiting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("claim", None), ("claimed_until", None)),
                            models.Q(("claim__isnull", False), ("claimed_until__isnull", False)),
                            _connector="OR",
                        ),
                        name="outbox_claim_has_an_end",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("user__isnull", False)),
                        fields=("user", "event"),
                        name="outbox_once_per_member_and_event",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("address", ""), _negated=True),
                        fields=("address", "event"),
                        name="outbox_once_per_address_and_event",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnsubscribeToken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "token",
                    models.CharField(
                        default=serial.mail.models.unsubscribe_token.make_token,
                        max_length=32,
                        unique=True,
                    ),
                ),
                ("address", models.EmailField(blank=True, default="", max_length=254)),
                ("scope", models.CharField(max_length=60)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("user", None), ("address", ""), _connector="XOR"),
                        name="unsubscribe_token_has_one_recipient",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("user__isnull", False)),
                        fields=("user", "scope"),
                        name="unsubscribe_token_per_member_and_scope",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("address", ""), _negated=True),
                        fields=("address", "scope"),
                        name="unsubscribe_token_per_address_and_scope",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SuppressedEmail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hash", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
    ]
