import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple, Self
from uuid import UUID, uuid4

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from serial.chapters.models.draft_link import DraftLinkQuerySet
from serial.chapters.texts import (
    BODY_MAX_LENGTH,
    CONTENT_NOTE_MAX_LENGTH,
    NOTE_MAX_LENGTH,
    TEXT_FIELDS,
    ChapterText,
)
from serial.markup.first_sentences import FIRST_SENTENCES_MAX_LENGTH
from serial.slugs.history import slug_field
from serial.stories.choices import Visibility
from serial.stories.models import Part, Story
from serial.stories.models.story import (
    OPEN_TO_EVERYONE,
    TITLE_MAX_LENGTH,
    credited_story_ids,
)
from serial.stories.time_limits import UNDELETE_PERIOD

# No fiction was published online before 1970, and a release after 2199 is a typing error.
EARLIEST_RELEASE = datetime(1970, 1, 1, tzinfo=UTC)
LATEST_RELEASE = datetime(2200, 1, 1, tzinfo=UTC)
RELEASE_RANGE_ERROR = format_lazy(
    _("Choose a release between {first} and {last}."),
    first=EARLIEST_RELEASE.year,
    last=LATEST_RELEASE.year - 1,
)


# The long ones, which lists of chapters do not load.
TEXT_COLUMNS = (
    *("note_before", "note_before_html", "body", "body_html", "body_text"),
    *("note_after", "note_after_html", "paragraph_history"),
)


class StoryColumns(NamedTuple):
    """The columns of the story that the pages of a chapter and of its comments need."""

    title: str
    slug: str
    language: str
    rating: str
    visibility: str
    comment_prompt: str
    opts_out_of_ai_training: bool
    opts_out_of_search: bool
    uid: UUID
    cover_ornament: str
    drawn_cover: str
    next_release_at: datetime | None
    status: str
    shows_next_release: bool
    break_from: date | None
    break_until: date | None
    smart_punctuation: bool


def released_q(at: datetime | None = None) -> Q:
    return Q(release_at__lte=at or timezone.now())


def announced_q(**lookups: object) -> Q:
    """The condition that followers were told in a time, such as `announced_q(gt=moment)`.

    For `announced()` chapters. In two parts, each of which databases read from an index.
    """
    by_release = {f"release_at__{name}": value for name, value in lookups.items()}
    again = {f"announced_again_at__{name}": value for name, value in lookups.items()}
    return Q(is_silent=False, announced_again_at=None, **by_release) | Q(**again)


class ChapterQuerySet(models.QuerySet["Chapter"]):
    def not_deleted(self) -> Self:
        """Returns chapters that are not deleted, in stories that are not deleted."""
        return self.filter(deleted_at=None, story__deleted_at=None)

    def released(self, at: datetime | None = None) -> Self:
        return self.not_deleted().filter(released_q(at)).exclude(story__visibility=Visibility.DRAFT)

    def announced(self, at: datetime | None = None) -> Self:
        """Returns the released chapters that followers are told of, in every way but feeds.

        `announced_at` is when: at the release, or when the chapter was announced again.
        """
        told = self.released(at).exclude(is_silent=True, announced_again_at=None)
        return told.annotate(announced_at=Coalesce("announced_again_at", "release_at"))

    def scheduled(self, at: datetime | None = None) -> Self:
        return self.not_deleted().filter(release_at__gt=at or timezone.now())

    def in_queue(self) -> Self:
        """Returns the chapters of the release queues; each queue is ordered by release.

        Those of one slot are in the story's order.
        """
        return self.scheduled().filter(is_queued=True).order_by("release_at", "position", "pk")

    def drafts(self) -> Self:
        return self.not_deleted().filter(release_at=None)

    def credited_to(self, user: User | AnonymousUser) -> Self:
        """Returns all chapters, including deleted ones, of the stories the user is credited on."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(story__in=credited_story_ids(user))

    def visible_to(self, user: User | AnonymousUser, at: datetime | None = None) -> Self:
        """Returns what this user can read: released chapters, and all of the user's own stories.

        All access to chapters goes through this method or, for draft links, `for_draft_links`.
        """
        open_to_everyone = Q(story__visibility__in=OPEN_TO_EVERYONE)
        if not user.is_authenticated:
            return self.released(at).filter(open_to_everyone)
        open_to_members = open_to_everyone | Q(story__visibility=Visibility.MEMBERS)
        return self.not_deleted().filter(
            released_q(at) & open_to_members | Q(story__in=credited_story_ids(user))
        )

    def for_draft_links(self, links: DraftLinkQuerySet) -> Self:
        """Returns the chapters of these draft links, as long as the links are active."""
        kept = self.not_deleted().filter(is_taken_down=False, story__is_taken_down=False)
        return kept.filter(draft_links__in=links.active())

    def removed(self, at: datetime | None = None) -> Self:
        """Returns deleted chapters that everyone could read before. Their URLs respond with 410."""
        released = self.filter(released_q(at), story__visibility__in=OPEN_TO_EVERYONE)
        return released.exclude(deleted_at=None, story__deleted_at=None)

    def latest_per_story(self, stories: Sequence[Story]) -> "dict[int, Chapter]":
        """Returns the latest released of these chapters by story id, loaded `only_for_links`."""
        latest = self.filter(story=OuterRef("pk")).order_by("-release_at", "-position").values("pk")
        with_ids = Story.objects.filter(pk__in=[story.pk for story in stories])
        # Two queries, the second by ids only: in a single query PostgreSQL scans all chapters.
        latest_ids = list(with_ids.values_list(Subquery(latest[:1]), flat=True))
        chapters = self.model.objects.filter(pk__in=latest_ids).only_for_links()
        return {chapter.story_id: chapter for chapter in chapters}

    def only_for_links(self) -> Self:
        """Loads only the columns that a link to a chapter needs."""
        return self.only("story_id", "title", "number", "slug").order_by()

    def in_order(self) -> Self:
        return self.order_by("story_id", "position", "pk")

    def without_text(self) -> Self:
        """Defers the long text columns, for lists of chapters."""
        return self.defer(*TEXT_COLUMNS)

    def with_story_columns(self) -> Self:
        """Annotates the StoryColumns, each with the prefix "story_"."""
        columns = {f"story_{name}": F(f"story__{name}") for name in StoryColumns._fields}
        return self.annotate(**columns)

    def for_reading(self, others: "ChapterQuerySet") -> Self:
        """Defers the source texts and annotates what a chapter page shows of the story and part.

        `previous_id` and `next_id` are the neighbours among `others`, in the story's order.
        """
        neighbours = others.filter(story=OuterRef("story_id")).order_by().values("pk")
        before = neighbours.filter(position__lt=OuterRef("position")).order_by("-position")
        after = neighbours.filter(position__gt=OuterRef("position")).order_by("position")
        return (
            self.defer("note_before", "body", "body_text", "note_after", "paragraph_history")
            .defer("form_key", "uid")
            .with_story_columns()
            .annotate(part_title=F("part__title"))
            .annotate(previous_id=Subquery(before[:1]), next_id=Subquery(after[:1]))
            .order_by()
        )

    def unreadable_without_author(self, story_ids: Iterable[int]) -> Self:
        """Returns the drafts and the deleted chapters of stories whose authors left.

        Without what moderators took down: they can put it back.
        """
        chapters = self.filter(story__in=list(story_ids))
        is_draft = Q(release_at=None, is_taken_down=False)
        return chapters.filter(is_draft | Q(deleted_at__isnull=False))

    def expired(self) -> Self:
        """Returns chapters that were deleted more than UNDELETE_PERIOD ago."""
        return self.filter(deleted_at__lt=timezone.now() - UNDELETE_PERIOD)


class Chapter(models.Model):
    """An installment of a story: its current text, its position, and when it is released."""

    story = models.ForeignKey(
        Story, on_delete=models.CASCADE, related_name="chapters", verbose_name=_("story")
    )
    part = models.ForeignKey(
        Part,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="chapters",
        verbose_name=_("part"),
    )
    title = models.CharField(
        _("title"),
        max_length=TITLE_MAX_LENGTH,
        blank=True,
        help_text=_("If you leave this empty, readers see “Chapter” and its number."),
    )
    slug = slug_field()
    # 1 for the first. ordering.py rewrites positions under a lock on the story. No unique
    # constraint: databases check it row by row, and would reject a move halfway.
    position = models.PositiveIntegerField(_("position"), default=0, editable=False)
    is_numbered = models.BooleanField(
        _("numbered"),
        default=True,
        help_text=_("Turn this off for prologues and interludes: they get no chapter number."),
    )
    # As readers see it: see numbering.py.
    number = models.PositiveIntegerField(_("number"), null=True, editable=False)

    content_note = models.CharField(
        _("content note"), max_length=CONTENT_NOTE_MAX_LENGTH, blank=True
    )
    note_before = models.TextField(_("note before"), blank=True, max_length=NOTE_MAX_LENGTH)
    body = models.TextField(_("text"), blank=True, max_length=BODY_MAX_LENGTH)
    note_after = models.TextField(_("note after"), blank=True, max_length=NOTE_MAX_LENGTH)

    # Rendered from the fields above when the chapter is saved: see rendering.py.
    note_before_html = models.TextField(editable=False, blank=True)
    body_html = models.TextField(editable=False, blank=True)
    body_text = models.TextField(editable=False, blank=True)
    # The first sentences of the body, as plain text for lists of chapters.
    first_sentences = models.CharField(
        max_length=FIRST_SENTENCES_MAX_LENGTH, editable=False, blank=True, default=""
    )
    note_after_html = models.TextField(editable=False, blank=True)
    # A serialised serial.markup.paragraphs.history.ParagraphHistory.
    paragraph_history = models.JSONField(default=dict, editable=False)
    words = models.PositiveIntegerField(_("words"), default=0, editable=False)
    renderer_version = models.PositiveSmallIntegerField(default=0, editable=False)

    release_at = models.DateTimeField(
        _("release"),
        null=True,
        blank=True,
        help_text=_(
            "If empty, the chapter is a draft. "
            "If the time is in the future, the chapter is released automatically then."
        ),
    )
    # Its release is a slot of the story's rhythm, and changes with it. Without a meaning once it is
    # released. Only serial.chapters.releases.queue sets it.
    is_queued = models.BooleanField(default=False, editable=False)
    is_silent = models.BooleanField(
        _("do not tell followers"),
        default=False,
        help_text=_("No email and no notification. Feeds have the chapter all the same."),
    )
    # Of a rewritten chapter, or a silent release.
    # Only serial/chapters/releases/announcing_again.py sets it.
    announced_again_at = models.DateTimeField(null=True, editable=False)
    # By moderators: serial/chapters/taking_down.py. Then it stays a draft.
    is_taken_down = models.BooleanField(default=False, editable=False)
    # Of TakedownReason. When it was, or would be, released, while there is any.
    takedown_reasons = models.JSONField(default=list, editable=False)
    former_release_at = models.DateTimeField(null=True, editable=False)
    revision = models.PositiveIntegerField(_("revision"), default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    text_changed_at = models.DateTimeField(_("text changed"), null=True, editable=False)
    deleted_at = models.DateTimeField(_("deleted"), null=True, editable=False)
    # The permanent id of its feed entry. Unlike a URL it never changes.
    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    # Created with the form, so that submitting one form twice creates one chapter.
    form_key = models.UUIDField(null=True, editable=False)

    objects = ChapterQuerySet.as_manager()

    class Meta:
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")
        ordering = ["story", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["story", "slug"], name="chapter_slug_unique"),
            models.UniqueConstraint(fields=["story", "form_key"], name="chapter_one_per_form"),
            models.CheckConstraint(
                name="chapter_release_in_range",
                condition=Q(release_at=None)
                | Q(release_at__gte=EARLIEST_RELEASE, release_at__lt=LATEST_RELEASE),
                violation_error_message=RELEASE_RANGE_ERROR,
            ),
            models.CheckConstraint(
                name="chapter_taken_down_is_draft",
                condition=Q(is_taken_down=False) | Q(release_at=None),
            ),
        ]
        indexes = [
            models.Index(fields=["story", "position"], name="chapter_in_order"),
            models.Index(
                fields=["story", "-release_at", "-position"], name="chapter_latest_of_story"
            ),
            models.Index(
                fields=["release_at"],
                name="chapter_by_release",
                condition=Q(deleted_at=None, release_at__isnull=False),
            ),
            *(
                models.Index(
                    fields=fields, name=name, condition=Q(announced_again_at__isnull=False)
                )
                for name, fields in (
                    ("chapter_announced_again", ["announced_again_at"]),
                    ("chapter_again_of_story", ["story", "announced_again_at"]),
                )
            ),
            # All that the totals of a story count: the texts lie between the columns of a row.
            models.Index(
                fields=["story", "release_at", "words"],
                name="chapter_totals",
                condition=Q(deleted_at=None),
            ),
            models.Index(
                fields=["renderer_version", "id"],
                name="chapter_by_renderer",
            ),
        ]

    def __str__(self) -> str:
        return self.label()

    def get_absolute_url(self) -> str:
        return reverse("chapter", args=[self.story.slug, self.slug])

    def label(self) -> str:
        return chapter_label(self.title, self.number)

    def numbered_label(self) -> str:
        return numbered_chapter_label(self.title, self.number)

    def short_label(self) -> str:
        """Returns "Chapter 11", for buttons. A chapter without a number has its title."""
        return chapter_label("" if self.number else self.title, self.number)

    def is_draft(self) -> bool:
        return self.release_at is None

    def is_released(self) -> bool:
        return self.release_at is not None and self.release_at <= timezone.now()

    def is_scheduled(self) -> bool:
        return self.release_at is not None and self.release_at > timezone.now()

    def last_announcement(self) -> datetime | None:
        """When followers were told of it; without a meaning unless it is `announced()`."""
        return self.announced_again_at or self.release_at

    def is_announced_as_rewritten(self) -> bool:
        return is_announced_as_rewritten(self.announced_again_at, is_silent=self.is_silent)

    def text(self) -> ChapterText:
        return ChapterText(**{name: getattr(self, name) for name in TEXT_FIELDS})


def is_announced_as_rewritten(announced_again_at: datetime | None, *, is_silent: bool) -> bool:
    """A silent release that is announced later is a new chapter for its readers."""
    return announced_again_at is not None and not is_silent


def chapter_label(title: str, number: int | None) -> str:
    """Returns the title of a chapter or, if it has none, a label made from its number."""
    if title:
        return title
    if number:
        return gettext("Chapter %(number)d") % {"number": number}
    return gettext("Untitled")


def numbered_chapter_label(title: str, number: int | None) -> str:
    """Returns "Chapter 11: Ready Friday", for places that do not show the number beside it.

    A title that already has the number stays as it is.
    """
    if not title or not number or re.search(rf"(?<!\d){number}(?!\d)", title):
        return chapter_label(title, number)
    # Translators: a chapter where its title alone would not say which it is.
    return gettext("Chapter %(number)s: %(title)s") % {"number": number, "title": title}


class ChapterSlug(models.Model):
    """A current or former slug of a chapter within its story. Former slugs redirect."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="chapter_slugs")
    chapter = models.ForeignKey(Chapter, null=True, on_delete=models.SET_NULL, related_name="slugs")
    slug = slug_field()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["story", "slug"], name="chapter_slug_history_unique")
        ]

    def __str__(self) -> str:
        return self.slug
