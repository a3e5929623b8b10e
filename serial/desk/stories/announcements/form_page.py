"""The form of an announcement at the desk: a draft is saved, previewed and published here."""

from collections.abc import Mapping
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from accounts.http import AuthenticatedRequest
from accounts.models import User
from serial.desk.stories.announcements.form import AnnouncementForm
from serial.desk.stories.settings_pages import SettingsPages
from serial.library.counts import told_count
from serial.notifications.email.announcements import was_told
from serial.stories.announcing import (
    AnnouncementChanged,
    AnnouncementRefused,
    create_announcement,
    edit_announcement,
    publish_announcement,
)
from serial.stories.choices import Visibility
from serial.stories.credit_lines import load_credit_lines
from serial.stories.models import Announcement, Story
from serial.times.wording import zone_name

NAME = "stories_story_announcement"
# In the URL of the list that follows a change which can be undone.
UNDO = "undo"


class AnnouncementFormPage(SettingsPages):
    """Adds the page to a ModelAdmin of stories; it opens only the stories of that admin."""

    def get_urls(self) -> list[URLPattern]:
        wrap, forms = self.admin_site.admin_view, require_http_methods(["GET", "HEAD", "POST"])
        add, change = wrap(forms(self.add_announcement)), wrap(forms(self.change_announcement))
        pages = "<int:pk>/announcements/"
        return [
            path(f"{pages}add/", add, name=f"{NAME}_add"),
            path(f"{pages}<int:announcement>/", change, name=f"{NAME}_change"),
            *super().get_urls(),
        ]

    def add_announcement(self, request: AuthenticatedRequest, pk: int) -> HttpResponse:
        return self._edit(request, self.announcing_story(request, pk), None)

    def change_announcement(
        self, request: AuthenticatedRequest, pk: int, announcement: int
    ) -> HttpResponse:
        story = self.announcing_story(request, pk)
        rows = story.announcements.select_related("story")
        if request.method != "POST":
            # What is sent to a deleted one comes back with the reason.
            rows = rows.filter(deleted_at=None)
        return self._edit(request, story, get_object_or_404(rows, pk=announcement))

    def _edit(
        self, request: AuthenticatedRequest, story: Story, announcement: Announcement | None
    ) -> HttpResponse:
        data = request.POST if request.method == "POST" else None
        form = AnnouncementForm(story, announcement, data)
        if not form.is_valid() or "preview" in request.POST:
            return self._form_page(request, form, announcement)
        try:
            saved = _save(form, announcement, request.user)
        except AnnouncementChanged as change:
            form.base_on(change.latest)
            return self._form_page(request, form, announcement, latest=change.latest)
        except AnnouncementRefused as refusal:
            form.add_error(None, str(refusal))
            return self._form_page(request, form, announcement)
        if "publish" in request.POST and not saved.is_published():
            publish_announcement(saved, request.user)
            messages.success(request, published_text(story))
            return redirect(f"{self.announcements_url(story)}?{UNDO}={saved.pk}")
        messages.success(
            request, gettext("Saved.") if saved.is_published() else gettext("Draft saved.")
        )
        return redirect(f"{self.admin_site.name}:{NAME}_change", story.pk, saved.pk)

    def _form_page(
        self,
        request: AuthenticatedRequest,
        form: AnnouncementForm,
        announcement: Announcement | None,
        *,
        latest: Announcement | None = None,
    ) -> HttpResponse:
        """announcement: as it is stored, None for a new one. latest: what was saved meanwhile."""
        story = form.story
        context = {
            "form": form,
            "errors": form.errors,
            "announcement": announcement,
            "latest": latest,
            "shown": form.typed() or announcement,
            "is_published": announcement is not None and announcement.is_published(),
            "told_count": told_count(story),
            "was_told": announcement is not None and was_told(announcement),
            "credits": load_credit_lines(story.pk),
        }
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
        return self.announcements_page(request, story, "form", context, status)

    def announcements_page(
        self,
        request: HttpRequest,
        story: Story,
        template: str,
        context: Mapping[str, object],
        status: int = HTTPStatus.OK,
    ) -> HttpResponse:
        # URL names then resolve to this site: the desk or the site's admin.
        request.current_app = self.admin_site.name
        page_context = {
            **self.admin_site.each_context(request),
            "title": gettext("Announcements"),
            "opts": self.opts,
            **self.head_context(story, "announcements"),
            "is_draft": story.visibility == Visibility.DRAFT,
            "zone": zone_name(),
            "now": timezone.now(),
            **context,
        }
        template = f"desk/announcements/{template}.html"
        return TemplateResponse(request, template, page_context, status=status)

    def announcing_story(self, request: HttpRequest, pk: int) -> Story:
        return get_object_or_404(self.get_queryset(request).filter(deleted_at=None), pk=pk)

    def announcements_url(self, story: Story) -> str:
        return reverse(f"{self.admin_site.name}:{NAME}s", args=[story.pk])


def _save(form: AnnouncementForm, announcement: Announcement | None, by: User) -> Announcement:
    if announcement is None:
        key = form.cleaned_data["form_key"]
        return create_announcement(form.story, form.text(), by, form_key=key)
    based_on = form.cleaned_data["based_on"] or 0
    return edit_announcement(announcement, form.text(), by, based_on=based_on)


def published_text(story: Story) -> str:
    if story.visibility == Visibility.DRAFT:
        return gettext("Published. Readers see it once the story is public.")
    count = told_count(story)
    if not count:
        return gettext("Published.")
    text = ngettext(
        "Published. %(count)d follower is told of it.",
        "Published. %(count)d followers are told of it.",
        count,
    )
    return text % {"count": count}
