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
from serial.stories.models.story import UNDELETE_PERIOD


class WorkingCopyQuerySet(models.QuerySet["WorkingCopy"]):
    def by(self, user: User) -> Self:
        """What this person typed; nobody else sees it, a co-author no more than a stranger."""
        return self.filter(typed_by=user)

    def unsaved(self) -> Self:
        """What was typed and neither saved nor thrown away, in stories that are still there."""
        here = Q(chapter=None) | Q(chapter__deleted_at=None, chapter__story__deleted_at=None)
        return self.filter(here, saved_at=None, discarded_at=None)

    def without_text(self) -> Self:
        return self.defer("note_before", "body", "note_after")

    def expired(self) -> Self:
        """Saved or thrown away too long ago to be asked for again."""
        past = timezone.now() - UNDELETE_PERIOD
        return self.filter(Q(saved_at__lt=past) | Q(discarded_at__lt=past))


class WorkingCopy(models.Model):
    """What somebody typed into one form and has not saved yet. It is no revision: only they see it.

    Its fields have no limits of length: a title that is too long for a chapter is kept as well.
    """

    # Made with the form. Each tab has one of its own, so two tabs never overwrite each other.
    key = models.UUIDField(unique=True, editable=False)
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="working_copies"
    )
    # None: of a chapter that was never saved.
    chapter = models.ForeignKey(
        Chapter, null=True, on_delete=models.CASCADE, related_name="working_copies"
    )
    story = models.ForeignKey(Story, null=True, on_delete=models.SET_NULL, related_name="+")
    # As large as a form can say, true or not; whether it is newest is asked when it is saved.
    based_on = models.PositiveBigIntegerField(default=0)
    # Counts what the form sent, so that a message that was overtaken on its way changes nothing.
    tick = models.PositiveBigIntegerField(default=0)
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
        return self.title.strip()[:300] or gettext("A new chapter")

    def text(self) -> ChapterText:
        return ChapterText(**{name: getattr(self, name) for name in TEXT_FIELDS})

    def words(self) -> int:
        """The words of the body, counted in its source."""
        return count_words(self.body)

    def discard(self) -> None:
        self.discarded_at = timezone.now()
        self.save(update_fields=["discarded_at"])

    def bring_back(self) -> None:
        self.discarded_at = None
        self.save(update_fields=["discarded_at"])
