"""Choosing the files to import into a story, and what was imported before."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
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
from serial.manuscripts.models import Manuscript
from serial.manuscripts.models.manuscript import ManuscriptQuerySet, State
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
            path("import/", self.admin_site.admin_view(view), name="stories_new_story_import"),
            *super().get_urls(),
        ]

    def import_files(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """Without a story, for a new one."""
        story = self.own_story(request, pk)
        form = UploadForm(request.POST or None, request.FILES or None)
        status = 200
        if request.method == "POST" and form.is_valid():
            user = signed_in_user(request)
            files, key = form.cleaned_data["manuscript"], form.cleaned_data["form_key"]
            try:
                paths = form.cleaned_data["paths"].splitlines()
                manuscript = store_manuscript(story, user, files, key, paths)
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
                "max_files": settings.DATA_UPLOAD_MAX_NUMBER_FILES,
                "title": gettext("Import") if story else gettext("Import a new story"),
                "waiting": [
                    (row, self.page_url("manuscript", pk, row.pk))
                    for row in self.manuscripts_of(request, story).exclude(state=State.USED)[
                        :MAX_EARLIER
                    ]
                ],
                "earlier": story.imports.all()[:MAX_EARLIER] if story else [],
            },
            status=status,
        )

    def own_story(self, request: HttpRequest, pk: int | None) -> Story | None:
        """Returns None for the pages of a new story. Raises Http404."""
        if pk is not None:
            return self.existing_story(request, pk)
        if not self.has_add_permission(request):
            raise PermissionDenied
        return None

    def existing_story(self, request: HttpRequest, pk: int, *, with_deleted: bool = False) -> Story:
        stories = self.get_queryset(request)
        if not with_deleted:
            stories = stories.filter(deleted_at=None)
        story = get_object_or_404(stories, pk=pk)
        if not story.is_managed_by(signed_in_user(request)):
            raise Http404
        return story

    def manuscripts_of(self, request: HttpRequest, story: Story | None) -> ManuscriptQuerySet:
        """Without a story, those of the user of which a new one can be made."""
        if story is not None:
            return Manuscript.objects.filter(story=story)
        return Manuscript.objects.filter(story=None, by=signed_in_user(request))

    def page_url(self, name: str, story_pk: int | None, *arguments: int) -> str:
        kind = "new_story" if story_pk is None else "story"
        pks = [*([] if story_pk is None else [story_pk]), *arguments]
        return reverse(f"{self.admin_site.name}:stories_{kind}_{name}", args=pks)

    def show_page(
        self,
        request: HttpRequest,
        story: Story | None,
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
            "import_url": self.page_url("import", story.pk if story else None),
            **context,
        }
        return TemplateResponse(request, template, context, status=status)
