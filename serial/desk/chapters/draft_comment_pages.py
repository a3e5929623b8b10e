"""What authors do with the comments on a draft, and deleting a draft link with or without them."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import AuthenticatedRequest
from serial.chapters.models import Chapter
from serial.comments.draft_comments import managing
from serial.comments.models import DraftComment
from serial.desk.chapters.draft_link_form import DraftLinkForm
from serial.desk.chapters.draft_link_pages import DraftLinkPages
from serial.desk.chapters.draft_reply_form import DraftReplyForm


class DraftCommentPages(DraftLinkPages):
    """Adds them to a ModelAdmin of chapters, for users who may change the chapter."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        name = "chapters_chapter_"
        return [
            path(
                "<int:pk>/draft-comments/<int:draft_comment>/",
                wrap(require_POST(self.change_draft_comment)),
                name=f"{name}draft_comment",
            ),
            path(
                "<int:pk>/draft-links/<int:link>/delete/",
                wrap(self.delete_link),
                name=f"{name}delete_draft_link",
            ),
            *super().get_urls(),
        ]

    def change_draft_comment(
        self, request: AuthenticatedRequest, pk: int, draft_comment: int
    ) -> HttpResponse:
        chapter = self._own_chapter(request, pk)
        action = request.POST.get("action")
        comments = DraftComment.objects.filter(chapter=chapter, pk=draft_comment)
        try:
            if not comments.exists():
                raise DraftComment.DoesNotExist
            if action == "reply":
                return self._reply(request, chapter, draft_comment)
            self._change(request, action, draft_comment)
        except DraftComment.DoesNotExist:
            return self._comment_gone(request, chapter)
        gone = action == "delete"
        anchor = "comments" if gone else f"comment-{draft_comment}"
        return redirect(f"{self._list_url(chapter)}#{anchor}")

    def _change(self, request: AuthenticatedRequest, action: str | None, pk: int) -> None:
        if action == "resolve":
            managing.resolve(pk, request.user)
            messages.success(request, _("Comment resolved."))
        elif action == "reopen":
            managing.reopen(pk, request.user)
            messages.success(request, _("Comment reopened."))
        elif action == "delete":
            managing.delete(pk, request.user)
            messages.success(request, _("Comment deleted."))
        else:
            raise Http404

    def _reply(self, request: AuthenticatedRequest, chapter: Chapter, pk: int) -> HttpResponse:
        form = DraftReplyForm(pk, request.POST)
        reply = form.save(request.user) if form.is_valid() else None
        if reply is None:
            return self._links_page(request, chapter, DraftLinkForm(), form, status=form.status)
        messages.success(request, _("Reply sent. The reader sees it with the draft link."))
        return redirect(f"{self._list_url(chapter)}#comment-{reply.pk}")

    def _comment_gone(self, request: HttpRequest, chapter: Chapter) -> HttpResponse:
        """What was typed comes back: the comment was deleted meanwhile."""
        messages.error(request, _("This comment was deleted, by its reader or a co-author."))
        typed = request.POST.get("text", "")
        return self._links_page(
            request, chapter, DraftLinkForm(), lost_reply=typed, status=HTTPStatus.GONE
        )

    def delete_link(self, request: AuthenticatedRequest, pk: int, link: int) -> HttpResponse:
        chapter = self._own_chapter(request, pk)
        draft_link = get_object_or_404(chapter.draft_links, pk=link)
        choice = request.POST.get("comments")
        comment_count = draft_link.comments.filter(user=None).count()
        # Without comments there is nothing to choose.
        if choice in {"keep", "delete"} or (request.method == "POST" and not comment_count):
            managing.delete_draft_link(draft_link, request.user, with_comments=choice == "delete")
            messages.success(request, _("Link deleted."))
            return redirect(self._list_url(chapter))
        request.current_app = self.admin_site.name
        context = self.admin_site.each_context(request) | {
            "title": _("Delete this draft link?"),
            "opts": Chapter._meta,
            "original": chapter,
            "chapter": chapter,
            "link": draft_link,
            "comment_count": comment_count,
        }
        return TemplateResponse(request, "desk/delete_draft_link.html", context)
