"""What Django's admin logs: who changed which object, with the object's name at that time."""

from collections.abc import Iterable

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import QuerySet


def entries_about(model: type[models.Model]) -> QuerySet[LogEntry]:
    content_type = ContentType.objects.get_for_model(model, for_concrete_model=False)
    return LogEntry.objects.filter(content_type=content_type)


def log_of(model: type[models.Model], pks: Iterable[int]) -> QuerySet[LogEntry]:
    """Returns the entries about these objects, also if they are deleted."""
    return entries_about(model).filter(object_id__in=[str(pk) for pk in pks])
