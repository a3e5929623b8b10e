import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import serial.moderation.copyright.models.notice


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("chapters", "0001_initial"),
        ("stories", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CopyrightNotice",
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
                (
                    "reference",
                    models.CharField(
                        default=serial.moderation.copyright.models.notice.new_reference,
                        editable=False,
                        max_length=8,
                        unique=True,
                        verbose_name="reference",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("email", models.EmailField(max_length=254, verbose_name="email")),
                (
                    "address",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="address or telephone"
                    ),
                ),
                (
                    "capacity",
                    models.CharField(
                        choices=[
                            ("owner", "I own the rights in the work"),
                            ("agent", "I act for the owner of the rights"),
                        ],
                        max_length=5,
                        verbose_name="acts as",
                    ),
                ),
                ("signature", models.CharField(max_length=200, verbose_name="signature")),
                ("work", models.TextField(max_length=5000, verbose_name="the work")),
                (
                    "explanation",
                    models.TextField(max_length=5000, verbose_name="what was taken from it"),
                ),
                ("statements", models.TextField(verbose_name="statements")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "Awaiting a decision"),
                            ("rejected", "Rejected"),
                            ("taken_down", "Taken down"),
                            ("countered", "Counter-notice received"),
                            ("kept_down", "Kept down"),
                            ("restored", "Put back"),
                        ],
                        default="received",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "due_at",
                    models.DateTimeField(
                        default=serial.moderation.copyright.models.notice.response_deadline,
                        null=True,
                        verbose_name="deadline",
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True, verbose_name="decided")),
                (
                    "handled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="handled by",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="copyright_notices",
                        to="stories.story",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "copyright notice",
                "verbose_name_plural": "copyright notices",
            },
        ),
        migrations.CreateModel(
            name="CopyrightDecision",
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
                        choices=[
                            ("take_down", "Take down: readers can no longer open it"),
                            ("reject", "Reject the notice: it stays online"),
                            ("restore", "Put back: readers can open it again"),
                            ("keep_down", "Keep down: the sender of the notice has gone to court"),
                        ],
                        max_length=9,
                        verbose_name="decision",
                    ),
                ),
                ("reason", models.TextField(max_length=2000, verbose_name="reason")),
                ("decided_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="moderation.copyrightnotice",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision on a copyright notice",
                "verbose_name_plural": "decisions on copyright notices",
                "ordering": ["decided_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CounterNotice",
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
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("email", models.EmailField(max_length=254, verbose_name="email")),
                ("address", models.TextField(max_length=1000, verbose_name="postal address")),
                ("phone", models.CharField(max_length=50, verbose_name="telephone")),
                ("explanation", models.TextField(max_length=5000, verbose_name="explanation")),
                ("statements", models.TextField(verbose_name="statements")),
                ("signature", models.CharField(max_length=200, verbose_name="signature")),
                (
                    "notice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="counter_notice",
                        to="moderation.copyrightnotice",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "counter-notice",
                "verbose_name_plural": "counter-notices",
            },
        ),
        migrations.CreateModel(
            name="NoticeTarget",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("url", models.CharField(max_length=2000)),
                (
                    "kind",
                    models.CharField(
                        choices=[("story", "the whole story"), ("chapter", "a chapter")],
                        max_length=7,
                    ),
                ),
                ("is_down", models.BooleanField(default=False)),
                ("former_release_at", models.DateTimeField(null=True)),
                (
                    "former_visibility",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("draft", "Draft: only its credited authors can see it"),
                            ("public", "Public: everyone can read it, and it is listed"),
                            ("unlisted", "Unlisted: everyone who has the link can read it"),
                            ("members", "Members only: signed-in members can read it"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "chapter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="chapters.chapter",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="targets",
                        to="moderation.copyrightnotice",
                    ),
                ),
            ],
            options={
                "verbose_name": "named page",
                "verbose_name_plural": "named pages",
            },
        ),
        migrations.AddIndex(
            model_name="copyrightnotice",
            index=models.Index(
                fields=["ip_hash", "received_at"], name="copyright_notice_by_network"
            ),
        ),
        migrations.AddIndex(
            model_name="copyrightnotice",
            index=models.Index(
                fields=["due_at", "-received_at"], name="copyright_notice_by_deadline"
            ),
        ),
        migrations.AddConstraint(
            model_name="copyrightnotice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "received",
                            "rejected",
                            "taken_down",
                            "countered",
                            "kept_down",
                            "restored",
                        ],
                    )
                ),
                name="copyright_notice_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="copyrightdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["take_down", "reject", "restore", "keep_down"])),
                name="copyright_decision_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="noticetarget",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["story", "chapter"])),
                name="notice_target_kind_known",
            ),
        ),
    ]
