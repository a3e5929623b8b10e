import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import serial.comments.models.guest_email


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("chapters", "0001_initial"),
        ("stories", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FeedbackPause",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="feedback_pause",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="Discussion",
            fields=[
                (
                    "chapter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="discussion",
                        serialize=False,
                        to="chapters.chapter",
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("everyone", "Everyone"),
                            ("members", "Members only"),
                            ("nobody", "Nobody"),
                        ],
                        max_length=10,
                        verbose_name="who can comment",
                    ),
                ),
                (
                    "premoderation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("nobody", "None"),
                            ("guests", "Guest comments"),
                            ("everyone", "All comments"),
                        ],
                        max_length=10,
                        verbose_name="comments that need your approval",
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed")),
                ("last_number", models.PositiveIntegerField(default=0)),
                ("version", models.PositiveBigIntegerField(default=0)),
                ("comment_count", models.PositiveIntegerField(default=0)),
                ("thread_count", models.PositiveIntegerField(default=0)),
                ("kudos_count", models.PositiveIntegerField(default=0)),
                ("paragraph_counts", models.JSONField(default=dict)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["", "everyone", "members", "nobody"])),
                        name="discussion_audience_valid",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("premoderation__in", ["", "nobody", "guests", "everyone"])
                        ),
                        name="discussion_premoderation_valid",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GuestIpHash",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hash", models.CharField(max_length=64, unique=True)),
                ("last_seen_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["last_seen_at"], name="guest_ip_hash_by_last_seen")
                ],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("thread", models.PositiveIntegerField()),
                ("ordinal", models.PositiveIntegerField(default=0)),
                ("depth", models.PositiveSmallIntegerField(default=0)),
                ("path", models.CharField(max_length=42)),
                ("guest_name", models.CharField(blank=True, max_length=60, verbose_name="name")),
                ("body", models.TextField(blank=True, max_length=10000, verbose_name="comment")),
                ("body_html", models.TextField(blank=True, editable=False)),
                ("renderer_version", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("paragraph", models.PositiveIntegerField(null=True, verbose_name="paragraph")),
                ("quote", models.CharField(blank=True, max_length=500, verbose_name="quote")),
                ("quote_is_hidden", models.BooleanField(default=False)),
                ("quote_is_folded", models.BooleanField(default=False)),
                ("revision", models.PositiveIntegerField(default=0, verbose_name="revision")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("published", "Published"),
                            ("held", "Awaiting moderation"),
                            ("hidden", "Hidden"),
                            ("rejected", "Rejected"),
                            ("deleted", "Deleted"),
                            ("erased", "Erased"),
                        ],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "posted_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="posted"),
                ),
                ("edited_at", models.DateTimeField(null=True, verbose_name="edited")),
                ("edit_count", models.PositiveSmallIntegerField(default=0)),
                ("state_changed_at", models.DateTimeField(null=True)),
                ("is_pinned", models.BooleanField(default=False, verbose_name="pinned")),
                ("closed_at", models.DateTimeField(null=True, verbose_name="closed")),
                ("visible_reply_count", models.PositiveIntegerField(default=0)),
                ("reply_count", models.PositiveIntegerField(default=0)),
                ("thread_has_author", models.BooleanField(default=False)),
                ("like_count", models.PositiveIntegerField(default=0)),
                ("liked_by_author", models.BooleanField(default=False)),
                ("has_author_reply", models.BooleanField(default=False)),
                ("is_done", models.BooleanField(default=False)),
                ("form_key", models.UUIDField(editable=False, unique=True)),
                (
                    "chapter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="chapters.chapter",
                        verbose_name="chapter",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="comments.comment",
                    ),
                ),
                (
                    "pen_name",
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
                        related_name="comments",
                        to="stories.story",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="comments",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
                (
                    "ip_hash",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="comments",
                        to="comments.guestiphash",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment",
                "verbose_name_plural": "comments",
                "ordering": ["-posted_at", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("parent", None)),
                        fields=["chapter", "-is_pinned", "number"],
                        name="comment_threads_oldest",
                    ),
                    models.Index(
                        condition=models.Q(("parent", None)),
                        fields=["chapter", "-is_pinned", "-number"],
                        name="comment_threads_newest",
                    ),
                    models.Index(
                        condition=models.Q(("parent", None)),
                        fields=["chapter", "-is_pinned", "-thread_has_author", "number"],
                        name="comment_threads_author",
                    ),
                    models.Index(fields=["chapter", "thread", "ordinal"], name="comment_by_thread"),
                    models.Index(
                        condition=models.Q(("paragraph__isnull", False)),
                        fields=["chapter", "paragraph", "number"],
                        name="comment_by_paragraph",
                    ),
                    models.Index(fields=["user", "-posted_at"], name="comment_by_user"),
                    models.Index(fields=["user", "chapter"], name="comment_by_user_and_chapter"),
                    models.Index(fields=["ip_hash", "-posted_at"], name="comment_by_ip_hash"),
                    models.Index(
                        django.db.models.functions.text.Lower("guest_name"),
                        condition=models.Q(("user__isnull", True)),
                        name="comment_by_guest_name",
                    ),
                    models.Index(fields=["story", "-posted_at"], name="comment_by_story"),
                    models.Index(fields=["state", "-posted_at"], name="comment_by_state"),
                    models.Index(
                        condition=models.Q(
                            ("has_author_reply", False),
                            ("is_done", False),
                            ("liked_by_author", False),
                            ("pen_name", None),
                        ),
                        fields=["story", "-posted_at"],
                        name="comment_no_author_response",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("chapter", "number"), name="comment_number_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["published", "held", "hidden", "rejected", "deleted", "erased"],
                            )
                        ),
                        name="comment_state_valid",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ordinal", 0), ("parent", None), ("thread", models.F("number"))
                            ),
                            models.Q(
                                ("ordinal__gt", 0),
                                ("parent__isnull", False),
                                ("thread__lt", models.F("number")),
                            ),
                            _connector="OR",
                        ),
                        name="comment_thread_starts_with_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "erased"), _negated=True),
                            models.Q(("body", ""), ("body_html", ""), ("quote", "")),
                            _connector="OR",
                        ),
                        name="comment_erased_has_no_text",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommentRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("body", models.TextField()),
                ("replaced_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="revisions",
                        to="comments.comment",
                    ),
                ),
            ],
            options={
                "ordering": ["-replaced_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Kudos",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("given_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "chapter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kudos",
                        to="chapters.chapter",
                    ),
                ),
                (
                    "ip_hash",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="kudos",
                        to="comments.guestiphash",
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
                "verbose_name_plural": "kudos",
                "constraints": [
                    models.UniqueConstraint(fields=("chapter", "user"), name="kudos_unique_user"),
                    models.UniqueConstraint(
                        fields=("chapter", "ip_hash"), name="kudos_unique_ip_hash"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("user", None), ("ip_hash", None), _connector="OR"),
                        name="kudos_user_or_ip_hash",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Like",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("as_author", models.BooleanField(default=False)),
                ("given_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="likes",
                        to="comments.comment",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="comment_likes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("as_author", True)),
                        fields=["given_at"],
                        name="like_by_author",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("comment", "user"), name="like_unique"),
                ],
            },
        ),
        migrations.CreateModel(
            name="MemberBlock",
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
                        choices=[("mute", "Muted"), ("block", "Blocked")], max_length=5
                    ),
                ),
                ("target_name", models.CharField(blank=True, max_length=100)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="member_blocks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("owner", "target", "kind"), name="member_block_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("owner", models.F("target")), _negated=True),
                        name="member_block_not_self",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mention",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mentions",
                        to="comments.comment",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("comment", "user"), name="mention_unique"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReadMarker",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("read_before_visit", models.PositiveIntegerField(default=0)),
                ("read_in_visit", models.PositiveIntegerField(default=0)),
                ("visited_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "chapter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="read_markers",
                        to="chapters.chapter",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user", "chapter"), name="read_marker_unique"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SentenceHash",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.BigIntegerField()),
                ("posted_at", models.DateTimeField()),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sentence_hashes",
                        to="comments.comment",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["posted_at"], name="sentence_hash_by_time"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("digest", "comment"), name="sentence_hash_once_in_a_comment"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StoryBan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "ip_hash",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="comments.guestiphash",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bans",
                        to="stories.story",
                    ),
                ),
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
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("story", "user"), name="story_ban_unique_user"),
                    models.UniqueConstraint(
                        fields=("story", "ip_hash"), name="story_ban_unique_ip_hash"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ip_hash__isnull", False), ("user", None)),
                            models.Q(("ip_hash", None), ("user__isnull", False)),
                            _connector="OR",
                        ),
                        name="story_ban_user_or_ip_hash",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StoryCommentSettings",
            fields=[
                (
                    "story",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="comment_settings",
                        serialize=False,
                        to="stories.story",
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("everyone", "Everyone"),
                            ("members", "Members only"),
                            ("nobody", "Nobody"),
                        ],
                        default="everyone",
                        max_length=10,
                        verbose_name="who can comment",
                    ),
                ),
                (
                    "premoderation",
                    models.CharField(
                        choices=[
                            ("nobody", "None"),
                            ("guests", "Guest comments"),
                            ("everyone", "All comments"),
                        ],
                        default="guests",
                        max_length=10,
                        verbose_name="comments that need your approval",
                    ),
                ),
                (
                    "closes_after_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Days after a chapter’s release. Leave this empty to keep comments open.",
                        null=True,
                        verbose_name="close comments after",
                    ),
                ),
                (
                    "closed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="closed"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["everyone", "members", "nobody"])),
                        name="story_comment_settings_audience_valid",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("premoderation__in", ["nobody", "guests", "everyone"])),
                        name="story_comment_settings_premoderation_valid",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StoryModerator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="moderators",
                        to="stories.story",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="moderated_stories",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["created_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("story", "user"), name="story_moderator_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CheckFinding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40, verbose_name="code")),
                (
                    "verdict",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "Publish"), (1, "Hold"), (2, "Reject")]
                    ),
                ),
                ("message", models.CharField(max_length=300, verbose_name="message")),
                ("places", models.JSONField(default=list)),
                ("revision", models.PositiveSmallIntegerField(default=0)),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="comments.comment",
                    ),
                ),
            ],
            options={
                "verbose_name": "finding",
                "verbose_name_plural": "findings",
                "ordering": ["-verdict", "pk"],
                "indexes": [models.Index(fields=["code"], name="check_finding_by_code")],
            },
        ),
        migrations.CreateModel(
            name="CommentAction",
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
                            ("state", "Comment state changed"),
                            ("close-thread", "Thread closed or reopened"),
                            ("pin", "Thread pinned or unpinned"),
                            ("quote", "Quote hidden or shown"),
                            ("paragraph", "Thread moved"),
                            ("ban", "Commenter banned or ban lifted"),
                            ("moderator", "Moderator of the story appointed or removed"),
                            ("chapter-settings", "Comment settings of a chapter changed"),
                            ("story-settings", "Comment settings of a story changed"),
                        ],
                        max_length=20,
                        verbose_name="action",
                    ),
                ),
                ("before", models.JSONField(default=dict)),
                ("after", models.JSONField(default=dict)),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="created"),
                ),
                ("has_decision", models.BooleanField(default=False)),
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
                    "chapter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="chapters.chapter",
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="actions",
                        to="comments.comment",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comment_actions",
                        to="stories.story",
                    ),
                ),
                (
                    "undoes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="undone_by",
                        to="comments.commentaction",
                    ),
                ),
            ],
            options={
                "verbose_name": "action",
                "verbose_name_plural": "actions",
                "ordering": ["-created_at", "-pk"],
                "indexes": [
                    models.Index(fields=["story", "-created_at"], name="comment_action_by_story"),
                    models.Index(fields=["-created_at"], name="comment_action_by_time"),
                    models.Index(
                        condition=models.Q(("has_decision", False)),
                        fields=["-created_at"],
                        name="comment_action_of_author",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "kind__in",
                                    ["state", "close-thread", "pin", "quote", "paragraph"],
                                ),
                                _negated=True,
                            ),
                            ("comment__isnull", False),
                            _connector="OR",
                        ),
                        name="comment_action_has_comment",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DraftComment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=100, verbose_name="name")),
                ("body", models.TextField(max_length=10000, verbose_name="comment")),
                ("body_html", models.TextField(editable=False)),
                ("findings", models.JSONField(default=list, editable=False)),
                ("paragraph", models.PositiveIntegerField(null=True, verbose_name="paragraph")),
                ("quote", models.CharField(blank=True, max_length=500, verbose_name="quote")),
                ("revision", models.PositiveIntegerField(default=0, verbose_name="revision")),
                (
                    "posted_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="posted"),
                ),
                ("resolved_at", models.DateTimeField(null=True, verbose_name="resolved")),
                ("form_key", models.UUIDField(editable=False, unique=True)),
                (
                    "chapter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="draft_comments",
                        to="chapters.chapter",
                    ),
                ),
                (
                    "ip_hash",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="draft_comments",
                        to="comments.guestiphash",
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="comments",
                        to="chapters.draftlink",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="comments.draftcomment",
                    ),
                ),
                (
                    "resolved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                "verbose_name": "comment on a draft",
                "verbose_name_plural": "comments on drafts",
                "ordering": ["posted_at", "pk"],
                "indexes": [
                    models.Index(fields=["chapter", "posted_at"], name="draft_comment_by_chapter"),
                    models.Index(
                        condition=models.Q(("parent__isnull", True), ("resolved_at__isnull", True)),
                        fields=["chapter"],
                        name="draft_comment_unresolved",
                    ),
                    models.Index(fields=["link", "-posted_at"], name="draft_comment_by_link"),
                    models.Index(fields=["ip_hash", "-posted_at"], name="draft_comment_by_ip_hash"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent", None),
                            models.Q(("paragraph", None), ("quote", ""), ("resolved_at", None)),
                            _connector="OR",
                        ),
                        name="draft_comment_replies_are_plain",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GuestEmail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254, unique=True)),
                (
                    "token",
                    models.CharField(
                        default=serial.comments.models.guest_email.make_token,
                        max_length=43,
                        unique=True,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("asked_at", models.DateTimeField(null=True)),
                ("confirmed_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["created_at"], name="guest_email_by_time")],
            },
        ),
        migrations.CreateModel(
            name="ReplySubscription",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "comment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reply_subscription",
                        to="comments.comment",
                    ),
                ),
                (
                    "guest_email",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="subscriptions",
                        to="comments.guestemail",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["created_at"], name="reply_subscription_by_time")],
            },
        ),
    ]
