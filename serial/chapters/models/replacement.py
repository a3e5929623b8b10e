from django.db import models
from django.utils.translation import gettext_lazy as _

from serial.chapters.models.chapter import Chapter
from serial.jobs.bulk_acts import BulkAct, BulkActRow
from serial.markup.searching.query import Query
from serial.stories.models import Story

QUERY_MAX_LENGTH = 200


class Replacement(BulkAct):
    """Replacing some words in the chapters of a story, in one step with one undo."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="replacements")
    searched = models.CharField(_("searched"), max_length=QUERY_MAX_LENGTH)
    replacement = models.CharField(_("replaced by"), max_length=QUERY_MAX_LENGTH, blank=True)
    matches_capitals = models.BooleanField(default=False)
    whole_words = models.BooleanField(default=False)
    # Of SEARCHED_FIELDS (searching.py).
    fields = models.JSONField(default=list)

    class Meta(BulkAct.Meta):
        verbose_name = _("replacement in a story")
        verbose_name_plural = _("replacements in stories")
        constraints = [
            models.CheckConstraint(
                name="replacement_searches_something", condition=~models.Q(searched="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.searched} → {self.replacement}"

    def query(self) -> Query:
        return Query(
            text=self.searched,
            matches_capitals=self.matches_capitals,
            whole_words=self.whole_words,
        )


class ReplacementChapter(BulkActRow):
    """A chapter that a replacement changes, chosen when it starts."""

    replacement = models.ForeignKey(Replacement, on_delete=models.CASCADE, related_name="chapters")
    chapter = models.ForeignKey(Chapter, on_delete=models.CASCADE, related_name="+")
    # The revision in which the places were chosen. A chapter that was changed since is left out.
    revision = models.PositiveIntegerField()
    # Of the chosen places, as searching.py counts them; None for all.
    numbers = models.JSONField(null=True)
    places = models.PositiveIntegerField(_("places"), default=0)
    saved_revision = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["replacement", "chapter"], name="replacement_chapter_once"
            ),
        ]
        indexes = [models.Index(fields=["replacement", "progress"], name="replacement_by_progress")]

    def __str__(self) -> str:
        return f"{self.replacement}: {self.chapter}"
