"""The comment settings of a story, its bans and its action log."""

from collections.abc import Mapping

from django.db.models import OuterRef, Subquery
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.http import AuthenticatedRequest
from serial.comments.models import Comment, CommentAction, StoryCommentSettings
from serial.comments.models.comment_action import CommentActionQuerySet
from serial.comments.settings_changes import change_story_settings, lift_ban
from serial.desk.comments.settings_forms import StorySettingsForm
from serial.desk.comments.settings_pages import CommentSettingsPage, report_saved
from serial.params import parse_id
from serial.stories.models import Story


class StoryCommentsPage(CommentSettingsPage[Story, StorySettingsForm]):
    settings_template = "desk/story_comments.html"
    settings_buttons = {"lift_ban"}

    def settings_form(self, subject: Story, data: Mapping[str, object] | None) -> StorySettingsForm:
        settings = StoryCommentSettings.objects.filter(story=subject).first()
        return StorySettingsForm(data, instance=settings or StoryCommentSettings(story=subject))

    def change_settings(
        self, request: AuthenticatedRequest, subject: Story, form: StorySettingsForm
    ) -> CommentAction | None:
        return change_story_settings(subject, form.change(), request.user)

    def press_button(self, request: AuthenticatedRequest, subject: Story, button: str) -> None:
        ban = get_object_or_404(subject.bans, pk=parse_id(request.POST["lift_ban"]))
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
        return {"story": subject, "bans": bans, "waves_url": waves_url}
