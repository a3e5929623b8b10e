"""The pages of a story's settings: each has a short form, which is saved by itself."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext

from accounts.http import AuthenticatedRequest
from serial.desk.comments.story_comments_page import StoryCommentsPage
from serial.desk.stories.crawler_fields import crawler_note
from serial.desk.stories.story_tabs import SETTINGS_TABS, URL_NAME, settings_tab_of, story_tabs
from serial.library.counts import story_follower_counts
from serial.stories.credit_lines import load_credit_lines
from serial.stories.models import Story


class SettingsPages(StoryCommentsPage):
    """Adds the pages to a ModelAdmin of stories. What they ask is in `story_tabs.py`."""

    change_form_template = "desk/story_settings.html"

    def get_urls(self) -> list[URLPattern]:
        # As on Django's own views: AdminParametersMiddleware then checks what they read.
        # Any: a function, to which Django adds attributes.
        view: Any = self.admin_site.admin_view(self.edit_settings)
        view.model_admin = self
        pages = [
            path(f"<path:object_id>/{name}/", view, name=f"{URL_NAME}{name}")
            for name in SETTINGS_TABS
        ]
        return [*pages, *super().get_urls()]

    def edit_settings(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self.changeform_view(request, object_id)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],  # As Django's: it has the form.
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Story | None = None,
    ) -> HttpResponse:
        tab = settings_tab_of(request)
        if obj is not None and tab is not None:
            # As saved: the form's story has what was typed, also if it was refused.
            story = Story.objects.get(pk=obj.pk)
            context |= self.head_context(story, "change" if tab.name == "parts" else tab.name)
            context |= {
                "tab": tab,
                "readers_see": f"desk/_readers_see_{tab.name}.html",
                "credits": load_credit_lines(story.pk),
                "crawler_note": crawler_note(),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_change(self, request: HttpRequest, obj: Story) -> HttpResponse:
        messages.success(request, gettext("Saved."))
        return redirect(request.path)

    def settings_context(self, request: AuthenticatedRequest, subject: Story) -> dict[str, object]:
        return super().settings_context(request, subject) | self.head_context(subject, "comments")

    def head_context(self, story: Story, current: str) -> dict[str, object]:
        """Returns what desk/_story_head.html needs. current: the name of the tab."""
        tabs = story_tabs(story, self.admin_site.name, current)
        followers = story_follower_counts([story.pk]).get(story.pk, 0)
        head = {"story": story, "cover": story.cover_links(), "tabs": tabs}
        return {**head, "follower_count": followers}
