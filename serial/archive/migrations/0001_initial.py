import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import serial.archive.models.account_deletion


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("stories", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FileDeletion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=255, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="AccountDeletion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "comments",
                    models.CharField(
                        choices=[("keep", "Kept without a name"), ("erase", "Erased")],
                        default="keep",
                        max_length=5,
                        verbose_name="comments",
                    ),
                ),
                (
                    "requested_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="requested"
                    ),
                ),
                (
                    "due_at",
                    models.DateTimeField(
                        default=serial.archive.models.account_deletion.end_of_cancel_period,
                        verbose_name="due",
                    ),
                ),
                (
                    "by_member",
                    models.BooleanField(default=True, verbose_name="started by the member"),
                ),
                (
                    "is_cancellable",
                    models.BooleanField(default=True, verbose_name="signing in cancels it"),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="started by",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="account_deletion",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "account deletion",
                "verbose_name_plural": "account deletions",
                "ordering": ["due_at", "pk"],
                "indexes": [
                    models.Index(fields=["due_at"], name="account_deletion_by_due"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("comments__in", ["keep", "erase"])),
                        name="account_deletion_comments_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_at__gte", models.F("requested_at"))),
                        name="account_deletion_due_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("by_member", False), ("requested_by", None), _connector="OR"
                        ),
                        name="account_deletion_by_member_or_administrator",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DepartingStory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "choice",
                    models.CharField(
                        choices=[
                            ("hand-over", "Handed over"),
                            ("keep", "Kept without a name"),
                            ("delete", "Deleted"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "deletion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stories",
                        to="archive.accountdeletion",
                    ),
                ),
                (
                    "hand_over_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="accounts.penname",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="stories.story",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("deletion", "story"), name="departing_story_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("choice__in", ["hand-over", "keep", "delete"])),
                        name="departing_story_choice_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("choice", "hand-over"), ("hand_over_to", None), _connector="OR"
                        ),
                        name="departing_story_pen_name_only_if_handed_over",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ErasureRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("account", "Account"), ("guest", "Comments of a guest")],
                        max_length=7,
                        verbose_name="erased",
                    ),
                ),
                (
                    "erased_on",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="day"),
                ),
                (
                    "stories_hand_over",
                    models.PositiveIntegerField(default=0, verbose_name="stories handed over"),
                ),
                (
                    "stories_keep",
                    models.PositiveIntegerField(
                        default=0, verbose_name="stories kept without a name"
                    ),
                ),
                (
                    "stories_deleted",
                    models.PositiveIntegerField(default=0, verbose_name="stories deleted"),
                ),
                (
                    "comments_erased",
                    models.PositiveIntegerField(default=0, verbose_name="comments erased"),
                ),
                (
                    "comments_kept",
                    models.PositiveIntegerField(
                        default=0, verbose_name="comments kept without a name"
                    ),
                ),
                (
                    "erased_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="erased by",
                    ),
                ),
            ],
            options={
                "verbose_name": "erasure record",
                "verbose_name_plural": "erasure records",
                "ordering": ["-erased_on", "-pk"],
            },
        ),
    ]
