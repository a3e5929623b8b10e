"""Posts of a story's authors that are no chapters."""

from datetime import datetime
from typing import Self
from uuid import uuid4

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.takedown_reasons import TakedownReason
from serial.markup.rendering import RENDERER_VERSION, render
from serial.stories.choices import Visibility
from serial.stories.models.story import OPEN_TO_EVERYONE, Story, credited_story_ids
from serial.validators import validate_visible_text

ANNOUNCEMENT_TITLE_MAX_LENGTH = 150
ANNOUNCEMENT_BODY_MAX_LENGTH = 10_000


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    def not_deleted(self) -> Self:
        return self.filter(deleted_at=None, story__deleted_at=None)

    def published(self) -> Self:
        """Returns those that readers see. Moderators have hidden none of them."""
        return self.not_deleted().filter(published_at__isnull=False, taken_down_for="")

    def openable_by(self, user: User | AnonymousUser) -> Self:
        """Returns those whose page this user can open: authors also those that are hidden."""
        if not user.is_authenticated:
            return self.visible_to(user)
        own = self.not_deleted().filter(published_at__isnull=False)
        own = own.exclude(taken_down_for="").filter(story__in=credited_story_ids(user))
        return self.visible_to(user) | own

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Returns the published ones of the stories that this user can open.

        All access to announcements goes through this method; authors have `managed_by` at the desk.
        """
        if not user.is_authenticated:
            return self.published().filter(story__visibility__in=OPEN_TO_EVERYONE)
        return self.published().filter(
            Q(story__visibility__in=[*OPEN_TO_EVERYONE, Visibility.MEMBERS])
            | Q(story__in=credited_story_ids(user))
        )

    def listed_for(self, user: User | AnonymousUser) -> Self:
        """Returns those to list for this user beside those of other stories."""
        listed = [Visibility.PUBLIC, *([Visibility.MEMBERS] if user.is_authenticated else [])]
        return self.published().filter(
            story__visibility__in=listed, story__last_release_at__isnull=False
        )

    def managed_by(self, user: User | AnonymousUser) -> Self:
        """Returns all but deleted ones of the stories that this user manages at the desk."""
        return self.not_deleted().filter(story__in=Story.objects.managed_by(user).values("pk"))

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-pk")


class Announcement(models.Model):
    """A post to the readers of a story: outside its numbering, its editions and its words.

    Only serial/stories/announcing.py and serial/stories/taking_down.py change it.
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="announcements")
    title = models.CharField(
        _("title"), max_length=ANNOUNCEMENT_TITLE_MAX_LENGTH, validators=[validate_visible_text]
    )
    body = models.TextField(
        _("text"), max_length=ANNOUNCEMENT_BODY_MAX_LENGTH, validators=[validate_visible_text]
    )
    body_html = models.TextField(editable=False)
    renderer_version = models.PositiveSmallIntegerField(default=0, editable=False)
    # None: a draft.
    published_at = models.DateTimeField(_("published"), null=True, editable=False)
    # When it was published before it became a draft again, so that this can be undone.
    former_published_at = models.DateTimeField(null=True, editable=False)
    # When the text last changed after it was published.
    edited_at = models.DateTimeField(_("edited"), null=True, editable=False)
    # Moderators have hidden it from all but the authors of the story.
    taken_down_for = models.CharField(
        max_length=11, blank=True, choices=TakedownReason.choices, editable=False
    )
    # Counts what was saved, so that nobody overwrites what they have not seen.
    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)
    # The permanent id of its feed entry.
    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    # Created with the form, so that submitting one form twice creates one announcement.
    form_key = models.UUIDField(null=True, editable=False)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["story", "form_key"], name="announcement_one_per_form"),
            models.CheckConstraint(
                name="announcement_title_and_body_not_empty",
                condition=~Q(title="") & ~Q(body=""),
            ),
        ]
        indexes = [
            models.Index(fields=["story", "-published_at", "-id"], name="announcement_of_story"),
            # Of all stories, for the home page and feeds, and for telling followers.
            models.Index(
                fields=["-published_at", "-id"],
                name="announcement_latest",
                condition=Q(deleted_at=None, published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("announcement", args=[self.story.slug, self.pk])

    def is_published(self) -> bool:
        return self.published_at is not None

    def updated_at(self) -> datetime | None:
        """Returns when its text last changed for readers, or None for a draft."""
        if self.published_at is None:
            return None
        return max(self.published_at, self.edited_at or self.published_at)

    def render_body(self) -> None:
        """Sets the HTML of the text. Does not save."""
        self.body_html = render(self.body, self.story.render_options("announcement")).html
        self.renderer_version = RENDERER_VERSION
