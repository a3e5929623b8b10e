from typing import Self, TypeAlias

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import MemberProfile, PenName
from accounts.takedown_reasons import TakedownReason
from serial.chapters.models import Chapter
from serial.comments.models import Comment
from serial.moderation.choices import Status, SubjectKind
from serial.stories.models import Announcement, Story

# Of an uploaded file in the default storage.
FILE_NAME_MAX_LENGTH = 200
# What always is on a story.
ON_STORIES = (
    *(SubjectKind.COMMENT, SubjectKind.STORY, SubjectKind.CHAPTER),
    SubjectKind.ANNOUNCEMENT,
)

Reviewed: TypeAlias = (
    Comment | Story | Chapter | Announcement | PenName | MemberProfile | str | None
)


class ReviewItemQuerySet(models.QuerySet["ReviewItem"]):
    def waiting(self) -> Self:
        return self.filter(status=Status.WAITING)

    def held(self) -> Self:
        return self.filter(is_held=True)

    def reported(self) -> Self:
        return self.filter(is_reported=True)

    def most_urgent_first(self) -> Self:
        return self.order_by("-is_urgent", "-score", "opened_at", "pk")

    def gone(self) -> Self:
        """Items of what was deleted. A picture has no row of its own."""
        things = ("comment", "story", "chapter", "announcement", "pen_name", "profile")
        return self.exclude(kind=SubjectKind.IMAGE).filter(**dict.fromkeys(things))

    def claimed(self) -> Self:
        """Items that somebody has open now."""
        return self.filter(claimed_until__gt=timezone.now())


class ReviewItem(models.Model):
    """One thing under review, with all reports on it and all decisions about it.

    The same thing has one row for ever. A new report or edit opens it again. The row stays, with
    its reports and decisions, when the thing is deleted: they are records.
    """

    kind = models.CharField(max_length=12, choices=SubjectKind.choices)
    # What is reviewed: one of these, until it is deleted.
    comment = models.OneToOneField(
        Comment, null=True, on_delete=models.SET_NULL, related_name="review_item"
    )
    story = models.OneToOneField(
        Story, null=True, on_delete=models.SET_NULL, related_name="review_item"
    )
    chapter = models.OneToOneField(
        Chapter, null=True, on_delete=models.SET_NULL, related_name="review_item"
    )
    announcement = models.OneToOneField(
        Announcement, null=True, on_delete=models.SET_NULL, related_name="review_item"
    )
    pen_name = models.OneToOneField(
        PenName, null=True, on_delete=models.SET_NULL, related_name="review_item"
    )
    profile = models.OneToOneField(
        MemberProfile, null=True, on_delete=models.SET_NULL, related_name="review_item"
    )
    # The file's name in the default storage.
    image = models.CharField(max_length=FILE_NAME_MAX_LENGTH, blank=True)
    # Of a picture that is hidden; other things have a column of their own.
    taken_down_for = models.CharField(max_length=11, blank=True, choices=TakedownReason.choices)
    # What showed the hidden picture: subjects/shown_pictures.py.
    shown_by = models.JSONField(default=dict)
    # The story that it belongs to, and the member whose it is; none for guests.
    on_story = models.ForeignKey(
        Story, null=True, on_delete=models.SET_NULL, related_name="review_items"
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="review_items"
    )

    status = models.CharField(
        _("status"), max_length=7, choices=Status.choices, default=Status.WAITING
    )
    # Counts every change. A decision is only made on the version that the moderator saw.
    version = models.PositiveIntegerField(default=1)
    # Of the thing itself; the number of its edits. What was decided on is in Decision.revision.
    revision = models.PositiveIntegerField(default=0)
    # Why it waits: a comment is held, or somebody reported it. Both are False once it is decided.
    is_held = models.BooleanField(default=False)
    is_reported = models.BooleanField(default=False)
    # Somebody may be in danger.
    is_urgent = models.BooleanField(default=False)
    # Reports that are not judged, also those that were not enough to open it again.
    open_report_count = models.PositiveIntegerField(default=0)
    # The higher, the sooner it is shown. review/scores.py computes it from its parts.
    score = models.FloatField(_("score"), default=0)
    score_parts = models.JSONField(default=dict)
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    decided_at = models.DateTimeField(_("decided"), null=True)
    # Who has it open, so that others decide on something else.
    # Its index, review_item_claimed, leaves out all that nobody has open.
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,
    )
    claimed_until = models.DateTimeField(null=True)

    objects = ReviewItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("review item")
        verbose_name_plural = _("review items")
        constraints = [
            models.CheckConstraint(
                name="review_item_has_one_subject",
                condition=(Q(kind=SubjectKind.COMMENT) | Q(comment=None))
                & (Q(kind=SubjectKind.STORY) | Q(story=None))
                & (Q(kind=SubjectKind.CHAPTER) | Q(chapter=None))
                & (Q(kind=SubjectKind.ANNOUNCEMENT) | Q(announcement=None))
                & (Q(kind=SubjectKind.PEN_NAME) | Q(pen_name=None))
                & (Q(kind=SubjectKind.PROFILE) | Q(profile=None))
                & (Q(kind=SubjectKind.IMAGE) ^ Q(image="")),
            ),
            models.CheckConstraint(
                name="review_item_waits_for_a_reason",
                condition=Q(status=Status.WAITING) ^ Q(is_held=False, is_reported=False),
            ),
            models.UniqueConstraint(
                fields=["image"], name="review_item_image_unique", condition=~Q(image="")
            ),
        ]
        indexes = [
            # Conditions without parameters: SQLite uses no other partial index.
            models.Index(
                fields=["-is_urgent", "-score", "opened_at"],
                name="review_item_held",
                condition=Q(is_held=True),
            ),
            models.Index(
                fields=["-is_urgent", "-score", "opened_at"],
                name="review_item_reported",
                condition=Q(is_reported=True),
            ),
            models.Index(
                fields=["claimed_by"],
                name="review_item_claimed",
                condition=Q(claimed_by__isnull=False),
            ),
            models.Index(fields=["on_story", "status"], name="review_item_by_story"),
            # Of each picture that is served: hidden_pictures.py.
            models.Index(fields=["image"], name="review_item_by_image"),
            models.Index(fields=["status", "-decided_at"], name="review_item_by_status"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.subject() or self.pk}"

    def subject(self) -> Reviewed:
        """Returns what is reviewed; a picture is its file's name. None if it was deleted."""
        subject: Reviewed = getattr(self, self.kind)
        return subject

    @property
    def is_gone(self) -> bool:
        """Whether what was reviewed is deleted."""
        return self.kind != SubjectKind.IMAGE and getattr(self, f"{self.kind}_id") is None

    @property
    def is_on_deleted_story(self) -> bool:
        return self.kind in ON_STORIES and self.on_story_id is None
