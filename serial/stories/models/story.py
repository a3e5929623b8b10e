from collections.abc import Iterable
from datetime import date, datetime
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from serial.compiled_queries import CompiledTuples, Placeholder, UserPlaceholder
from serial.markup.one_line import set_marks
from serial.markup.options import Options
from serial.markup.rendering import RENDERER_VERSION, render
from serial.slugs.generation import make_slug
from serial.slugs.history import save_with_slug, slug_field
from serial.stories.choices import (
    VISIBILITY_NAMES,
    WRITING_LANGUAGES,
    CoverLayout,
    CoverOrnament,
    CoverTone,
    Downloads,
    FeedText,
    Rating,
    Status,
    Visibility,
    Warning,
    all_download_formats,
    direction_of,
)
from serial.stories.cover_links import CoverLinks, link_cover, link_preview
from serial.stories.models.story_slug import StorySlug
from serial.stories.validators import validate_download_formats, validate_warnings
from serial.stories.writing_bans import check_not_banned
from serial.validators import validate_visible_text
from serial.web.crawlers import is_closed_to_ai, is_closed_to_search

# Counted from the chapters. Only serial.chapters.totals writes these fields.
TOTAL_FIELDS = ("words", "chapter_count", "last_release_at", "next_release_at")
# Fields that save_with_slug() leaves alone, because others write them.
TAKEDOWN_FIELDS = ("former_visibility", "is_taken_down", "takedown_reasons")
BREAK_FIELDS = ("break_from", "break_until")
UNSAVED_FIELDS = (*TOTAL_FIELDS, "drawn_cover", *TAKEDOWN_FIELDS, *BREAK_FIELDS)
TITLE_MAX_LENGTH = 300
COPYRIGHT_MAX_LENGTH = 200
DEFAULT_NOTE_MAX_LENGTH = 10_000
DEFAULT_COMMENT_PROMPT = _("What do you think?")
OPEN_TO_EVERYONE = (Visibility.PUBLIC, Visibility.UNLISTED)
TAKEN_DOWN_ERROR = _(
    "Moderators have taken this down. It stays a draft until they put it back; the dashboard says "
    "why, and what you can do."
)


def _manages_all(user: User | AnonymousUser) -> bool:
    return user.is_superuser and user.has_superuser_rights()


class StoryQuerySet(models.QuerySet["Story"]):
    def not_deleted(self) -> Self:
        return self.filter(deleted_at=None)

    def credited_to(self, user: User | AnonymousUser) -> Self:
        """Returns the stories on which this user has an accepted credit, including deleted ones."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(pk__in=credited_story_ids(user))

    def managed_by(self, user: User | AnonymousUser) -> Self:
        """Its authors manage a story at the desk, superusers all stories in /admin/."""
        return self if _manages_all(user) else self.credited_to(user)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Returns the stories that this user can open if they have the URL."""
        open_to_everyone = Q(visibility__in=OPEN_TO_EVERYONE)
        if not user.is_authenticated:
            return self.not_deleted().filter(open_to_everyone)
        return self.not_deleted().filter(
            open_to_everyone | Q(visibility=Visibility.MEMBERS) | Q(pk__in=credited_story_ids(user))
        )

    def open_to_search(self) -> Self:
        """Returns the stories that search engines may list, as far as they follow requests."""
        if is_closed_to_search(opts_out=False):
            return self.none()
        return self.filter(opts_out_of_search=False) if is_closed_to_search(True) else self

    def open_to_ai(self) -> Self:
        if is_closed_to_ai(opts_out=False):
            return self.none()
        return self.filter(opts_out_of_ai_training=False) if is_closed_to_ai(True) else self

    def removed(self) -> Self:
        """Returns deleted stories that everyone could read before. Their URLs respond with 410."""
        released = self.filter(last_release_at__isnull=False, visibility__in=OPEN_TO_EVERYONE)
        return released.filter(deleted_at__isnull=False)

    def listed_for(self, user: User | AnonymousUser) -> Self:
        """Returns the stories to list for this user: visible ones with a released chapter."""
        listed = [Visibility.PUBLIC]
        if user.is_authenticated:
            listed.append(Visibility.MEMBERS)
        return self.not_deleted().filter(visibility__in=listed, last_release_at__isnull=False)


def credited_story_ids(user: User) -> "models.QuerySet[Story, object]":
    """Returns the ids of the stories on which this user has an accepted credit, as a subquery."""
    return Story.objects.filter(
        credits__accepted_at__isnull=False, credits__pen_name__user=user
    ).values("pk")


class Story(models.Model):
    """A serial: its description, its settings, and the totals of its released chapters."""

    title = models.CharField(
        _("title"), max_length=TITLE_MAX_LENGTH, validators=[validate_visible_text]
    )
    slug = slug_field()
    summary = models.TextField(_("summary"), blank=True, max_length=5_000)
    summary_html = models.TextField(editable=False, blank=True)
    renderer_version = models.PositiveSmallIntegerField(default=0, editable=False)
    language = models.CharField(
        _("language"), max_length=12, choices=WRITING_LANGUAGES, default="en"
    )
    rating = models.CharField(
        _("rating"), max_length=12, choices=Rating.choices, default=Rating.NOT_RATED
    )
    warnings = models.JSONField(
        _("content warnings"), default=list, blank=True, validators=[validate_warnings]
    )
    content_notes = models.CharField(
        _("content notes"),
        max_length=500,
        blank=True,
        help_text=_(
            "Anything else that readers may want to know before they start, in your own words."
        ),
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.ONGOING
    )
    cover = models.ImageField(_("cover"), upload_to="covers/", blank=True, max_length=200)
    cover_alt = models.CharField(
        _("cover alt text"),
        max_length=300,
        blank=True,
        help_text=_("Describes the cover for people who cannot see it."),
    )
    # What the author chose for the drawn cover; empty: the story's uid decides.
    cover_hue = models.PositiveSmallIntegerField(_("colour"), null=True, blank=True)
    cover_tone = models.CharField(_("tone"), max_length=8, choices=CoverTone.choices, blank=True)
    cover_ornament = models.CharField(
        _("ornament"), max_length=8, choices=CoverOrnament.choices, blank=True
    )
    cover_layout = models.CharField(
        _("layout"), max_length=8, choices=CoverLayout.choices, blank=True
    )
    # The name, without its ending, of the files in DRAWN_FOLDER. Only serial/stories/covers.py
    # writes it.
    drawn_cover = models.CharField(max_length=32, blank=True, editable=False)
    visibility = models.CharField(
        _("visibility"), max_length=10, choices=Visibility.choices, default=Visibility.DRAFT
    )
    smart_punctuation = models.BooleanField(
        _("smart punctuation"),
        default=True,
        help_text=_(
            "Turns straight quotation marks and apostrophes into typographic ones, "
            "and makes dashes and ellipses."
        ),
    )
    default_note_before = models.TextField(
        _("default note before"),
        blank=True,
        max_length=DEFAULT_NOTE_MAX_LENGTH,
        help_text=_("New chapters start with this note."),
    )
    default_note_after = models.TextField(
        _("default note after"),
        blank=True,
        max_length=DEFAULT_NOTE_MAX_LENGTH,
        help_text=_("New chapters start with this note."),
    )
    shows_next_release = models.BooleanField(
        _("show the next release"),
        default=True,
        help_text=_(
            "Readers see the date of the next scheduled chapter on the story’s page and on the "
            "home page, and in a break when you are back."
        ),
    )
    feed_text = models.CharField(
        _("chapters in feeds"),
        max_length=7,
        choices=FeedText.choices,
        default=FeedText.MEMBERS,
        help_text=_(
            "Feed readers are programs that collect the new chapters of many sites. Feeds that "
            "everyone can open never contain the text of a story for adults."
        ),
    )
    downloads = models.CharField(
        _("downloads"),
        max_length=9,
        choices=Downloads.choices,
        default=Downloads.MEMBERS,
        help_text=_(
            "Who may take the released chapters along as a file. Each file names you and has your "
            "copyright line and a link to the story."
        ),
    )
    download_formats = models.JSONField(
        _("formats of downloads"),
        default=all_download_formats,
        blank=True,
        validators=[validate_download_formats],
    )
    emails_whole_chapters = models.BooleanField(
        _("chapters by email"),
        default=False,
        help_text=_(
            "Followers who get an email for each chapter can read all of it there. Otherwise it "
            "has the first paragraphs."
        ),
    )
    # The first day without releases from the queue, and the day of the return.
    break_from = models.DateField(null=True, editable=False)
    break_until = models.DateField(null=True, editable=False)
    comment_prompt = models.CharField(
        _("comment prompt"),
        max_length=200,
        blank=True,
        help_text=format_lazy(
            _("The question above each comment field. Leave this empty for “{prompt}”."),
            prompt=DEFAULT_COMMENT_PROMPT,
        ),
    )
    copyright_line = models.CharField(
        _("copyright or licence"), max_length=COPYRIGHT_MAX_LENGTH, blank=True
    )
    opts_out_of_ai_training = models.BooleanField(
        _("opt out of AI training"),
        default=True,
        help_text=_("Asks crawlers not to use this story to train machine learning models."),
    )
    opts_out_of_search = models.BooleanField(
        _("opt out of search engines"),
        default=False,
        help_text=_(
            "Asks search engines not to list the pages of this story. Lists on this site show it "
            "all the same."
        ),
    )
    # By moderators: serial/stories/taking_down.py. Then it stays a draft.
    is_taken_down = models.BooleanField(default=False, editable=False)
    # Of TakedownReason. What the visibility was before, while there is any.
    takedown_reasons = models.JSONField(default=list, editable=False)
    former_visibility = models.CharField(max_length=10, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # The permanent id of its feed and of its editions. Unlike a URL it never changes.
    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    # Created with the form, so that submitting one form twice creates one story.
    form_key = models.UUIDField(null=True, editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    # The totals of its released chapters: TOTAL_FIELDS.
    words = models.PositiveBigIntegerField(_("words"), default=0, editable=False)
    chapter_count = models.PositiveIntegerField(_("chapters"), default=0, editable=False)
    last_release_at = models.DateTimeField(_("last release"), null=True, editable=False)
    next_release_at = models.DateTimeField(_("next release"), null=True, editable=False)

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="story_slug_unique"),
            models.UniqueConstraint(fields=["form_key"], name="story_one_per_form"),
            models.CheckConstraint(
                name="story_title_not_empty",
                condition=~Q(title=""),
            ),
            models.CheckConstraint(
                name="story_cover_hue_is_an_angle",
                condition=Q(cover_hue=None) | Q(cover_hue__lt=360),
            ),
            models.CheckConstraint(
                name="story_visibility_known", condition=Q(visibility__in=Visibility.values)
            ),
            models.CheckConstraint(
                name="story_taken_down_is_draft",
                condition=Q(is_taken_down=False) | Q(visibility=Visibility.DRAFT),
            ),
            models.CheckConstraint(
                name="story_break_ends_later",
                condition=Q(break_from=None, break_until=None) | Q(break_from__lt=F("break_until")),
            ),
            models.CheckConstraint(
                name="story_rating_known", condition=Q(rating__in=Rating.values)
            ),
            models.CheckConstraint(
                name="story_status_known", condition=Q(status__in=Status.values)
            ),
            models.CheckConstraint(
                name="story_feed_text_known", condition=Q(feed_text__in=FeedText.values)
            ),
            models.CheckConstraint(
                name="story_downloads_known", condition=Q(downloads__in=Downloads.values)
            ),
        ]
        indexes = [
            # Each ends with the primary key, as the orders of lists do: a page of a list is then
            # read from its index, and nothing is sorted.
            *(
                models.Index(
                    fields=fields,
                    name=f"story_listed_by_{name}",
                    condition=Q(deleted_at=None, last_release_at__isnull=False),
                )
                for name, fields in (
                    ("release", ["-last_release_at", "-id"]),
                    ("status", ["status", "-last_release_at", "-id"]),
                    ("title", ["title", "id"]),
                    ("words", ["-words", "-id"]),
                    ("created_at", ["-created_at", "-id"]),
                )
            ),
            # Counts the stories of each filter, and of each tag, without reading the stories.
            models.Index(
                fields=["status", "rating", "language", "visibility", "id"],
                name="story_listed_by_filter",
                condition=Q(deleted_at=None, last_release_at__isnull=False),
            ),
            # Which story a picture belongs to: serial/reading/media.py.
            models.Index(fields=["cover"], name="story_by_cover"),
            models.Index(fields=["drawn_cover"], name="story_by_drawn_cover"),
            models.Index(
                fields=["next_release_at"],
                name="story_next_release",
                condition=Q(next_release_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("story", args=[self.slug])

    def visibility_name(self) -> str:
        return str(VISIBILITY_NAMES[Visibility(self.visibility)])

    def announced_release_at(self) -> datetime | None:
        """Returns the next release, unless the authors keep it to themselves."""
        return self.next_release_at if self.shows_next_release else None

    def announced_return(self) -> date | None:
        """Returns the day on which a break ends, if readers are told of it and wait for it.

        Before a break they wait for the releases that are still to come.
        """
        first, until, today = self.break_from, self.break_until, timezone.localdate()
        if not self.shows_next_release or first is None or until is None or until <= today:
            return None
        if self.next_release_at is None:
            return until if first <= today else None
        return until if timezone.localdate(self.next_release_at) >= until else None

    def is_in_break(self, day: date) -> bool:
        if self.break_from is None or self.break_until is None:
            return False
        return self.break_from <= day < self.break_until

    def render_options(self, id_prefix: str) -> Options:
        """Returns the options for rendering a text of this story. `id_prefix` prefixes HTML ids."""
        return Options(
            language=self.language,
            smart_punctuation=self.smart_punctuation,
            trusted=True,
            media_url=settings.MEDIA_URL,
            id_prefix=id_prefix,
        )

    def render_summary(self) -> None:
        """Sets the HTML of the summary. Does not save."""
        self.summary_html = render(self.summary, self.render_options("summary")).html
        self.renderer_version = RENDERER_VERSION

    def save_with_slug(self, requested_slug: str = "") -> None:
        """Saves the story with its HTML and a unique slug, which no other story can take later.

        Without a requested slug, the slug does not change; a new story gets one from its title.
        UNSAVED_FIELDS are not saved: a chapter may have been released since this instance was read.
        """
        self.render_summary()
        slug = make_slug(requested_slug, "") or self.slug or make_slug(self.title, "story")
        editable_fields = [
            field.name
            for field in self._meta.concrete_fields
            if not field.primary_key and field.name not in UNSAVED_FIELDS
        ]
        fields = None if self.pk is None else editable_fields
        save_with_slug(
            self, "story", StorySlug.objects, slug, find_owners=_SLUG_OWNERS.rows, fields=fields
        )

    def is_authored_by(self, user: User | AnonymousUser) -> bool:
        return user.is_authenticated and bool(_AUTHORED.fetch(user, self.pk))

    def is_managed_by(self, user: User | AnonymousUser) -> bool:
        """Whether `managed_by` has it."""
        return _manages_all(user) or self.is_authored_by(user)

    def tag_list(self) -> list[tuple[str, str, str]]:
        """Returns (kind, slug, name) of each tag, in the author's order."""
        tags = self.story_tags.values_list("tag__kind", "tag__slug", "tag__name")
        return list(tags)

    def cover_links(self) -> CoverLinks:
        return link_cover(self.cover.name or "", self.cover_alt, self.drawn_cover)

    def has_preview(self) -> bool:
        """Link previews show the cover of what everyone can read, and of nothing else."""
        is_readable = self.visibility in OPEN_TO_EVERYONE and self.last_release_at is not None
        return bool(is_readable and self.drawn_cover)

    def preview_url(self) -> str:
        """Returns the path of the picture for link previews, or ""."""
        return link_preview(self.slug, self.drawn_cover) if self.has_preview() else ""

    def comment_prompt_text(self) -> str:
        prompt = set_marks(
            self.comment_prompt, self.language, smart_punctuation=self.smart_punctuation
        )
        return prompt or str(DEFAULT_COMMENT_PROMPT)

    def direction(self) -> str:
        """Returns the direction of the story's writing, "ltr" or "rtl"."""
        return direction_of(self.language)

    def warning_labels(self) -> Iterable[str]:
        """Returns what there is to warn of."""
        return [str(Warning(value).label) for value in self.warnings if value != Warning.NONE]

    def make_public(self, by: User) -> None:
        """Raises PermissionDenied, and ValidationError if moderators have taken the story down."""
        if not self.is_managed_by(by):
            raise PermissionDenied
        check_not_banned(by)
        # Also while this instance was in use.
        remaining = Story.objects.filter(pk=self.pk, is_taken_down=False)
        if not remaining.update(visibility=Visibility.PUBLIC):
            raise ValidationError(TAKEN_DOWN_ERROR)
        self.visibility = Visibility.PUBLIC

    def soft_delete(self) -> None:
        self.deleted_at = timezone.now()
        self.save(update_fields=["deleted_at"])

    def undelete(self) -> None:
        self.deleted_at = None
        self.save(update_fields=["deleted_at"])


_SLUG_OWNERS = CompiledTuples(
    lambda slug, erased: StorySlug.objects.filter(slug__in=[slug, erased]).values_list("story"),
    *(Placeholder("story_slug"), Placeholder("gone_slug")),
)
# Every action of an author on their story asks.
_AUTHORED = CompiledTuples(
    lambda user, story_id: (
        Story.objects.credited_to(user).filter(pk=story_id).order_by().values_list("pk")
    ),
    *(UserPlaceholder("user"), Placeholder("story_id")),
)
