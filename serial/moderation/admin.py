"""The comments of the site in /admin/, for moderators: to look at and to decide on."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from accounts.admin_access import OPEN_TO_MODERATORS, has_moderation_access
from serial.comments.choices import DELETED_STATES, State
from serial.comments.models import Comment
from serial.comments.models.comment import CommentQuerySet
from serial.moderation.bulk_actions import ACTIONS, MAX_AT_ONCE
from serial.moderation.filters import FindingFilter, StateFilter, StoryFilter

OPEN_TO_MODERATORS |= {f"comments_comment_{page}" for page in ("changelist", "change", "history")}
# Of a chapter a title is shown, and no words.
NOT_SHOWN = [
    *(f"chapter__{name}" for name in ("note_before", "note_before_html", "body", "body_html")),
    *(f"chapter__{name}" for name in ("body_text", "note_after", "note_after_html")),
    "chapter__paragraph_history",
]


@admin.register(Comment)
class CommentAdmin(admin.ModelAdmin[Comment]):
    """Neither mail addresses nor where guests wrote from is shown, or searched."""

    list_display = ["writer_name", "first_words", "where", "state", "posted_at", "codes"]
    list_display_links = ["first_words"]
    list_filter = [StateFilter, FindingFilter, StoryFilter]
    list_per_page = MAX_AT_ONCE
    list_max_show_all = MAX_AT_ONCE
    show_full_result_count = False
    search_fields = ["story__title", "user__username", "pen_name__name", "guest_name"]
    search_help_text = _("A story's title, or a writer's name.")
    ordering = ["-posted_at", "-pk"]
    actions = ACTIONS
    fields = (
        *("writer_name", "where", "state", "posted_at", "edited_at", "quoted", "words"),
        *("former_words", "why"),
    )
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> CommentQuerySet:
        # Of what was erased there is nothing left to decide on.
        comments = Comment.objects.exclude(state=State.ERASED).with_names()
        with_places = comments.select_related("chapter__story").defer("guest_email", *NOT_SHOWN)
        return with_places.prefetch_related("findings").order_by(*self.ordering)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return has_moderation_access(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return has_moderation_access(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def view_on_site(self, obj: Comment) -> str:
        return obj.get_absolute_url()

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What was done to a comment is on its own page, each with Undo."""
        if not object_id.isascii() or not object_id.isdecimal() or len(object_id) > 18:
            object_id = "0"
        comment = get_object_or_404(self.get_queryset(request), pk=int(object_id))
        return HttpResponseRedirect(comment.get_absolute_url())

    @admin.display(description=_("user"))
    def writer_name(self, comment: Comment) -> str:
        known_as = comment.display_name()
        if comment.user and comment.user.username != known_as:
            return f"{known_as} ({comment.user.username})"
        return known_as

    @admin.display(description=_("comment"))
    def first_words(self, comment: Comment) -> str:
        return Truncator(self.words(comment)).chars(120)

    @admin.display(description=_("chapter"))
    def where(self, comment: Comment) -> SafeString:
        return format_html(
            '<a href="{}?story={}" dir="auto">{}</a> · <a href="{}" dir="auto">{}</a>',
            reverse("admin:comments_comment_changelist"),
            comment.story_id,
            comment.chapter.story.title,
            comment.get_absolute_url(),
            comment.chapter.label(),
        )

    @admin.display(description=_("findings"))
    def codes(self, comment: Comment) -> str:
        return ", ".join(reason.code for reason in comment.findings.all())

    @admin.display(description=_("comment"))
    def words(self, comment: Comment) -> str:
        """What its writer took back is not for others to read, whoever they are."""
        return "" if comment.state in DELETED_STATES else comment.body

    @admin.display(description=_("passage"))
    def quoted(self, comment: Comment) -> str:
        return "" if comment.state in DELETED_STATES else comment.quote

    @admin.display(description=_("what it said before"))
    def former_words(self, comment: Comment) -> SafeString:
        if comment.state in DELETED_STATES:
            return SafeString("")
        former = ((revision.body,) for revision in comment.revisions.all())
        return format_html_join("", "<blockquote>{}</blockquote>", former)

    @admin.display(description=_("findings"))
    def why(self, comment: Comment) -> SafeString:
        said = ((reason.code, reason.message) for reason in comment.findings.all())
        return format_html_join("", "<p><code>{}</code> {}</p>", said)
