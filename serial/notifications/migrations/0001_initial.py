import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("chapters", "0001_initial"),
        ("comments", "0001_initial"),
        ("moderation", "0001_initial"),
        ("stories", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AnnouncementMailing",
            fields=[
                (
                    "announcement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="mailing",
                        serialize=False,
                        to="stories.announcement",
                    ),
                ),
                ("found_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("done_until", models.BigIntegerField(default=0)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "announcement mailing",
                "verbose_name_plural": "announcement mailings",
            },
        ),
        migrations.CreateModel(
            name="ReleaseMailing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("found_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("done_until", models.BigIntegerField(default=0)),
                ("ended_at", models.DateTimeField(null=True)),
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
                "verbose_name": "release mailing",
                "verbose_name_plural": "release mailings",
            },
        ),
        migrations.CreateModel(
            name="ChaptersSeen",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seen_until", models.DateTimeField(default=django.utils.timezone.now)),
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chapters_seen",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "seen chapters",
                "verbose_name_plural": "seen chapters",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("story__isnull", False)),
                        fields=("user", "story"),
                        name="chapters_seen_once_a_story",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("story", None)),
                        fields=("user",),
                        name="chapters_seen_once_of_all",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DigestTime",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hour", models.PositiveSmallIntegerField(default=7, verbose_name="hour")),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Monday"),
                            (1, "Tuesday"),
                            (2, "Wednesday"),
                            (3, "Thursday"),
                            (4, "Friday"),
                            (5, "Saturday"),
                            (6, "Sunday"),
                        ],
                        default=5,
                        verbose_name="day of the weekly digest",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="digest_time",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "digest time",
                "verbose_name_plural": "digest times",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("hour__lt", 24)), name="digest_time_hour_of_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weekday__in", [0, 1, 2, 3, 4, 5, 6])),
                        name="digest_time_weekday_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Notification",
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
                            ("chapter", "New chapters"),
                            ("announcement", "Announcements"),
                            ("reply", "Replies to you"),
                            ("mention", "Mentions"),
                            ("author_like", "Likes by authors"),
                            ("decision", "Decisions"),
                            ("invitation", "Co-author invitations"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("key", models.CharField(max_length=60, verbose_name="key")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="created"),
                ),
                ("read_at", models.DateTimeField(null=True, verbose_name="read")),
                ("queued_at", models.DateTimeField(null=True, verbose_name="queued")),
                (
                    "action",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="comments.commentaction",
                    ),
                ),
                (
                    "announcement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="stories.announcement",
                    ),
                ),
                (
                    "appeal",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="moderation.appeal",
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="comments.comment",
                    ),
                ),
                (
                    "credit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="stories.credit",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="moderation.decision",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="moderation.report",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notifications",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "notification",
                "verbose_name_plural": "notifications",
                "ordering": ["-created_at", "-pk"],
                "indexes": [
                    models.Index(
                        fields=["user", "-created_at", "-id"], name="notification_of_member"
                    ),
                    models.Index(
                        condition=models.Q(("read_at__isnull", True)),
                        fields=["user"],
                        name="notification_unread",
                    ),
                    models.Index(fields=["created_at"], name="notification_by_time"),
                    models.Index(
                        condition=models.Q(("queued_at__isnull", True)),
                        fields=["created_at"],
                        name="notification_not_queued",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "key"), name="notification_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("comment__isnull", False),
                                ("kind__in", ["reply", "mention", "author_like"]),
                            ),
                            models.Q(("decision__isnull", False), ("kind", "decision")),
                            models.Q(("action__isnull", False), ("kind", "decision")),
                            models.Q(("kind", "decision"), ("report__isnull", False)),
                            models.Q(("appeal__isnull", False), ("kind", "decision")),
                            models.Q(("credit__isnull", False), ("kind", "invitation")),
                            models.Q(("announcement__isnull", False), ("kind", "announcement")),
                            _connector="OR",
                        ),
                        name="notification_has_its_subject",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NotificationSetting",
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
                            ("chapter", "New chapters"),
                            ("announcement", "Announcements"),
                            ("reply", "Replies to you"),
                            ("mention", "Mentions"),
                            ("author_like", "Likes by authors"),
                            ("decision", "Decisions"),
                            ("invitation", "Co-author invitations"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("in_site", models.BooleanField(verbose_name="in the site")),
                (
                    "email",
                    models.CharField(
                        choices=[
                            ("never", "Nothing"),
                            ("now", "At once"),
                            ("daily", "Daily digest"),
                            ("weekly", "Weekly digest"),
                        ],
                        max_length=6,
                        verbose_name="email",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notification_settings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "notification setting",
                "verbose_name_plural": "notification settings",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "kind"), name="notification_setting_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "chapter",
                                    "announcement",
                                    "reply",
                                    "mention",
                                    "author_like",
                                    "decision",
                                    "invitation",
                                ],
                            )
                        ),
                        name="notification_setting_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("email__in", ["never", "now", "daily", "weekly"])),
                        name="notification_setting_email_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReleaseMailingChapter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_again", models.BooleanField(default=False)),
                (
                    "chapter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="release_mailings",
                        to="chapters.chapter",
                    ),
                ),
                (
                    "mailing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chapters",
                        to="notifications.releasemailing",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("chapter", "is_again"), name="chapter_announced_once_in_each_way"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StorySetting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "email",
                    models.CharField(
                        choices=[
                            ("never", "Nothing"),
                            ("now", "At once"),
                            ("daily", "Daily digest"),
                            ("weekly", "Weekly digest"),
                        ],
                        max_length=6,
                        verbose_name="email",
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
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="story_settings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "notification setting of a story",
                "verbose_name_plural": "notification settings of stories",
                "constraints": [
                    models.UniqueConstraint(fields=("user", "story"), name="story_setting_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("email__in", ["never", "now", "daily", "weekly"])),
                        name="story_setting_email_known",
                    ),
                ],
            },
        ),
    ]
