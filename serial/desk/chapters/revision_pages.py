"""The revisions of a chapter at the desk: list, compare and restore them."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import AuthenticatedRequest
from serial.chapters.models import Chapter, Revision
from serial.chapters.saving import lock_chapter, restore_revision
from serial.chapters.texts import TEXT_FIELDS
from serial.comments.feedback_pause import feedback_paused_since
from serial.desk.comments.orphaned_comments import passages_to_be_orphaned, unconfirmed_orphans
from serial.desk.field_diffs import diff_fields
from serial.desk.owned_admin import OwnedChapterAdmin
from serial.params import get_page, parse_id
from serial.stories.credit_lines import credited_name

PER_PAGE = 50


class RevisionPages(OwnedChapterAdmin):
    """Adds the pages to a ModelAdmin of chapters; they open only the chapters of that admin."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        pages = "<int:pk>/revisions/"
        name = "chapters_chapter_"
        return [
            path(pages, wrap(self.list_revisions), name=f"{name}revisions"),
            path(f"{pages}compare/", wrap(self.compare_revisions), name=f"{name}compare"),
            path(
                f"{pages}<int:number>/restore/",
                wrap(require_POST(self.restore_revision)),
                name=f"{name}restore",
            ),
            *super().get_urls(),
        ]

    def _get_chapter(self, request: HttpRequest, pk: int) -> Chapter:
        chapters = self.get_queryset(request)
        chapter = get_object_or_404(chapters.select_related("story"), pk=pk)
        return chapter

    def _page(
        self, request: HttpRequest, template: str, chapter: Chapter, **context: object
    ) -> HttpResponse:
        # URL names then resolve to this site: the desk or the site's admin.
        request.current_app = self.admin_site.name
        context |= self.admin_site.each_context(request)
        context |= {"chapter": chapter, "opts": Chapter._meta, "original": chapter}
        return TemplateResponse(request, f"desk/{template}.html", context)

    def list_revisions(self, request: HttpRequest, pk: int) -> HttpResponse:
        chapter = self._get_chapter(request, pk)
        author_name = credited_name(chapter.story_id, "saved_by")
        rows = chapter.revisions.annotate(author_name=author_name).defer(*TEXT_FIELDS)
        page = get_page(request, rows, PER_PAGE)
        return self._page(
            request, "revisions", chapter, title=_("Revisions of “%s”") % chapter, page=page
        )

    def compare_revisions(self, request: HttpRequest, pk: int) -> HttpResponse:
        chapter = self._get_chapter(request, pk)
        numbers = sorted(parse_id(request.GET.get(name)) or 0 for name in ("old", "new"))
        old, new = (_get_revision(chapter, number) for number in numbers)
        return self._page(
            request,
            "compare_revisions",
            chapter,
            title=_("Revisions %(old)d and %(new)d") % {"old": old.number, "new": new.number},
            old=old,
            new=new,
            field_diffs=diff_fields(old.text(), new.text()),
        )

    def restore_revision(self, request: AuthenticatedRequest, pk: int, number: int) -> HttpResponse:
        revision = _get_revision(self._get_chapter(request, pk), number)
        with transaction.atomic():
            # Locked, so that no comment changes its paragraph between check and restore.
            chapter = lock_chapter(pk)
            orphans = unconfirmed_orphans(
                chapter, revision.body, request.POST.get("confirmed_orphans", "")
            )
            if orphans:
                return self._confirm_restore(request, chapter, revision, orphans)
            restored = restore_revision(chapter, revision.number, by=request.user)
        text = _("Revision %(old)d restored as revision %(new)d.")
        messages.success(request, text % {"old": number, "new": restored.number})
        url_name = f"{self.admin_site.name}:chapters_chapter_change"
        return redirect(reverse(url_name, args=[pk]))

    def _confirm_restore(
        self,
        request: AuthenticatedRequest,
        chapter: Chapter,
        revision: Revision,
        orphans: list[int],
    ) -> HttpResponse:
        return self._page(
            request,
            "restore_revision",
            chapter,
            title=_("Restore revision %s?") % revision.number,
            revision=revision,
            orphans=orphans,
            orphaned_passages=passages_to_be_orphaned(
                chapter, orphans, feedback_paused_since(request.user)
            ),
        )


def _get_revision(chapter: Chapter, number: int) -> Revision:
    return get_object_or_404(chapter.revisions, number=number)
