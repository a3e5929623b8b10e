import datetime
import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import serial.chapters.models.draft_link


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("stories", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Chapter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        blank=True,
                        help_text="If you leave this empty, readers see “Chapter” and its number.",
                        max_length=300,
                        verbose_name="title",
                    ),
                ),
                ("slug", models.CharField(editable=False, max_length=80, verbose_name="slug")),
                (
                    "position",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="position"),
                ),
                (
                    "is_numbered",
                    models.BooleanField(
                        default=True,
                        help_text="Turn this off for prologues and interludes: they get no chapter number.",
                        verbose_name="numbered",
                    ),
                ),
                (
                    "number",
                    models.PositiveIntegerField(editable=False, null=True, verbose_name="number"),
                ),
                (
                    "content_note",
                    models.CharField(blank=True, max_length=500, verbose_name="content note"),
                ),
                (
                    "note_before",
                    models.TextField(blank=True, max_length=20000, verbose_name="note before"),
                ),
                ("body", models.TextField(blank=True, max_length=500000, verbose_name="text")),
                (
                    "note_after",
                    models.TextField(blank=True, max_length=20000, verbose_name="note after"),
                ),
                ("note_before_html", models.TextField(blank=True, editable=False)),
                ("body_html", models.TextField(blank=True, editable=False)),
                ("body_text", models.TextField(blank=True, editable=False)),
                (
                    "first_sentences",
                    models.CharField(blank=True, default="", editable=False, max_length=280),
                ),
                ("note_after_html", models.TextField(blank=True, editable=False)),
                ("paragraph_history", models.JSONField(default=dict, editable=False)),
                (
                    "words",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="words"),
                ),
                ("renderer_version", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "release_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="If empty, the chapter is a draft. If the time is in the future, the chapter is released automatically then.",
                        null=True,
                        verbose_name="release",
                    ),
                ),
                ("is_queued", models.BooleanField(default=False, editable=False)),
                (
                    "is_silent",
                    models.BooleanField(
                        default=False,
                        help_text="No email and no notification. Feeds have the chapter all the same.",
                        verbose_name="do not tell followers",
                    ),
                ),
                ("announced_again_at", models.DateTimeField(editable=False, null=True)),
                ("is_taken_down", models.BooleanField(default=False, editable=False)),
                ("takedown_reasons", models.JSONField(default=list, editable=False)),
                ("former_release_at", models.DateTimeField(editable=False, null=True)),
                (
                    "revision",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="revision"),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "text_changed_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="text changed"),
                ),
                (
                    "deleted_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="deleted"),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("form_key", models.UUIDField(editable=False, null=True)),
                (
                    "part",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="chapters",
                        to="stories.part",
                        verbose_name="part",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chapters",
                        to="stories.story",
                        verbose_name="story",
                    ),
                ),
            ],
            options={
                "verbose_name": "chapter",
                "verbose_name_plural": "chapters",
                "ordering": ["story", "position", "pk"],
                "indexes": [
                    models.Index(fields=["story", "position"], name="chapter_in_order"),
                    models.Index(
                        fields=["story", "-release_at", "-position"], name="chapter_latest_of_story"
                    ),
                    models.Index(
                        condition=models.Q(("deleted_at", None), ("release_at__isnull", False)),
                        fields=["release_at"],
                        name="chapter_by_release",
                    ),
                    models.Index(
                        condition=models.Q(("announced_again_at__isnull", False)),
                        fields=["announced_again_at"],
                        name="chapter_announced_again",
                    ),
                    models.Index(
                        condition=models.Q(("announced_again_at__isnull", False)),
                        fields=["story", "announced_again_at"],
                        name="chapter_again_of_story",
                    ),
                    models.Index(
                        condition=models.Q(("deleted_at", None)),
                        fields=["story", "release_at", "words"],
                        name="chapter_totals",
                    ),
                    models.Index(fields=["renderer_version", "id"], name="chapter_by_renderer"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("story", "slug"), name="chapter_slug_unique"),
                    models.UniqueConstraint(
                        fields=("story", "form_key"), name="chapter_one_per_form"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("release_at", None),
                            models.Q(
                                (
                                    "release_at__gte",
                                    datetime.datetime(1970, 1, 1, 0, 0, tzinfo=datetime.UTC),
                                ),
                                (
                                    "release_at__lt",
                                    datetime.datetime(2200, 1, 1, 0, 0, tzinfo=datetime.UTC),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="chapter_release_in_range",
                        violation_error_message="Choose a release between 1970 and 2199.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_taken_down", False), ("release_at", None), _connector="OR"
                        ),
                        name="chapter_taken_down_is_draft",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChapterSlug",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.CharField(editable=False, max_length=80, verbose_name="slug")),
                (
                    "chapter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="slugs",
                        to="chapters.chapter",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chapter_slugs",
                        to="stories.story",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("story", "slug"), name="chapter_slug_history_unique"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DraftLink",
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
                        default=serial.chapters.models.draft_link.new_token,
                        editable=False,
                        max_length=32,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=100, verbose_name="recipient")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created"
                    ),
                ),
                ("expires_at", models.DateTimeField(verbose_name="expires")),
                (
                    "revoked_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="revoked"),
                ),
                (
                    "chapter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="draft_links",
                        to="chapters.chapter",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "draft link",
                "verbose_name_plural": "draft links",
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("token",), name="draft_link_token_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("created_at"))),
                        name="draft_link_expires_later",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "saved_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="saved"
                    ),
                ),
                (
                    "remark",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="note on this revision"
                    ),
                ),
                (
                    "restored_from",
                    models.PositiveIntegerField(null=True, verbose_name="restored from"),
                ),
                ("words_added", models.PositiveIntegerField(default=0, verbose_name="words added")),
                (
                    "words_removed",
                    models.PositiveIntegerField(default=0, verbose_name="words removed"),
                ),
                ("title", models.CharField(blank=True, max_length=300)),
                ("content_note", models.CharField(blank=True, max_length=500)),
                ("note_before", models.TextField(blank=True)),
                ("body", models.TextField(blank=True)),
                ("note_after", models.TextField(blank=True)),
                ("paragraph_ids", models.JSONField(default=list)),
                ("body_digest", models.CharField(blank=True, max_length=11)),
                (
                    "chapter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="revisions",
                        to="chapters.chapter",
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="saved by",
                    ),
                ),
                (
                    "remark_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "revision",
                "verbose_name_plural": "revisions",
                "ordering": ["-number"],
                "indexes": [
                    models.Index(fields=["saved_by", "saved_at"], name="revision_by_author"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("chapter", "number"), name="revision_number_once_per_chapter"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="revision_number_from_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Replacement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("searched", models.CharField(max_length=200, verbose_name="searched")),
                (
                    "replacement",
                    models.CharField(blank=True, max_length=200, verbose_name="replaced by"),
                ),
                ("matches_capitals", models.BooleanField(default=False)),
                ("whole_words", models.BooleanField(default=False)),
                ("fields", models.JSONField(default=list)),
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
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replacements",
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
                "verbose_name": "replacement in a story",
                "verbose_name_plural": "replacements in stories",
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("searched", ""), _negated=True),
                        name="replacement_searches_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReplacementChapter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField()),
                ("numbers", models.JSONField(null=True)),
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
                ("places", models.PositiveIntegerField(default=0, verbose_name="places")),
                ("saved_revision", models.PositiveIntegerField(null=True)),
                (
                    "chapter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="chapters.chapter",
                    ),
                ),
                (
                    "replacement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chapters",
                        to="chapters.replacement",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["replacement", "progress"], name="replacement_by_progress"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("replacement", "chapter"), name="replacement_chapter_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReleaseSchedule",
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
                            ("weekly", "On weekdays"),
                            ("interval", "Every few days"),
                            ("monthly", "Every month"),
                        ],
                        default="weekly",
                        max_length=8,
                    ),
                ),
                ("weekdays", models.JSONField(default=list)),
                ("interval_days", models.PositiveSmallIntegerField(default=7)),
                ("month_day", models.PositiveSmallIntegerField(default=1)),
                ("first_day", models.DateField()),
                ("time", models.TimeField()),
                ("time_zone", models.CharField(max_length=63)),
                ("chapters_per_slot", models.PositiveSmallIntegerField(default=1)),
                ("skipped_days", models.JSONField(default=list)),
                ("buffer_goal", models.PositiveSmallIntegerField(null=True)),
                (
                    "story",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="release_schedule",
                        to="stories.story",
                    ),
                ),
            ],
            options={
                "verbose_name": "release schedule",
                "verbose_name_plural": "release schedules",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["weekly", "interval", "monthly"])),
                        name="release_schedule_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("interval_days__gte", 1), ("interval_days__lte", 365)),
                        name="release_schedule_interval_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month_day__gte", 1), ("month_day__lte", 31)),
                        name="release_schedule_month_day_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("chapters_per_slot__gte", 1), ("chapters_per_slot__lte", 5)
                        ),
                        name="release_schedule_chapters_in_range",
                    ),
                ],
            },
        ),
    ]
