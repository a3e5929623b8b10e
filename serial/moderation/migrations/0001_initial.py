import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import serial.moderation.copyright.models.notice
from serial.moderation.check_settings.first_version import add_first_version


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("chapters", "0001_initial"),
        ("comments", "0001_initial"),
        ("stories", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MonthlyFigures",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(unique=True, verbose_name="month")),
                ("counts", models.JSONField(default=dict)),
                (
                    "counted_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="counted"),
                ),
            ],
            options={
                "verbose_name": "figures of a month",
                "verbose_name_plural": "figures of months",
                "ordering": ["-month"],
            },
        ),
        migrations.CreateModel(
            name="SpamModel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "trained_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="trained"),
                ),
                ("features_version", models.PositiveSmallIntegerField()),
                ("weights", models.BinaryField(default=bytes)),
                ("threshold", models.FloatField(null=True)),
                ("metrics", models.JSONField(default=dict)),
            ],
            options={
                "verbose_name": "spam score",
                "verbose_name_plural": "spam scores",
                "ordering": ["-pk"],
            },
        ),
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
                "indexes": [
                    models.Index(
                        fields=["ip_hash", "received_at"], name="copyright_notice_by_network"
                    ),
                    models.Index(
                        fields=["due_at", "-received_at"], name="copyright_notice_by_deadline"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
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
                ],
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["take_down", "reject", "restore", "keep_down"])
                        ),
                        name="copyright_decision_kind_known",
                    ),
                ],
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["story", "chapter"])),
                        name="notice_target_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RaidSwitch",
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
                            ("members", "Members only"),
                            ("hold-new", "Hold newcomers and guests"),
                            ("hold-all", "Hold everything"),
                            ("slow", "Slow mode"),
                        ],
                        max_length=8,
                        verbose_name="what",
                    ),
                ),
                (
                    "started_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="from"),
                ),
                ("ends_at", models.DateTimeField(verbose_name="until")),
                ("ended_at", models.DateTimeField(null=True)),
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
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="raid_switches",
                        to="stories.story",
                    ),
                ),
            ],
            options={
                "verbose_name": "raid switch",
                "verbose_name_plural": "raid switches",
                "ordering": ["-started_at", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["ends_at"],
                        name="raid_switch_by_end",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("started_at"))),
                        name="raid_switch_ends_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["members", "hold-new", "hold-all", "slow"])
                        ),
                        name="raid_switch_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewItem",
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
                            ("comment", "Comment"),
                            ("story", "Story"),
                            ("chapter", "Chapter"),
                            ("announcement", "Announcement"),
                            ("pen_name", "Pen name"),
                            ("profile", "Profile"),
                            ("image", "Picture"),
                        ],
                        max_length=12,
                    ),
                ),
                ("image", models.CharField(blank=True, max_length=200)),
                (
                    "taken_down_for",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("copyright", "Copyright notice"),
                            ("rules", "Rules of the site"),
                            ("legal-order", "Legal order"),
                        ],
                        max_length=11,
                    ),
                ),
                ("shown_by", models.JSONField(default=dict)),
                (
                    "status",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("decided", "Decided")],
                        default="waiting",
                        max_length=7,
                        verbose_name="status",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("revision", models.PositiveIntegerField(default=0)),
                ("is_held", models.BooleanField(default=False)),
                ("is_reported", models.BooleanField(default=False)),
                ("is_urgent", models.BooleanField(default=False)),
                ("open_report_count", models.PositiveIntegerField(default=0)),
                ("score", models.FloatField(default=0, verbose_name="score")),
                ("score_parts", models.JSONField(default=dict)),
                (
                    "opened_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="opened"),
                ),
                ("decided_at", models.DateTimeField(null=True, verbose_name="decided")),
                ("claimed_until", models.DateTimeField(null=True)),
                (
                    "announcement",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="review_item",
                        to="stories.announcement",
                    ),
                ),
                (
                    "chapter",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="review_item",
                        to="chapters.chapter",
                    ),
                ),
                (
                    "claimed_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "comment",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="review_item",
                        to="comments.comment",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="review_items",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "on_story",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="review_items",
                        to="stories.story",
                    ),
                ),
                (
                    "pen_name",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="review_item",
                        to="accounts.penname",
                    ),
                ),
                (
                    "profile",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="review_item",
                        to="accounts.memberprofile",
                    ),
                ),
                (
                    "story",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="review_item",
                        to="stories.story",
                    ),
                ),
            ],
            options={
                "verbose_name": "review item",
                "verbose_name_plural": "review items",
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_held", True)),
                        fields=["-is_urgent", "-score", "opened_at"],
                        name="review_item_held",
                    ),
                    models.Index(
                        condition=models.Q(("is_reported", True)),
                        fields=["-is_urgent", "-score", "opened_at"],
                        name="review_item_reported",
                    ),
                    models.Index(
                        condition=models.Q(("claimed_by__isnull", False)),
                        fields=["claimed_by"],
                        name="review_item_claimed",
                    ),
                    models.Index(fields=["on_story", "status"], name="review_item_by_story"),
                    models.Index(fields=["image"], name="review_item_by_image"),
                    models.Index(fields=["status", "-decided_at"], name="review_item_by_status"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "comment"), ("comment", None), _connector="OR"),
                            models.Q(("kind", "story"), ("story", None), _connector="OR"),
                            models.Q(("kind", "chapter"), ("chapter", None), _connector="OR"),
                            models.Q(
                                ("kind", "announcement"), ("announcement", None), _connector="OR"
                            ),
                            models.Q(("kind", "pen_name"), ("pen_name", None), _connector="OR"),
                            models.Q(("kind", "profile"), ("profile", None), _connector="OR"),
                            models.Q(("kind", "image"), ("image", ""), _connector="XOR"),
                        ),
                        name="review_item_has_one_subject",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "waiting"),
                            models.Q(("is_held", False), ("is_reported", False)),
                            _connector="XOR",
                        ),
                        name="review_item_waits_for_a_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("image", ""), _negated=True),
                        fields=("image",),
                        name="review_item_image_unique",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("title", models.CharField(max_length=80, verbose_name="title")),
                ("text", models.TextField(max_length=2000, verbose_name="text")),
                (
                    "words",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="words to the commenter"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("spam", "Spam or advertising"),
                            ("harassment", "Harassment"),
                            ("hate", "Hate"),
                            ("threat", "A threat of violence"),
                            ("self-harm", "Suicide or self-harm"),
                            ("spoiler", "A spoiler"),
                            ("off-topic", "Off topic"),
                            ("illegal", "Illegal content"),
                            ("copyright", "Copyright"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                        verbose_name="reason of reports",
                    ),
                ),
                ("is_in_force", models.BooleanField(default=True, verbose_name="in force")),
            ],
            options={
                "verbose_name": "rule",
                "verbose_name_plural": "rules",
                "ordering": ["number", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_in_force", True)),
                        fields=("number",),
                        name="rule_number_unique",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SpamSwitch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_on", models.BooleanField()),
                (
                    "switched_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="switched"
                    ),
                ),
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
                    "spam_model",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="switches",
                        to="moderation.spammodel",
                    ),
                ),
            ],
            options={
                "verbose_name": "switch of the spam score",
                "verbose_name_plural": "switches of the spam score",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Wave",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("criteria", models.JSONField(default=dict)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("approve", "Approve"),
                            ("reject", "Reject"),
                            ("hide", "Hide"),
                            ("hold", "Hold"),
                            ("restore", "Restore"),
                            ("correct", "Correct rating or warnings"),
                            ("close-comments", "Close comments"),
                            ("close-thread", "Close thread"),
                            ("warn", "Warn"),
                            ("sanction", "Sanction"),
                            ("dismiss", "Nothing to do"),
                            ("note", "Note"),
                            ("undo", "Undo"),
                        ],
                        max_length=14,
                        verbose_name="decision",
                    ),
                ),
                ("words", models.TextField(blank=True, verbose_name="words")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "sanction",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("warning", "Warning"),
                            ("approval-first", "Comments need approval"),
                            ("silenced", "May not comment"),
                            ("banned", "Banned"),
                        ],
                        max_length=14,
                    ),
                ),
                ("sanction_days", models.PositiveSmallIntegerField(null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(null=True)),
                ("stopped_at", models.DateTimeField(null=True)),
                ("undo_asked_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
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
                    "rule",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="moderation.rule",
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
                    "undo_asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "act on many comments",
                "verbose_name_plural": "acts on many comments",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Decision",
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
                            ("approve", "Approve"),
                            ("reject", "Reject"),
                            ("hide", "Hide"),
                            ("hold", "Hold"),
                            ("restore", "Restore"),
                            ("correct", "Correct rating or warnings"),
                            ("close-comments", "Close comments"),
                            ("close-thread", "Close thread"),
                            ("warn", "Warn"),
                            ("sanction", "Sanction"),
                            ("dismiss", "Nothing to do"),
                            ("note", "Note"),
                            ("undo", "Undo"),
                        ],
                        max_length=14,
                        verbose_name="decision",
                    ),
                ),
                ("check_code", models.SlugField(blank=True, max_length=40)),
                ("revision", models.PositiveIntegerField(default=0)),
                ("before", models.JSONField(default=dict)),
                ("after", models.JSONField(default=dict)),
                ("waited_since", models.DateTimeField(null=True)),
                ("was_reported", models.BooleanField(default=False)),
                ("words", models.TextField(blank=True, max_length=5000, verbose_name="words")),
                ("note", models.TextField(blank=True, max_length=5000, verbose_name="note")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="decided"),
                ),
                ("later_state", models.CharField(blank=True, max_length=12)),
                (
                    "action",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="decision",
                        to="comments.commentaction",
                    ),
                ),
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
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="decisions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undoes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="undone_by",
                        to="moderation.decision",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="moderation.reviewitem",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="moderation.rule",
                        verbose_name="rule",
                    ),
                ),
                (
                    "wave",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="moderation.wave",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision",
                "verbose_name_plural": "decisions",
                "ordering": ["-created_at", "-pk"],
                "indexes": [
                    models.Index(fields=["-created_at"], name="decision_by_time"),
                    models.Index(fields=["member", "-created_at"], name="decision_by_member"),
                    models.Index(fields=["by", "-created_at"], name="decision_by_moderator"),
                    models.Index(fields=["kind", "-created_at"], name="decision_by_kind"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undoes", None), ("wave__isnull", False)),
                        fields=("wave", "item"),
                        name="decision_once_in_a_wave",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Appeal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "words",
                    models.TextField(max_length=5000, verbose_name="why the decision is wrong"),
                ),
                (
                    "made_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="sent"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Awaiting an answer"),
                            ("upheld", "The decision stands"),
                            ("reversed", "The decision was reversed"),
                        ],
                        default="waiting",
                        max_length=8,
                        verbose_name="status",
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=5000, verbose_name="answer")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="answered")),
                ("claimed_until", models.DateTimeField(null=True)),
                (
                    "action",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="appeal",
                        to="comments.commentaction",
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claimed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="appeals",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appeal",
                        to="moderation.decision",
                    ),
                ),
            ],
            options={
                "verbose_name": "appeal",
                "verbose_name_plural": "appeals",
                "ordering": ["made_at", "pk"],
                "indexes": [
                    models.Index(fields=["status", "made_at"], name="appeal_by_status"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "waiting"),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="appeal_answered_with_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decision", None), ("action", None), _connector="OR"),
                        name="appeal_has_one_cause",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ip_hash", models.CharField(blank=True, max_length=64)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("spam", "Spam or advertising"),
                            ("harassment", "Harassment"),
                            ("hate", "Hate"),
                            ("threat", "A threat of violence"),
                            ("self-harm", "Suicide or self-harm"),
                            ("spoiler", "A spoiler"),
                            ("off-topic", "Off topic"),
                            ("illegal", "Illegal content"),
                            ("copyright", "Copyright"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                        verbose_name="reason",
                    ),
                ),
                (
                    "words",
                    models.TextField(blank=True, max_length=5000, verbose_name="what is wrong"),
                ),
                ("name", models.CharField(blank=True, max_length=100, verbose_name="name")),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="email address"),
                ),
                (
                    "is_stated_true",
                    models.BooleanField(
                        default=False, verbose_name="stated to be true and complete"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=0)),
                (
                    "received_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="received"
                    ),
                ),
                ("added_at", models.DateTimeField(null=True)),
                ("weight", models.FloatField(default=1)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("open", "Awaiting a decision"),
                            ("upheld", "Something was done"),
                            ("dismissed", "Nothing was done"),
                        ],
                        default="open",
                        max_length=9,
                        verbose_name="outcome",
                    ),
                ),
                ("judged_at", models.DateTimeField(null=True)),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "judged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="judged_reports",
                        to="moderation.decision",
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="reports",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="moderation.reviewitem",
                    ),
                ),
            ],
            options={
                "verbose_name": "report",
                "verbose_name_plural": "reports",
                "ordering": ["received_at", "pk"],
                "indexes": [
                    models.Index(fields=["reporter", "outcome"], name="report_by_reporter"),
                    models.Index(fields=["ip_hash", "-received_at"], name="report_by_ip_hash"),
                    models.Index(fields=["received_at"], name="report_by_time"),
                    models.Index(
                        condition=models.Q(("judged_at__isnull", False)),
                        fields=["judged_at"],
                        name="report_by_judgement",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("reporter__isnull", False)),
                        fields=("item", "reporter"),
                        name="report_once_by_member",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("reporter", None), models.Q(("ip_hash", ""), _negated=True)
                        ),
                        fields=("item", "ip_hash"),
                        name="report_once_by_guest",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sanction",
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
                            ("warning", "Warning"),
                            ("approval-first", "Comments need approval"),
                            ("silenced", "May not comment"),
                            ("banned", "Banned"),
                        ],
                        max_length=14,
                        verbose_name="sanction",
                    ),
                ),
                (
                    "starts_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="from"),
                ),
                ("ends_at", models.DateTimeField(null=True, verbose_name="until")),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sanction",
                        to="moderation.decision",
                    ),
                ),
                (
                    "ended_by",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="ended_sanction",
                        to="moderation.decision",
                    ),
                ),
                (
                    "ip_hash",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="sanctions",
                        to="comments.guestiphash",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="sanctions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "sanction",
                "verbose_name_plural": "sanctions",
                "ordering": ["-starts_at", "-pk"],
                "indexes": [
                    models.Index(fields=["member", "-starts_at"], name="sanction_by_member"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("member", None), ("ip_hash", None), _connector="OR"),
                        name="sanction_has_one_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WaveComment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveSmallIntegerField(default=0)),
                ("is_newcomer", models.BooleanField(default=False)),
                (
                    "progress",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("done", "Done"),
                            ("left-out", "Left out"),
                            ("undone", "Undone"),
                            ("not-undone", "Not undone"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "action",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="wave_comment",
                        to="comments.commentaction",
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="comments.comment",
                    ),
                ),
                (
                    "wave",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="moderation.wave",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["wave", "progress"], name="wave_comment_by_progress"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("wave", "comment"), name="wave_comment_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CheckSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(unique=True, verbose_name="version")),
                ("content", models.JSONField(default=dict)),
                ("section", models.CharField(max_length=60)),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="saved"),
                ),
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
                    "undoes",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="moderation.checksettings",
                    ),
                ),
            ],
            options={
                "verbose_name": "version of the check settings",
                "verbose_name_plural": "versions of the check settings",
                "ordering": ["-version"],
                "indexes": [
                    models.Index(fields=["section", "-version"], name="check_settings_by_section")
                ],
            },
        ),
        migrations.RunPython(add_first_version, migrations.RunPython.noop),
    ]
