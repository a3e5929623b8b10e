"""Choosing the files to import into a story, and what was imported before."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.http import signed_in_user
from serial.desk.importing.upload_form import UploadForm
from serial.desk.importing.wording import FORMAT_NAMES, problem_text
from serial.desk.owned_admin import OwnedAdmin
from serial.manuscripts.limits import MAX_BYTES
from serial.manuscripts.models.manuscript import State
from serial.manuscripts.planning.uploading import TooManyManuscripts, store_manuscript
from serial.manuscripts.problems import CannotRead
from serial.stories.models import Story

# Of earlier files and imports that the page names.
MAX_EARLIER = 5


class ImportPage(OwnedAdmin[Story]):
    """Adds the page to a ModelAdmin of stories; it opens only the stories of that admin."""

    def get_urls(self) -> list[URLPattern]:
        view = require_http_methods(["GET", "HEAD", "POST"])(self.import_files)
        return [
            path("<int:pk>/import/", self.admin_site.admin_view(view), name="stories_story_import"),
            *super().get_urls(),
        ]

    def import_files(self, request: HttpRequest, pk: int) -> HttpResponse:
        story = self.own_story(request, pk)
        form = UploadForm(request.POST or None, request.FILES or None)
        status = 200
        if request.method == "POST" and form.is_valid():
            user = signed_in_user(request)
            files, key = form.cleaned_data["manuscript"], form.cleaned_data["form_key"]
            try:
                manuscript = store_manuscript(story, user, files, key)
            except CannotRead as error:
                form.add_error("manuscript", problem_text(error.problem))
            except TooManyManuscripts as error:
                status = 429
                minutes = max(1, round(error.seconds / 60))
                text = gettext("You have imported many files. Try again in %(minutes)d minutes.")
                form.add_error(None, text % {"minutes": minutes})
            else:
                return redirect(self.page_url("manuscript", pk, manuscript.pk))
        return self.show_page(
            request,
            story,
            "desk/importing/import.html",
            {
                "form": form,
                "formats": FORMAT_NAMES,
                "max_megabytes": MAX_BYTES // 1024 // 1024,
                "waiting": story.manuscripts.exclude(state=State.USED)[:MAX_EARLIER],
                "earlier": story.imports.all()[:MAX_EARLIER],
            },
            status=status,
        )

    def own_story(self, request: HttpRequest, pk: int) -> Story:
        stories = self.get_queryset(request).filter(deleted_at=None)
        story = get_object_or_404(stories, pk=pk)
        if not story.is_managed_by(signed_in_user(request)):
            raise Http404
        return story

    def page_url(self, name: str, *arguments: int) -> str:
        return reverse(f"{self.admin_site.name}:stories_story_{name}", args=arguments)

    def show_page(
        self,
        request: HttpRequest,
        story: Story,
        template: str,
        context: dict[str, object],
        *,
        status: int = 200,
    ) -> HttpResponse:
        # URL names then resolve to this site: the desk or the site's admin.
        request.current_app = self.admin_site.name
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Import"),
            "opts": Story._meta,
            "story": story,
            **context,
        }
        return TemplateResponse(request, template, context, status=status)
