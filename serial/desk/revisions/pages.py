"""The revisions of a chapter at the desk: list, compare, read and restore them, and their notes."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import AuthenticatedRequest
from serial.chapters.html.rendering import fill_chapter
from serial.chapters.models import Chapter, Revision
from serial.chapters.saving import EditConflict, check_latest, lock_chapter, restore_revision
from serial.comments.feedback_pause import feedback_paused_since
from serial.desk.comments.orphaned_comments import passages_to_be_orphaned, unconfirmed_orphans
from serial.desk.editor.preview_limits import PREVIEWS, count_text
from serial.desk.editor.saved_elsewhere import other_author
from serial.desk.owned_admin import OwnedChapterAdmin
from serial.desk.revisions.comparison import Comparison, load_comparison
from serial.desk.revisions.note_form import NoteForm
from serial.desk.revisions.rows import load_list, make_rows, revision_rows
from serial.desk.revisions.sides import make_sides
from serial.desk.revisions.view_links import kept_query, requested_view, view_links
from serial.params import parse_id
from serial.stories.credit_lines import load_credit_lines
from serial.times.wording import format_past_moment, zone_name
from serial.web.rate_limits import TooManyRequests


class RevisionPages(OwnedChapterAdmin):
    """Adds the pages to a ModelAdmin of chapters, for users who may change the chapter."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        pages, name = "<int:pk>/revisions/", "chapters_chapter_"
        one = f"{pages}<int:number>/"
        return [
            path(pages, wrap(require_safe(self.list_revisions)), name=f"{name}revisions"),
            path(one, wrap(require_safe(self.read_revision)), name=f"{name}revision"),
            path(
                f"{one}restore/",
                wrap(require_POST(self.restore_revision)),
                name=f"{name}restore",
            ),
            path(f"{one}note/", wrap(require_POST(self.save_note)), name=f"{name}revision_note"),
            *super().get_urls(),
        ]

    def list_revisions(self, request: AuthenticatedRequest, pk: int) -> HttpResponse:
        """`?from=` and `?to=` are compared; `?restored=` offers to undo that revision."""
        return self._show_revisions(request, self._chapter_to_change(request, pk))

    def read_revision(self, request: AuthenticatedRequest, pk: int, number: int) -> HttpResponse:
        """Shows the chapter to its author as readers would see it with this text."""
        chapter = self._chapter_to_change(request, pk)
        revision = _get_revision(chapter, number)
        text = revision.text()
        try:
            count_text(PREVIEWS, request.user, sum(map(len, text.as_dict().values())))
        except TooManyRequests as error:
            too_many = {"too_many": error.message_for_preview()}
            return error.refuse(render(request, "desk/preview_error.html", too_many))
        [row] = make_rows(revision_rows(chapter).filter(number=number))
        context = {
            "chapter": chapter,
            "story": chapter.story,
            "credits": load_credit_lines(chapter.story_id),
            "is_preview": True,
            "revision": row,
            "is_latest": number == chapter.revision,
            "compare_url": f"{self._revisions_url(chapter)}?from={number}",
        }
        fill_chapter(chapter, text)
        response = render(request, "desk/revisions/read.html", context)
        patch_cache_control(response, private=True, no_store=True)
        return response

    def restore_revision(self, request: AuthenticatedRequest, pk: int, number: int) -> HttpResponse:
        revision = _get_revision(self._chapter_to_change(request, pk), number)
        based_on = parse_id(request.POST.get("based_on")) or 0
        with transaction.atomic():
            # Locked, so that nobody saves, and no comment changes its paragraph, before it is done.
            chapter = lock_chapter(pk)
            try:
                check_latest(chapter, based_on)
            except EditConflict as conflict:
                messages.error(request, _refusal(conflict.latest, request))
                return redirect(f"{self._revisions_url(chapter)}?from={number}#comparison")
            orphans = unconfirmed_orphans(
                chapter, revision.body, request.POST.get("confirmed_orphans", "")
            )
            if orphans:
                return self._confirm_restore(request, chapter, revision, orphans)
            restored = restore_revision(chapter, number, by=request.user)
        if restored.number == based_on:
            messages.info(request, _("Nothing changed: this is the text as it is now."))
        elif "undo" in request.POST:
            messages.success(request, _("Undone. The text is again as it was before."))
        else:
            return redirect(f"{self._revisions_url(chapter)}?restored={restored.number}")
        return redirect(self._revisions_url(chapter))

    def save_note(self, request: AuthenticatedRequest, pk: int, number: int) -> HttpResponse:
        """Saves the note on a revision; the query of the page that was shown leads back to it."""
        chapter = self._chapter_to_change(request, pk)
        revision = _get_revision(chapter, number)
        form = NoteForm(request.POST, auto_id=f"note_{number}_%s")
        if not form.save(revision, request.user):
            return self._show_revisions(request, chapter, {number: form})
        is_removed = not form.cleaned_data["remark"]
        messages.success(request, _("Note removed.") if is_removed else _("Note saved."))
        return redirect(f"{self._revisions_url(chapter)}?{request.GET.urlencode()}")

    def _chapter_to_change(self, request: HttpRequest, pk: int) -> Chapter:
        chapters = self.get_queryset(request)
        chapter = get_object_or_404(chapters.select_related("story"), pk=pk)
        if not self.has_change_permission(request, chapter):
            raise PermissionDenied
        return chapter

    def _revisions_url(self, chapter: Chapter) -> str:
        return reverse(f"{self.admin_site.name}:chapters_chapter_revisions", args=[chapter.pk])

    def _revisions_page(
        self, request: HttpRequest, template: str, chapter: Chapter, **context: object
    ) -> HttpResponse:
        # URL names then resolve to this site: the desk or the site's admin.
        request.current_app = self.admin_site.name
        context |= self.admin_site.each_context(request)
        context |= {"chapter": chapter, "opts": Chapter._meta, "zone": zone_name()}
        return TemplateResponse(request, f"desk/revisions/{template}.html", context)

    def _show_revisions(
        self,
        request: HttpRequest,
        chapter: Chapter,
        submitted: dict[int, NoteForm] | None = None,
    ) -> HttpResponse:
        comparison = load_comparison(request, chapter)
        return self._revisions_page(
            request,
            "list",
            chapter,
            title=_("Revisions of “%s”") % chapter.label(),
            revisions=load_list(request, chapter),
            comparison=comparison,
            sides=make_sides(comparison, submitted or {}) if comparison else [],
            restored=_restored(request, comparison),
            view=requested_view(request),
            views=view_links(request),
            kept_query=kept_query(request),
        )

    def _confirm_restore(
        self,
        request: AuthenticatedRequest,
        chapter: Chapter,
        revision: Revision,
        orphans: list[int],
    ) -> HttpResponse:
        when = format_past_moment(timezone.localtime(revision.saved_at))
        return self._revisions_page(
            request,
            "confirm_restore",
            chapter,
            title=_("Restore the text of %(when)s?") % {"when": when},
            revision=revision,
            is_undo="undo" in request.POST,
            orphans=orphans,
            orphaned_passages=passages_to_be_orphaned(
                chapter, orphans, feedback_paused_since(request.user)
            ),
        )


def _get_revision(chapter: Chapter, number: int) -> Revision:
    return get_object_or_404(chapter.revisions, number=number)


def _refusal(latest: Revision, request: AuthenticatedRequest) -> str:
    """Says who saved the revision that the page did not show."""
    when = format_past_moment(timezone.localtime(latest.saved_at))
    if person := other_author(latest, request.user):
        saved = _("Not restored: %(person)s saved this chapter in the meantime, %(when)s.")
        saved %= {"person": person, "when": when}
    else:
        saved = _("Not restored: you saved this chapter in the meantime, %(when)s.")
        saved %= {"when": when}
    what_next = _("Look at what would change now, and restore again if you still want to.")
    return f"{saved} {what_next}"


def _restored(request: HttpRequest, comparison: Comparison | None) -> bool:
    """Whether the page offers to undo the latest revision, which restored another one."""
    if comparison is None or comparison.is_chosen or not comparison.with_latest:
        return False
    latest = comparison.newer
    is_asked = parse_id(request.GET.get("restored")) == latest.number
    return is_asked and latest.restored_from is not None
