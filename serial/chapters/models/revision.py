from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serial.chapters.models.chapter import Chapter
from serial.chapters.texts import CONTENT_NOTE_MAX_LENGTH, TEXT_FIELDS, ChapterText
from serial.stories.models.story import TITLE_MAX_LENGTH

REMARK_MAX_LENGTH = 200


class Revision(models.Model):
    """One saved version of a chapter's text. Only the note on it, `remark`, can be changed.

    Readers never see it: it is for the authors of the story.
    """

    chapter = models.ForeignKey(Chapter, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    saved_at = models.DateTimeField(_("saved"), default=timezone.now, editable=False)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("saved by"),
    )
    remark = models.CharField(_("note on this revision"), max_length=REMARK_MAX_LENGTH, blank=True)
    # Who wrote the note last: it is erased with that account.
    remark_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    restored_from = models.PositiveIntegerField(_("restored from"), null=True)
    words_added = models.PositiveIntegerField(_("words added"), default=0)
    words_removed = models.PositiveIntegerField(_("words removed"), default=0)

    title = models.CharField(max_length=TITLE_MAX_LENGTH, blank=True)
    content_note = models.CharField(max_length=CONTENT_NOTE_MAX_LENGTH, blank=True)
    note_before = models.TextField(blank=True)
    body = models.TextField(blank=True)
    note_after = models.TextField(blank=True)
    # The ids of its paragraphs and a digest of their text. A chapter whose text returns to this
    # revision gets the same ids again.
    paragraph_ids = models.JSONField(default=list)
    body_digest = models.CharField(max_length=11, blank=True)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-number"]
        indexes = [models.Index(fields=["saved_by", "saved_at"], name="revision_by_author")]
        constraints = [
            models.UniqueConstraint(
                fields=["chapter", "number"], name="revision_number_once_per_chapter"
            ),
            models.CheckConstraint(
                name="revision_number_from_one", condition=models.Q(number__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)

    def text(self) -> ChapterText:
        return ChapterText(**{name: getattr(self, name) for name in TEXT_FIELDS})
