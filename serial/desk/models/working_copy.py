from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.texts import TEXT_FIELDS, ChapterText
from serial.markup.words import count_words
from serial.stories.models import Story
from serial.stories.time_limits import UNDELETE_PERIOD


class WorkingCopyQuerySet(models.QuerySet["WorkingCopy"]):
    def by(self, user: User) -> Self:
        """The copies that this user typed. Nobody else may see them, not even a co-author."""
        return self.filter(typed_by=user)

    def unsaved(self) -> Self:
        """Copies that are neither saved nor discarded, of chapters that are not deleted."""
        not_deleted = Q(chapter=None) | Q(chapter__deleted_at=None, chapter__story__deleted_at=None)
        return self.filter(not_deleted, saved_at=None, discarded_at=None)

    def without_text(self) -> Self:
        return self.defer("note_before", "body", "note_after")

    def expired(self) -> Self:
        """Copies saved or discarded more than UNDELETE_PERIOD ago."""
        limit = timezone.now() - UNDELETE_PERIOD
        return self.filter(Q(saved_at__lt=limit) | Q(discarded_at__lt=limit))


class WorkingCopy(models.Model):
    """The unsaved contents of one chapter form. Not a revision: only the user who typed it sees it.

    Its fields have no maximum length, so that a title too long for a chapter is not lost.
    """

    # Created with the form: each browser tab has its own key, so tabs never overwrite each other.
    key = models.UUIDField(unique=True, editable=False)
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="working_copies"
    )
    # None for a new chapter that was never saved.
    chapter = models.ForeignKey(
        Chapter, null=True, on_delete=models.CASCADE, related_name="working_copies"
    )
    story = models.ForeignKey(Story, null=True, on_delete=models.SET_NULL, related_name="+")
    # The revision number that the form sent, unchecked: it is compared when the chapter is saved.
    based_on = models.PositiveBigIntegerField(default=0)
    # Orders the requests of one form, so that a delayed older request changes nothing.
    sequence = models.PositiveBigIntegerField(default=0)
    # The number of characters of the body before the author's cursor; None without the script.
    caret = models.PositiveIntegerField(null=True)
    typed_at = models.DateTimeField(_("typed"))
    saved_at = models.DateTimeField(null=True)
    discarded_at = models.DateTimeField(null=True)

    title = models.TextField(blank=True)
    content_note = models.TextField(blank=True)
    note_before = models.TextField(blank=True)
    body = models.TextField(blank=True)
    note_after = models.TextField(blank=True)

    objects = WorkingCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("working copy")
        verbose_name_plural = _("working copies")
        ordering = ["-typed_at", "-pk"]
        indexes = [
            models.Index(
                fields=["typed_by", "chapter", "typed_at"],
                name="working_copy_unsaved",
                condition=Q(saved_at=None, discarded_at=None),
            )
        ]

    def __str__(self) -> str:
        return self.label()

    def label(self) -> str:
        if self.chapter:
            return self.chapter.label()
        return self.title.strip()[:300] or gettext("New chapter")

    def text(self) -> ChapterText:
        return ChapterText(**{name: getattr(self, name) for name in TEXT_FIELDS})

    def words(self) -> int:
        """Returns the word count of the body, counted in its Markdown source."""
        return count_words(self.body)

    def discard(self) -> None:
        self.discarded_at = timezone.now()
        self.save(update_fields=["discarded_at"])

    def restore(self) -> None:
        self.discarded_at = None
        self.save(update_fields=["discarded_at"])
