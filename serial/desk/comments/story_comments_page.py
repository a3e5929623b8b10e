"""The comment settings of a story, its moderators, its bans and its action log."""

from collections.abc import Mapping
from dataclasses import replace

from django.contrib import messages
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from accounts.http import AuthenticatedRequest
from accounts.models import User
from serial.comments.changes.base import ActionRefused
from serial.comments.models import Comment, CommentAction, StoryCommentSettings
from serial.comments.models.comment_action import CommentActionQuerySet
from serial.comments.settings_changes import (
    appoint_moderator,
    change_story_settings,
    lift_ban,
    remove_moderator,
)
from serial.desk.comments.settings_forms import StorySettingsForm
from serial.desk.comments.settings_pages import CommentSettingsPage, report_saved
from serial.moderation.closed_comments import closed_notice
from serial.params import parse_id
from serial.stories.models import Story


class StoryCommentsPage(CommentSettingsPage[Story, StorySettingsForm]):
    settings_template = "desk/story_comments.html"
    settings_buttons = {"lift_ban", "appoint", "remove"}

    def settings_form(self, subject: Story, data: Mapping[str, object] | None) -> StorySettingsForm:
        settings = StoryCommentSettings.objects.filter(story=subject).first()
        return StorySettingsForm(data, instance=settings or StoryCommentSettings(story=subject))

    def change_settings(
        self, request: AuthenticatedRequest, subject: Story, form: StorySettingsForm
    ) -> CommentAction | None:
        with transaction.atomic():
            # A moderator who closes the comments at this moment waits.
            Story.objects.select_for_update().get(pk=subject.pk)
            settings = StoryCommentSettings.objects.filter(story=subject).first()
            is_closed = settings is not None and settings.closed_at is not None
            change = replace(form.change(), closed=is_closed)
            return change_story_settings(subject, change, request.user)

    def press_button(self, request: AuthenticatedRequest, subject: Story, button: str) -> None:
        pk = parse_id(request.POST[button])
        match button:
            case "appoint":
                _appoint(request, subject)
            case "remove":
                moderator = get_object_or_404(subject.moderators, pk=pk)
                report_saved(request, remove_moderator(moderator, request.user))
            case "lift_ban":
                ban = get_object_or_404(subject.bans, pk=pk)
                report_saved(request, lift_ban(ban, request.user))

    def actions_of(self, subject: Story) -> CommentActionQuerySet:
        return CommentAction.objects.filter(story=subject)

    def settings_context(self, request: AuthenticatedRequest, subject: Story) -> dict[str, object]:
        guest_comments = Comment.objects.filter(story=subject, ip_hash=OuterRef("ip_hash"))
        guest_name = guest_comments.order_by("-posted_at").values("guest_name")[:1]
        bans = subject.bans.select_related("user").annotate(guest_name=Subquery(guest_name))
        # The pages are at the desk only, not in /admin/, whose moderators have their own.
        is_at_desk = self.admin_site.name == "desk"
        waves_url = reverse("desk:story_waves", args=[subject.pk]) if is_at_desk else ""
        moderators = subject.moderators.select_related("user")
        context = {"story": subject, "bans": bans, "moderators": moderators}
        return context | {"waves_url": waves_url, "closed_notice": closed_notice(subject)}


def _appoint(request: AuthenticatedRequest, story: Story) -> None:
    """By username. Says so if there is nobody of that name."""
    # The database refuses the character NUL.
    name = request.POST.get("moderator", "").replace("\x00", "").strip().removeprefix("@")
    member = User.objects.filter(username__iexact=name, is_active=True).first()
    if member is None:
        messages.error(request, gettext("There is no member of this name."))
        return
    try:
        report_saved(request, appoint_moderator(story, member, request.user))
    except ActionRefused as error:
        messages.error(request, str(error))
