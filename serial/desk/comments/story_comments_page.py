"""The comment settings of a story, its bans and its action log."""

from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.http import AuthenticatedRequest
from serial.comments.models import Comment, CommentAction, StoryCommentSettings
from serial.comments.settings_changes import change_story_settings, lift_ban
from serial.desk.comments.settings_forms import StorySettingsForm
from serial.desk.comments.settings_pages import recent_actions, report_saved, undo_posted_action
from serial.desk.owned_admin import OwnedAdmin
from serial.params import parse_id
from serial.stories.models import Story

BUTTONS = {"undo", "lift_ban"}


class StoryCommentsPage(OwnedAdmin[Story]):
    """Adds the page to a ModelAdmin of stories, for users who may change them."""

    def get_urls(self) -> list[URLPattern]:
        view = require_http_methods(["GET", "HEAD", "POST"])(self.story_comments)
        name = "stories_story_comments"
        return [
            path("<int:pk>/comments/", self.admin_site.admin_view(view), name=name),
            *super().get_urls(),
        ]

    def story_comments(self, request: AuthenticatedRequest, pk: int) -> HttpResponse:
        story = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, story):
            raise PermissionDenied
        settings = StoryCommentSettings.objects.filter(story=story).first() or StoryCommentSettings(
            story=story
        )
        has_settings = request.method == "POST" and not BUTTONS & set(request.POST)
        form = StorySettingsForm(request.POST if has_settings else None, instance=settings)
        if request.method == "POST" and self._handle_post(request, story, form):
            url_name = f"{self.admin_site.name}:stories_story_comments"
            return redirect(reverse(url_name, args=[story.pk]))
        return self._comments_page(request, story, form)

    def _handle_post(
        self, request: AuthenticatedRequest, story: Story, form: StorySettingsForm
    ) -> bool:
        """Returns False if the form has errors."""
        if "undo" in request.POST:
            undo_posted_action(request, CommentAction.objects.filter(story=story))
        elif "lift_ban" in request.POST:
            ban = get_object_or_404(story.bans, pk=parse_id(request.POST["lift_ban"]))
            report_saved(request, lift_ban(ban, request.user))
        elif form.is_valid():
            report_saved(request, change_story_settings(story, form.change(), request.user))
        else:
            return False
        return True

    def _comments_page(
        self, request: HttpRequest, story: Story, form: StorySettingsForm
    ) -> HttpResponse:
        # The page exists in the desk and in the site admin: URL names resolve within this one.
        request.current_app = self.admin_site.name
        guest_comments = Comment.objects.filter(story=story, ip_hash=OuterRef("ip_hash"))
        bans = story.bans.select_related("user").annotate(
            guest_name=Subquery(guest_comments.order_by("-posted_at").values("guest_name")[:1])
        )
        context = self.admin_site.each_context(request) | {
            "title": gettext("Comments on “%s”") % story,
            "opts": Story._meta,
            "original": story,
            "story": story,
            "form": form,
            "bans": bans,
            "actions": recent_actions(story, CommentAction.objects.filter(story=story)),
        }
        return TemplateResponse(request, "desk/story_comments.html", context)
