from django.db import models
from django.utils.translation import gettext_lazy as _

from serial.chapters.models import Chapter
from serial.jobs.bulk_acts import BulkAct, BulkActRow
from serial.manuscripts.models.manuscript import NAME_MAX_LENGTH, Manuscript
from serial.manuscripts.splitting.plan import PlannedChapter
from serial.stories.models import Story
from serial.stories.models.story import TITLE_MAX_LENGTH


class ManuscriptImport(BulkAct):
    """Making chapters of a manuscript, in one step with one undo."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="imports")
    # Once: sending the form of a plan again does not import again.
    manuscript = models.OneToOneField(
        Manuscript, null=True, on_delete=models.SET_NULL, related_name="used_by"
    )
    name = models.CharField(_("file"), max_length=NAME_MAX_LENGTH)
    # What the file had, and what is left out (importing/report.py).
    report = models.JSONField(default=dict)
    # What it changed of the story itself (importing/story_changes.py): "created", or what the
    # summary and the tags were before and after, the file of the cover, and the old URLs of its
    # page.
    story_changes = models.JSONField(default=dict)
    # Whether comments of readers come along, and whether who imports certainly wrote the pages
    # (importing/reader_comments.py).
    with_comments = models.BooleanField(default=False)
    knows_author = models.BooleanField(default=False)
    # Whether the old URLs of its pages lead to them.
    with_urls = models.BooleanField(default=False)

    class Meta(BulkAct.Meta):
        verbose_name = _("import of a manuscript")
        verbose_name_plural = _("imports of manuscripts")

    def __str__(self) -> str:
        return self.name


class ImportedChapter(BulkActRow):
    """A chapter that an import makes or updates."""

    # "import" is a word of Python.
    act = models.ForeignKey(ManuscriptImport, on_delete=models.CASCADE, related_name="chapters")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=TITLE_MAX_LENGTH, blank=True)
    # A PlannedChapter; empty when it was done.
    planned = models.JSONField(default=dict)
    chapter = models.ForeignKey(Chapter, null=True, on_delete=models.SET_NULL, related_name="+")
    # Of a chapter that was there before: the revision that the author compared the file with.
    updated_revision = models.PositiveIntegerField(null=True)
    saved_revision = models.PositiveIntegerField(null=True)
    # Counts of what was made (counting.py), and how many words were taken for markers of notes.
    counts = models.JSONField(default=dict)
    left_out = models.JSONField(default=list)
    # The numbers of the new comments of readers, the first and the last, and how many were "made",
    # "known" before, "empty" or "shortened".
    first_comment = models.PositiveIntegerField(null=True)
    last_comment = models.PositiveIntegerField(null=True)
    comments = models.JSONField(default=dict)
    # A Claim (former_urls.py).
    old_urls = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["act", "position"], name="imported_chapter_once"),
        ]
        indexes = [models.Index(fields=["act", "progress"], name="imported_by_progress")]

    def __str__(self) -> str:
        return f"{self.act}: {self.title}"

    def read_planned(self) -> PlannedChapter:
        return PlannedChapter(**self.planned)
