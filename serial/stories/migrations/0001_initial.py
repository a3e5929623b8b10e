import uuid

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.db import migrations, models

import serial.stories.choices
import serial.stories.validators
import serial.validators


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Story",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        max_length=300,
                        validators=[serial.validators.validate_visible_text],
                        verbose_name="title",
                    ),
                ),
                ("slug", models.CharField(editable=False, max_length=80, verbose_name="slug")),
                ("summary", models.TextField(blank=True, max_length=5000, verbose_name="summary")),
                ("summary_html", models.TextField(blank=True, editable=False)),
                ("renderer_version", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("ar", "العربية"),
                            ("bg", "Български"),
                            ("ca", "Català"),
                            ("cs", "Čeština"),
                            ("cy", "Cymraeg"),
                            ("da", "Dansk"),
                            ("de", "Deutsch"),
                            ("el", "Ελληνικά"),
                            ("en", "English"),
                            ("eo", "Esperanto"),
                            ("es", "Español"),
                            ("et", "Eesti"),
                            ("eu", "Euskara"),
                            ("fa", "فارسی"),
                            ("fi", "Suomi"),
                            ("fil", "Filipino"),
                            ("fr", "Français"),
                            ("ga", "Gaeilge"),
                            ("gl", "Galego"),
                            ("he", "עברית"),
                            ("hi", "हिन्दी"),
                            ("hr", "Hrvatski"),
                            ("hu", "Magyar"),
                            ("id", "Bahasa Indonesia"),
                            ("is", "Íslenska"),
                            ("it", "Italiano"),
                            ("ja", "日本語"),
                            ("ko", "한국어"),
                            ("la", "Latina"),
                            ("lt", "Lietuvių"),
                            ("lv", "Latviešu"),
                            ("ms", "Bahasa Melayu"),
                            ("nl", "Nederlands"),
                            ("no", "Norsk"),
                            ("pl", "Polski"),
                            ("pt", "Português"),
                            ("pt-br", "Português brasileiro"),
                            ("ro", "Română"),
                            ("ru", "Русский"),
                            ("sk", "Slovenčina"),
                            ("sl", "Slovenščina"),
                            ("sr", "Српски"),
                            ("sv", "Svenska"),
                            ("sw", "Kiswahili"),
                            ("th", "ไทย"),
                            ("tr", "Türkçe"),
                            ("uk", "Українська"),
                            ("ur", "اردو"),
                            ("vi", "Tiếng Việt"),
                            ("zh-hans", "简体中文"),
                            ("zh-hant", "繁體中文"),
                        ],
                        default="en",
                        max_length=12,
                        verbose_name="language",
                    ),
                ),
                (
                    "rating",
                    models.CharField(
                        choices=[
                            ("general", "General"),
                            ("teen", "Teen"),
                            ("mature", "Mature"),
                            ("explicit", "Explicit"),
                            ("not-rated", "Not rated"),
                        ],
                        default="not-rated",
                        max_length=12,
                        verbose_name="rating",
                    ),
                ),
                (
                    "warnings",
                    models.JSONField(
                        blank=True,
                        default=list,
                        validators=[serial.stories.validators.validate_warnings],
                        verbose_name="content warnings",
                    ),
                ),
                (
                    "content_notes",
                    models.CharField(
                        blank=True,
                        help_text="Anything else that readers may want to know before they start, in your own words.",
                        max_length=500,
                        verbose_name="content notes",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("ongoing", "Ongoing"),
                            ("complete", "Complete"),
                            ("hiatus", "On hiatus"),
                            ("abandoned", "Abandoned"),
                        ],
                        default="ongoing",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "cover",
                    models.ImageField(
                        blank=True,
                        max_length=200,
                        upload_to="covers/",
                        verbose_name="cover",
                    ),
                ),
                (
                    "cover_alt",
                    models.CharField(
                        blank=True,
                        help_text="Describes the cover for people who cannot see it.",
                        max_length=300,
                        verbose_name="cover alt text",
                    ),
                ),
                (
                    "cover_hue",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="colour"),
                ),
                (
                    "cover_tone",
                    models.CharField(
                        blank=True,
                        choices=[("deep", "Dark"), ("rich", "Strong"), ("pale", "Light")],
                        max_length=8,
                        verbose_name="tone",
                    ),
                ),
                (
                    "cover_ornament",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("rings", "Rings"),
                            ("waves", "Waves"),
                            ("rays", "Rays"),
                            ("hills", "Hills"),
                            ("dots", "Dots"),
                            ("arches", "Arches"),
                            ("leaves", "Leaves"),
                            ("windows", "Windows"),
                        ],
                        max_length=8,
                        verbose_name="ornament",
                    ),
                ),
                (
                    "cover_layout",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("above", "Title above the picture"),
                            ("below", "Title below the picture"),
                            ("label", "Title in a frame"),
                        ],
                        max_length=8,
                        verbose_name="layout",
                    ),
                ),
                ("drawn_cover", models.CharField(blank=True, editable=False, max_length=32)),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("draft", "Draft: only its credited authors can see it"),
                            ("public", "Public: everyone can read it, and it is listed"),
                            ("unlisted", "Unlisted: everyone who has the link can read it"),
                            ("members", "Members only: signed-in members can read it"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="visibility",
                    ),
                ),
                (
                    "smart_punctuation",
                    models.BooleanField(
                        default=True,
                        help_text="Turns straight quotation marks and apostrophes into typographic ones, and makes dashes and ellipses.",
                        verbose_name="smart punctuation",
                    ),
                ),
                (
                    "default_note_before",
                    models.TextField(
                        blank=True,
                        help_text="New chapters start with this note.",
                        max_length=10000,
                        verbose_name="default note before",
                    ),
                ),
                (
                    "default_note_after",
                    models.TextField(
                        blank=True,
                        help_text="New chapters start with this note.",
                        max_length=10000,
                        verbose_name="default note after",
                    ),
                ),
                (
                    "shows_next_release",
                    models.BooleanField(
                        default=True,
                        help_text="Readers see the date of the next scheduled chapter on the story’s page and on the home page, and in a break when you are back.",
                        verbose_name="show the next release",
                    ),
                ),
                ("break_from", models.DateField(editable=False, null=True)),
                ("break_until", models.DateField(editable=False, null=True)),
                (
                    "feed_text",
                    models.CharField(
                        choices=[
                            ("opening", "The beginning of each chapter"),
                            ("members", "Whole chapters, only in the private feeds of members"),
                            ("full", "Whole chapters, in all feeds"),
                        ],
                        default="members",
                        help_text="Feed readers are programs that collect the new chapters of many sites. Feeds that everyone can open never contain the text of a story for adults.",
                        max_length=7,
                        verbose_name="chapters in feeds",
                    ),
                ),
                (
                    "emails_whole_chapters",
                    models.BooleanField(
                        default=False,
                        help_text="Followers who get an email for each chapter can read all of it there. Otherwise it has the first paragraphs.",
                        verbose_name="chapters by email",
                    ),
                ),
                (
                    "downloads",
                    models.CharField(
                        choices=[
                            ("everyone", "Everyone who can read the story"),
                            ("members", "Signed-in members"),
                            ("followers", "Members who follow the story or one of its authors"),
                            ("nobody", "Nobody but its authors"),
                        ],
                        default="members",
                        help_text="Who may take the released chapters along as a file. Each file names you and has your copyright line and a link to the story.",
                        max_length=9,
                        verbose_name="downloads",
                    ),
                ),
                (
                    "download_formats",
                    models.JSONField(
                        blank=True,
                        default=serial.stories.choices.all_download_formats,
                        validators=[serial.stories.validators.validate_download_formats],
                        verbose_name="formats of downloads",
                    ),
                ),
                (
                    "comment_prompt",
                    models.CharField(
                        blank=True,
                        help_text="The question above each comment field. Leave this empty for “What do you think?”.",
                        max_length=200,
                        verbose_name="comment prompt",
                    ),
                ),
                (
                    "copyright_line",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        verbose_name="copyright or licence",
                    ),
                ),
                (
                    "opts_out_of_ai_training",
                    models.BooleanField(
                        default=True,
                        help_text="Asks crawlers not to use this story to train machine learning models.",
                        verbose_name="opt out of AI training",
                    ),
                ),
                (
                    "opts_out_of_search",
                    models.BooleanField(
                        default=False,
                        help_text="Asks search engines not to list the pages of this story. Lists on this site show it all the same.",
                        verbose_name="opt out of search engines",
                    ),
                ),
                ("is_taken_down", models.BooleanField(default=False, editable=False)),
                ("takedown_reasons", models.JSONField(default=list, editable=False)),
                ("former_visibility", models.CharField(blank=True, editable=False, max_length=10)),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("form_key", models.UUIDField(editable=False, null=True)),
                ("deleted_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "words",
                    models.PositiveBigIntegerField(default=0, editable=False, verbose_name="words"),
                ),
                (
                    "chapter_count",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="chapters"),
                ),
                (
                    "last_release_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="last release"),
                ),
                (
                    "next_release_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="next release"),
                ),
            ],
            options={
                "verbose_name": "story",
                "verbose_name_plural": "stories",
                "ordering": ["title", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("deleted_at", None),
                            ("last_release_at__isnull", False),
                        ),
                        fields=["-last_release_at", "-id"],
                        name="story_listed_by_release",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("deleted_at", None),
                            ("last_release_at__isnull", False),
                        ),
                        fields=["status", "-last_release_at", "-id"],
                        name="story_listed_by_status",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("deleted_at", None),
                            ("last_release_at__isnull", False),
                        ),
                        fields=["title", "id"],
                        name="story_listed_by_title",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("deleted_at", None),
                            ("last_release_at__isnull", False),
                        ),
                        fields=["-words", "-id"],
                        name="story_listed_by_words",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("deleted_at", None),
                            ("last_release_at__isnull", False),
                        ),
                        fields=["-created_at", "-id"],
                        name="story_listed_by_created_at",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("deleted_at", None),
                            ("last_release_at__isnull", False),
                        ),
                        fields=["status", "rating", "language", "visibility", "id"],
                        name="story_listed_by_filter",
                    ),
                    models.Index(fields=["cover"], name="story_by_cover"),
                    models.Index(fields=["drawn_cover"], name="story_by_drawn_cover"),
                    models.Index(
                        condition=models.Q(("next_release_at__isnull", False)),
                        fields=["next_release_at"],
                        name="story_next_release",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("slug",), name="story_slug_unique"),
                    models.UniqueConstraint(fields=("form_key",), name="story_one_per_form"),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="story_title_not_empty",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cover_hue", None),
                            ("cover_hue__lt", 360),
                            _connector="OR",
                        ),
                        name="story_cover_hue_is_an_angle",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("visibility__in", ["draft", "public", "unlisted", "members"]),
                        ),
                        name="story_visibility_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_taken_down", False),
                            ("visibility", "draft"),
                            _connector="OR",
                        ),
                        name="story_taken_down_is_draft",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("break_from", None), ("break_until", None)),
                            ("break_from__lt", models.F("break_until")),
                            _connector="OR",
                        ),
                        name="story_break_ends_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rating__in", ["general", "teen", "mature", "explicit", "not-rated"]),
                        ),
                        name="story_rating_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["ongoing", "complete", "hiatus", "abandoned"]),
                        ),
                        name="story_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("feed_text__in", ["opening", "members", "full"])),
                        name="story_feed_text_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("downloads__in", ["everyone", "members", "followers", "nobody"])
                        ),
                        name="story_downloads_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("fandom", "fandom"),
                            ("character", "character"),
                            ("relationship", "relationship"),
                            ("genre", "genre"),
                            ("freeform", "other tag"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        max_length=100,
                        validators=[serial.validators.validate_visible_text],
                        verbose_name="name",
                    ),
                ),
                ("slug", models.CharField(editable=False, max_length=80, verbose_name="slug")),
                (
                    "synonym_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="synonyms",
                        to="stories.tag",
                        verbose_name="synonym of",
                    ),
                ),
            ],
            options={
                "verbose_name": "tag",
                "verbose_name_plural": "tags",
                "ordering": ["kind", "name"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("kind"),
                        django.db.models.functions.text.Lower("name"),
                        name="tag_unique_in_any_case",
                    ),
                    models.UniqueConstraint(fields=("kind", "slug"), name="tag_slug_unique"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["fandom", "character", "relationship", "genre", "freeform"],
                            ),
                        ),
                        name="tag_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("synonym_of", None),
                            models.Q(("synonym_of", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="tag_not_its_own_synonym",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StoryTag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="story_tags",
                        to="stories.story",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="story_tags",
                        to="stories.tag",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "indexes": [
                    models.Index(fields=["tag", "story"], name="stories_of_tag"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("story", "tag"), name="story_tag_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Part",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        max_length=300,
                        validators=[serial.validators.validate_visible_text],
                        verbose_name="title",
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0, verbose_name="position")),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="stories.story",
                    ),
                ),
            ],
            options={
                "verbose_name": "part",
                "verbose_name_plural": "parts",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="part_title_not_empty",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FeaturedStory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "first_day",
                    models.DateField(
                        default=django.utils.timezone.localdate,
                        verbose_name="first day",
                    ),
                ),
                (
                    "last_day",
                    models.DateField(
                        blank=True,
                        help_text="If you leave this empty, the story is featured until another one is.",
                        null=True,
                        verbose_name="last day",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        help_text="The home page shows only public stories, and none for adults.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="features",
                        to="stories.story",
                        verbose_name="story",
                    ),
                ),
            ],
            options={
                "verbose_name": "featured story",
                "verbose_name_plural": "featured stories",
                "ordering": ["-first_day", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last_day", None),
                            ("last_day__gte", models.F("first_day")),
                            _connector="OR",
                        ),
                        name="featured_story_days_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Credit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("author", "author"),
                            ("co-author", "co-author"),
                            ("translator", "translator"),
                            ("illustrator", "illustrator"),
                            ("editor", "editor"),
                        ],
                        default="author",
                        max_length=12,
                        verbose_name="role",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("accepted_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "pen_name",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credits",
                        to="accounts.penname",
                        verbose_name="pen name",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="credits",
                        to="stories.story",
                    ),
                ),
            ],
            options={
                "verbose_name": "author credit",
                "verbose_name_plural": "author credits",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("story", "pen_name", "role"),
                        name="credit_once_per_role",
                        violation_error_message="This pen name already has this role on the story.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                ["author", "co-author", "translator", "illustrator", "editor"],
                            ),
                        ),
                        name="credit_role_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StorySlug",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("slug", models.CharField(editable=False, max_length=80, verbose_name="slug")),
                (
                    "story",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="slugs",
                        to="stories.story",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("slug",), name="story_slug_history_unique"),
                ],
            },
        ),
        migrations.CreateModel(
            name="StoryNote",
            fields=[
                (
                    "story",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="note",
                        serialize=False,
                        to="stories.story",
                    ),
                ),
                (
                    "body",
                    models.TextField(
                        max_length=10000,
                        validators=[serial.validators.validate_visible_text],
                        verbose_name="note",
                    ),
                ),
                ("body_html", models.TextField(editable=False)),
                ("renderer_version", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("ends_at", models.DateTimeField(verbose_name="shown until")),
            ],
            options={
                "verbose_name": "story-wide note",
                "verbose_name_plural": "story-wide notes",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("body", ""), _negated=True), name="story_note_not_empty"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Announcement",
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
                        max_length=150,
                        validators=[serial.validators.validate_visible_text],
                        verbose_name="title",
                    ),
                ),
                (
                    "body",
                    models.TextField(
                        max_length=10000,
                        validators=[serial.validators.validate_visible_text],
                        verbose_name="text",
                    ),
                ),
                ("body_html", models.TextField(editable=False)),
                ("renderer_version", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "published_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="published"),
                ),
                ("former_published_at", models.DateTimeField(editable=False, null=True)),
                (
                    "edited_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="edited"),
                ),
                (
                    "taken_down_for",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("copyright", "Copyright notice"),
                            ("rules", "Rules of the site"),
                            ("legal-order", "Legal order"),
                        ],
                        editable=False,
                        max_length=11,
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("deleted_at", models.DateTimeField(editable=False, null=True)),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("form_key", models.UUIDField(editable=False, null=True)),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="announcements",
                        to="stories.story",
                    ),
                ),
            ],
            options={
                "verbose_name": "announcement",
                "verbose_name_plural": "announcements",
                "ordering": ["-created_at", "-pk"],
                "indexes": [
                    models.Index(
                        fields=["story", "-published_at", "-id"], name="announcement_of_story"
                    ),
                    models.Index(
                        condition=models.Q(("deleted_at", None), ("published_at__isnull", False)),
                        fields=["-published_at", "-id"],
                        name="announcement_latest",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("story", "form_key"), name="announcement_one_per_form"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True),
                            models.Q(("body", ""), _negated=True),
                        ),
                        name="announcement_title_and_body_not_empty",
                    ),
                ],
            },
        ),
    ]
