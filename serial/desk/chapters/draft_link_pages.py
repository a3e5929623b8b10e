"""The draft links of a chapter at the desk: list, create and revoke them."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import AuthenticatedRequest
from serial.chapters.draft_links import create_draft_link, revoke_draft_link
from serial.chapters.models import Chapter
from serial.desk.chapters.draft_comment_list import list_context
from serial.desk.chapters.draft_link_form import DraftLinkForm
from serial.desk.chapters.draft_reply_form import DraftReplyForm
from serial.desk.owned_admin import OwnedChapterAdmin
from serial.stories.credit_lines import credited_name

# Limits the expired and revoked links; active links are all shown.
MAX_INACTIVE_SHOWN = 50


class DraftLinkPages(OwnedChapterAdmin):
    """Adds the pages to a ModelAdmin of chapters, for users who may change the chapter."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        pages = "<int:pk>/draft-links/"
        name = "chapters_chapter_"
        return [
            path(pages, wrap(self.show_draft_links), name=f"{name}draft_links"),
            path(
                f"{pages}<int:link>/revoke/",
                wrap(require_POST(self.revoke_link)),
                name=f"{name}revoke_draft_link",
            ),
            *super().get_urls(),
        ]

    def _own_chapter(self, request: HttpRequest, pk: int) -> Chapter:
        chapters = self.get_queryset(request)
        chapter = get_object_or_404(chapters.select_related("story"), pk=pk)
        if not self.has_change_permission(request, chapter):
            raise PermissionDenied
        return chapter

    def show_draft_links(self, request: AuthenticatedRequest, pk: int) -> HttpResponse:
        chapter = self._own_chapter(request, pk)
        form = DraftLinkForm(request.POST or None)
        if form.is_valid():
            try:
                link = create_draft_link(chapter, request.user, **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(
                    request, _("Draft link created. Copy it and send it to your reader.")
                )
                return redirect(f"{self._list_url(chapter)}#link-{link.pk}")
        return self._links_page(request, chapter, form)

    def _links_page(
        self,
        request: HttpRequest,
        chapter: Chapter,
        form: DraftLinkForm,
        refused_reply: DraftReplyForm | None = None,
        *,
        lost_reply: str = "",
        status: int = HTTPStatus.OK,
    ) -> HttpResponse:
        """lost_reply: a reply to a comment that was deleted while it was typed."""
        # URL names then resolve to this site: the desk or the site's admin.
        request.current_app = self.admin_site.name
        links = chapter.draft_links.annotate(
            author_name=credited_name(chapter.story_id, "created_by")
        )
        context = self.admin_site.each_context(request) | {
            "title": _("Draft links for “%s”") % chapter.label(),
            "opts": Chapter._meta,
            "original": chapter,
            "chapter": chapter,
            "form": form,
            "active_links": links.active(),
            "inactive_links": links.inactive()[:MAX_INACTIVE_SHOWN],
            "lost_reply": lost_reply,
        }
        context |= list_context(request, chapter, refused_reply)
        return TemplateResponse(request, "desk/draft_links.html", context, status=status)

    def revoke_link(self, request: HttpRequest, pk: int, link: int) -> HttpResponse:
        chapter = self._own_chapter(request, pk)
        if revoke_draft_link(get_object_or_404(chapter.draft_links, pk=link)):
            messages.success(request, _("Link revoked."))
        else:
            messages.info(request, _("This link is already revoked or expired."))
        return redirect(self._list_url(chapter))

    def _list_url(self, chapter: Chapter) -> str:
        return reverse(f"{self.admin_site.name}:chapters_chapter_draft_links", args=[chapter.pk])
