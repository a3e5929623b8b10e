from datetime import timedelta
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from serial.manuscripts.splitting.plan import Plan
from serial.stories.models import Story

# In the default storage. Files with these suffixes are never served (serial/reading/media.py).
FOLDER = "manuscripts"
NAME_MAX_LENGTH = 200
# A plan that nobody used is deleted with its file.
UNUSED_PERIOD = timedelta(days=14)
# The period of settings.MANUSCRIPTS_PER_HOUR.
UPLOADS_PERIOD = timedelta(hours=1)


def upload_name(manuscript: "Manuscript", name: str) -> str:
    return f"{FOLDER}/{uuid4().hex}.manuscript"


def document_name(manuscript: "Manuscript", name: str) -> str:
    return f"{FOLDER}/{uuid4().hex}.document"


class State(models.TextChoices):
    WAITING = "waiting", _("Waiting to be read")
    PLANNED = "planned", _("Read")
    FAILED = "failed", _("Cannot be read")
    USED = "used", _("Imported")


class ManuscriptQuerySet(models.QuerySet["Manuscript"]):
    def in_the_last_hour(self, user: User) -> Self:
        return self.filter(by=user, created_at__gt=timezone.now() - UPLOADS_PERIOD)

    def expired(self) -> Self:
        """Returns those that nobody used for UNUSED_PERIOD. Used ones have no files."""
        return self.filter(created_at__lt=timezone.now() - UNUSED_PERIOD)


class Manuscript(models.Model):
    """A file that an author uploaded to make chapters of, and the plan of these chapters."""

    # None until its import makes a new story.
    story = models.ForeignKey(
        Story, null=True, on_delete=models.CASCADE, related_name="manuscripts"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Created with the form, so that sending it twice uploads once.
    form_key = models.UUIDField(unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    name = models.CharField(_("file"), max_length=NAME_MAX_LENGTH)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    file = models.FileField(upload_to=upload_name, max_length=100, blank=True)
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    # Of Problem (problems.py), and the name of the file inside that has it.
    problem = models.CharField(max_length=30, blank=True)
    problem_detail = models.CharField(max_length=500, blank=True)
    # The Document (serializing.py), and what the pages show of it.
    document = models.FileField(upload_to=document_name, max_length=100, blank=True)
    facts = models.JSONField(default=dict)
    # A Plan (splitting/plan.py).
    plan = models.JSONField(default=dict)
    # A StoryData (planning/story_data.py).
    story_data = models.JSONField(default=dict)

    objects = ManuscriptQuerySet.as_manager()

    class Meta:
        verbose_name = _("manuscript")
        verbose_name_plural = _("manuscripts")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="manuscript_state_known", condition=models.Q(state__in=State.values)
            ),
        ]
        indexes = [
            models.Index(fields=["by", "created_at"], name="manuscript_by_person_and_time"),
        ]

    def __str__(self) -> str:
        return self.name

    def is_managed_by(self, user: User) -> bool:
        """Without a story, by who uploaded it only."""
        if self.story is None:
            return self.by_id == user.pk
        return self.story.is_managed_by(user)

    def read_plan(self) -> Plan:
        return Plan.from_json(self.plan)

    def set_plan(self, plan: Plan) -> None:
        self.plan = plan.as_json()
        self.save(update_fields=["plan"])

    def file_names(self) -> list[str]:
        return [name for name in (self.file.name, self.document.name) if name]

    def delete_files(self) -> None:
        """Deletes the upload and what was read of it. Call this when the row says so already."""
        for name in self.file_names():
            default_storage.delete(name)
