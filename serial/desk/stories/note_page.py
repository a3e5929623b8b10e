"""The page of the story-wide note: its text, its last day, and what readers see."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.http import AuthenticatedRequest
from serial.desk.stories.note_form import NoteForm
from serial.desk.stories.settings_pages import SettingsPages
from serial.stories.models import Story, StoryNote
from serial.stories.story_notes import (
    NoteChanged,
    last_day,
    note_of,
    remove_story_note,
    set_story_note,
)


class NotePage(SettingsPages):
    """Adds the page to a ModelAdmin of stories; it opens only the stories of that admin."""

    def get_urls(self) -> list[URLPattern]:
        view = require_http_methods(["GET", "HEAD", "POST"])(self.edit_note)
        page = path("<int:pk>/note/", self.admin_site.admin_view(view), name="stories_story_note")
        return [page, *super().get_urls()]

    def edit_note(self, request: AuthenticatedRequest, pk: int) -> HttpResponse:
        story = get_object_or_404(self.get_queryset(request).filter(deleted_at=None), pk=pk)
        if request.method != "POST":
            return self._note_page(request, NoteForm(story, note_of(story)))
        if "remove" in request.POST:
            remove_story_note(story, request.user)
            messages.success(request, gettext("Note removed. Readers no longer see it."))
            return redirect(request.path)
        form = NoteForm(story, note_of(story), request.POST)
        if not form.is_valid() or "preview" in request.POST:
            return self._note_page(request, form)
        body, based_on = form.cleaned_data["body"], form.cleaned_data["based_on"]
        try:
            set_story_note(story, body, form.ends_at(), request.user, based_on=based_on)
        except NoteChanged as change:
            form.base_on(change.latest)
            return self._note_page(request, form, change.latest)
        messages.success(request, gettext("Saved."))
        return redirect(request.path)

    def _note_page(
        self, request: AuthenticatedRequest, form: NoteForm, latest: StoryNote | None = None
    ) -> HttpResponse:
        """latest: what was saved while the author typed."""
        story: Story = form.story
        # URL names then resolve to this site: the desk or the site's admin.
        request.current_app = self.admin_site.name
        shown = form.typed() or form.note
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Story-wide note"),
            "opts": self.opts,
            **self.head_context(story, "note"),
            "form": form,
            "errors": form.errors,
            "note": form.note,
            "latest": latest,
            "shown": shown,
            "shown_day": last_day(shown) if shown else None,
            "is_over": shown is not None and not shown.is_shown(timezone.now()),
        }
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
        return TemplateResponse(request, "desk/story_note.html", context, status=status)
