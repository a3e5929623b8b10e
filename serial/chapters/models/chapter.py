from datetime import UTC, datetime
from typing import Self
from uuid import uuid4

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
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
from serial.slugs.history import slug_field
from serial.stories.choices import Visibility
from serial.stories.models import Part, Story
from serial.stories.models.story import TITLE_MAX_LENGTH, UNDELETE_PERIOD, credited_story_ids

# Fiction went on line after the first of these; beyond the second is a slip of the finger.
EARLIEST_RELEASE = datetime(1970, 1, 1, tzinfo=UTC)
LATEST_RELEASE = datetime(2200, 1, 1, tzinfo=UTC)

# What the page of a chapter says of its story.
STORY_PAGE_FIELDS = (
    *("title", "slug", "language", "rating", "visibility", "comment_prompt"),
    *("opts_out_of_ai_training", "copyright_line"),
)


def released_q(at: datetime | None = None) -> Q:
    return Q(release_at__lte=at or timezone.now())


class ChapterQuerySet(models.QuerySet["Chapter"]):
    def not_deleted(self) -> Self:
        """What was not deleted, in stories that were not."""
        return self.filter(deleted_at=None, story__deleted_at=None)

    def released(self, at: datetime | None = None) -> Self:
        return self.not_deleted().filter(released_q(at)).exclude(story__visibility=Visibility.DRAFT)

    def scheduled(self) -> Self:
        return self.not_deleted().filter(release_at__gt=timezone.now())

    def drafts(self) -> Self:
        return self.not_deleted().filter(release_at=None)

    def credited_to(self, user: User | AnonymousUser) -> Self:
        """The chapters of the stories that this person has a by-line on, deleted ones too."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(story__in=credited_story_ids(user))

    def visible_to(self, user: User | AnonymousUser, at: datetime | None = None) -> Self:
        """The way to a chapter: what is released, and to its by-lines what is not yet.

        The one other way is a link that they made: `shown_by`.
        """
        anyone = Q(story__visibility__in=[Visibility.PUBLIC, Visibility.UNLISTED])
        if not user.is_authenticated:
            return self.released(at).filter(anyone)
        members = anyone | Q(story__visibility=Visibility.MEMBERS)
        return self.not_deleted().filter(
            released_q(at) & members | Q(story__in=credited_story_ids(user))
        )

    def for_draft_links(self, links: DraftLinkQuerySet) -> Self:
        """What these links let anyone read before its time, as long as they work."""
        return self.not_deleted().filter(draft_links__in=links.active())

    def removed(self) -> Self:
        """What anyone could read until it, or its story, was deleted."""
        open_to_all = [Visibility.PUBLIC, Visibility.UNLISTED]
        read = self.filter(released_q(), story__visibility__in=open_to_all)
        return read.exclude(deleted_at=None, story__deleted_at=None)

    def latest_per_story(self, stories: list[Story]) -> "dict[int, Chapter]":
        """By the story's key, the last of these chapters to come out, without its text."""
        last = self.filter(story=OuterRef("pk")).order_by("-release_at", "-position").values("pk")
        of_each = Story.objects.filter(pk__in=[story.pk for story in stories])
        # In two queries, the second by keys alone: as one, PostgreSQL reads every chapter there is.
        newest = list(of_each.values_list(Subquery(last[:1]), flat=True))
        found = self.model.objects.filter(pk__in=newest).without_text().order_by()
        return {chapter.story_id: chapter for chapter in found}

    def in_order(self) -> Self:
        return self.order_by("story_id", "position", "pk")

    def without_text(self) -> Self:
        """For lists: a thousand titles need not bring five million words along."""
        return self.defer(
            "note_before",
            "note_before_html",
            "body",
            "body_html",
            "body_text",
            "note_after",
            "note_after_html",
            "paragraph_history",
        )

    def for_reading(self, others: "ChapterQuerySet") -> Self:
        """Without what the words were made from, with what a page shows of story and part.

        `previous_id` and `next_id` are those of `others` that stand right before and after.
        """
        beside = others.filter(story=OuterRef("story_id")).order_by().values("pk")
        before = beside.filter(position__lt=OuterRef("position")).order_by("-position")
        after = beside.filter(position__gt=OuterRef("position")).order_by("position")
        return (
            self.defer("note_before", "body", "body_text", "note_after", "paragraph_history")
            .defer("form_key", "uid")
            .annotate(**{f"story_{name}": F(f"story__{name}") for name in STORY_PAGE_FIELDS})
            .annotate(part_title=F("part__title"))
            .annotate(previous_id=Subquery(before[:1]), next_id=Subquery(after[:1]))
            .order_by()
        )

    def expired(self) -> Self:
        """Deleted too long ago to be brought back."""
        return self.filter(deleted_at__lt=timezone.now() - UNDELETE_PERIOD)


class Chapter(models.Model):
    """An installment: its newest words, where it stands, and when it is released."""

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
        help_text=_("May be empty: the chapter is then called by its number."),
    )
    slug = slug_field()
    # Positions are made anew under a lock on the story (ordering.py), 1 for the first. Not
    # unique: a database checks that row by row, and would refuse every move half way.
    position = models.PositiveIntegerField(_("place"), default=0, editable=False)
    is_numbered = models.BooleanField(
        _("counted"),
        default=True,
        help_text=_("Prologues and interludes may be left out of the count."),
    )
    number = models.PositiveIntegerField(_("number"), null=True, editable=False)

    content_note = models.CharField(
        _("content note"), max_length=CONTENT_NOTE_MAX_LENGTH, blank=True
    )
    note_before = models.TextField(_("note before"), blank=True, max_length=NOTE_MAX_LENGTH)
    body = models.TextField(_("text"), blank=True, max_length=BODY_MAX_LENGTH)
    note_after = models.TextField(_("note after"), blank=True, max_length=NOTE_MAX_LENGTH)

    # Made from the above when it is saved: see rendering.py.
    note_before_html = models.TextField(editable=False, blank=True)
    body_html = models.TextField(editable=False, blank=True)
    body_text = models.TextField(editable=False, blank=True)
    note_after_html = models.TextField(editable=False, blank=True)
    # A serialised serial.markup.paragraphs.history.ParagraphHistory.
    paragraph_history = models.JSONField(default=dict, editable=False)
    words = models.PositiveIntegerField(_("words"), default=0, editable=False)
    renderer_version = models.PositiveSmallIntegerField(default=0, editable=False)

    release_at = models.DateTimeField(
        _("release"),
        null=True,
        blank=True,
        help_text=_("Empty: a draft. In the future: it appears at that moment by itself."),
    )
    revision = models.PositiveIntegerField(_("revision"), default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    text_changed_at = models.DateTimeField(_("text changed"), null=True, editable=False)
    deleted_at = models.DateTimeField(_("deleted"), null=True, editable=False)
    # Names it to feed readers for good, whatever becomes of its address or of the site's.
    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    # Made with the form: sending one form twice makes one chapter.
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
                violation_error_message=_("Choose a release between 1970 and 2199."),
            ),
        ]
        indexes = [
            models.Index(fields=["story", "position"], name="chapter_in_order"),
            models.Index(fields=["story", "-release_at"], name="chapter_newest_of_story"),
            models.Index(
                fields=["release_at"],
                name="chapter_by_release",
                condition=Q(deleted_at=None, release_at__isnull=False),
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

    def is_draft(self) -> bool:
        return self.release_at is None

    def is_released(self) -> bool:
        return self.release_at is not None and self.release_at <= timezone.now()

    def is_scheduled(self) -> bool:
        return self.release_at is not None and self.release_at > timezone.now()

    def text(self) -> ChapterText:
        return ChapterText(**{name: getattr(self, name) for name in TEXT_FIELDS})


def chapter_label(title: str, number: int | None) -> str:
    """What a chapter is called: its title, or its number where it has none."""
    if title:
        return title
    if number:
        return gettext("Chapter %(number)d") % {"number": number}
    return gettext("Untitled")


class ChapterSlug(models.Model):
    """An address that a chapter has or had within its story."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="chapter_slugs")
    chapter = models.ForeignKey(Chapter, null=True, on_delete=models.SET_NULL, related_name="slugs")
    slug = slug_field()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["story", "slug"], name="chapter_slug_history_unique")
        ]

    def __str__(self) -> str:
        return self.slug
