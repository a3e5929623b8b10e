import uuid
from typing import Any

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import accounts.links
import accounts.models.invitation
import accounts.models.preferences
import accounts.models.user
import serial.validators

GROUPS = ("authors", "moderators", "administrators")


def add_groups(apps: Any, schema_editor: Any) -> None:
    group = apps.get_model("auth", "Group")
    for name in GROUPS:
        group.objects.get_or_create(name=name)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="email address"),
                ),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="date joined"
                    ),
                ),
                ("unread_version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "username",
                    models.CharField(
                        help_text="Up to 30 letters, digits, hyphens and underscores. You sign in with it.",
                        max_length=30,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Za-z0-9][A-Za-z0-9_-]*\\Z",
                                "Use letters from A to Z, digits, hyphens and underscores. Start with a letter or digit.",
                            )
                        ],
                        verbose_name="username",
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("username"),
                        name="user_username_unique_in_any_case",
                        violation_error_message="This username is taken. Choose another one.",
                    ),
                ],
            },
            managers=[
                ("objects", accounts.models.user.CaseInsensitiveUserManager()),
            ],
        ),
        migrations.CreateModel(
            name="AuthorRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reason",
                    models.TextField(
                        max_length=2000,
                        validators=[serial.validators.validate_visible_text],
                        verbose_name="What would you like to publish here?",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("decided_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("is_approved", models.BooleanField(default=False, editable=False)),
                (
                    "decided_by",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="author_requests",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "author request",
                "verbose_name_plural": "author requests",
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("decided_at", None)),
                        fields=("user",),
                        name="author_request_one_pending",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="recipient")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "expires_at",
                    models.DateTimeField(
                        default=accounts.models.invitation.invitation_expiry, verbose_name="expires"
                    ),
                ),
                ("revoked_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("accepted_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="MemberProfile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "is_public",
                    models.BooleanField(default=False, verbose_name="show my public page"),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        max_length=40,
                        validators=[serial.validators.validate_visible_text],
                        verbose_name="name",
                    ),
                ),
                ("about", models.TextField(blank=True, max_length=1000, verbose_name="about you")),
                ("about_html", models.TextField(blank=True, editable=False)),
                ("renderer_version", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "picture",
                    models.ImageField(
                        blank=True, db_index=True, upload_to="members/", verbose_name="picture"
                    ),
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
                (
                    "links",
                    models.TextField(
                        blank=True,
                        max_length=1005,
                        validators=[accounts.links.validate_links],
                        verbose_name="links",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="profile",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "member profile",
                "verbose_name_plural": "member profiles",
            },
        ),
        migrations.CreateModel(
            name="PenName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        max_length=80,
                        validators=[serial.validators.validate_visible_text],
                        verbose_name="name",
                    ),
                ),
                ("slug", models.CharField(editable=False, max_length=80, verbose_name="slug")),
                (
                    "biography",
                    models.TextField(blank=True, max_length=10000, verbose_name="biography"),
                ),
                ("biography_html", models.TextField(blank=True, editable=False)),
                ("renderer_version", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "picture",
                    models.ImageField(
                        blank=True, db_index=True, upload_to="people/", verbose_name="picture"
                    ),
                ),
                (
                    "picture_alt",
                    models.CharField(
                        blank=True,
                        help_text="Describes the picture for people who cannot see it.",
                        max_length=300,
                        verbose_name="picture alt text",
                    ),
                ),
                (
                    "links",
                    models.TextField(
                        blank=True,
                        max_length=1005,
                        validators=[accounts.links.validate_links],
                        verbose_name="links",
                    ),
                ),
                (
                    "is_on_profile",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        verbose_name="shown on the member’s public page",
                    ),
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
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pen_names",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "pen name",
                "verbose_name_plural": "pen names",
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        name="pen_name_unique_in_any_case",
                        violation_error_message="This pen name is taken. Choose another one.",
                    ),
                    models.UniqueConstraint(fields=("slug",), name="pen_name_slug_unique"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("user__isnull", False),
                            ("uid", uuid.UUID("3f0a1c52-5c0e-4c57-9d43-6a2f2f9e7b10")),
                            _connector="OR",
                        ),
                        name="pen_name_owned_unless_anonymous",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PenNameSlug",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.CharField(editable=False, max_length=80, verbose_name="slug")),
                (
                    "pen_name",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="slugs",
                        to="accounts.penname",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("slug",), name="pen_name_slug_history_unique"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Preferences",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "time_zone",
                    models.CharField(
                        default="UTC",
                        max_length=64,
                        validators=[accounts.models.preferences.validate_time_zone],
                        verbose_name="time zone",
                    ),
                ),
                (
                    "time_zone_source",
                    models.CharField(
                        choices=[
                            ("default", "Not chosen yet"),
                            ("browser", "Taken from the browser"),
                            ("member", "Chosen by the member"),
                        ],
                        default="default",
                        editable=False,
                        max_length=7,
                        verbose_name="source of the time zone",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English")],
                        default="en",
                        max_length=12,
                        verbose_name="site language",
                    ),
                ),
                (
                    "opens_adult_stories",
                    models.BooleanField(
                        default=False,
                        verbose_name="I am an adult. Open mature and explicit stories without asking.",
                    ),
                ),
                (
                    "theme",
                    models.CharField(
                        choices=[
                            ("system", "Same as device"),
                            ("light", "Light"),
                            ("sepia", "Sepia"),
                            ("dark", "Dark"),
                            ("black", "Black"),
                        ],
                        default="system",
                        max_length=10,
                        verbose_name="theme",
                    ),
                ),
                (
                    "typeface",
                    models.CharField(
                        choices=[
                            ("book", "Serif"),
                            ("sans", "Sans serif"),
                            ("dyslexic", "Dyslexia-friendly"),
                        ],
                        default="book",
                        max_length=10,
                        verbose_name="typeface",
                    ),
                ),
                (
                    "text_size",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (80, "80%"),
                            (90, "90%"),
                            (100, "100%"),
                            (110, "110%"),
                            (125, "125%"),
                            (150, "150%"),
                            (175, "175%"),
                            (200, "200%"),
                        ],
                        default=100,
                        verbose_name="text size",
                    ),
                ),
                (
                    "line_height",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (130, "130%"),
                            (145, "145%"),
                            (160, "160%"),
                            (180, "180%"),
                            (200, "200%"),
                        ],
                        default=160,
                        verbose_name="line height",
                    ),
                ),
                (
                    "measure",
                    models.PositiveSmallIntegerField(
                        choices=[(45, "45"), (55, "55"), (66, "66"), (80, "80"), (100, "100")],
                        default=66,
                        verbose_name="characters per line",
                    ),
                ),
                (
                    "paragraph_style",
                    models.CharField(
                        choices=[("spaced", "Spaced"), ("indented", "Indented, as in a book")],
                        default="spaced",
                        max_length=10,
                        verbose_name="paragraph style",
                    ),
                ),
                ("justified", models.BooleanField(default=False, verbose_name="justify text")),
                (
                    "hides_notes",
                    models.BooleanField(default=False, verbose_name="hide the author’s notes"),
                ),
                (
                    "hides_comment_markers",
                    models.BooleanField(
                        default=False, verbose_name="hide comment counts beside paragraphs"
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="preferences",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "preferences",
                "verbose_name_plural": "preferences",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("text_size__in", (80, 90, 100, 110, 125, 150, 175, 200))
                        ),
                        name="preferences_text_size_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("line_height__in", (130, 145, 160, 180, 200))),
                        name="preferences_line_height_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("measure__in", (45, 55, 66, 80, 100))),
                        name="preferences_measure_known",
                    ),
                ],
            },
        ),
        migrations.RunPython(add_groups, migrations.RunPython.noop),
    ]
