"""The list of all comments in /admin/, where moderators review them."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.admin_access import OPEN_TO_MODERATORS, has_moderation_access
from serial.comments.choices import READABLE_BY_MODERATORS, State
from serial.comments.models import Comment
from serial.comments.models.comment import CommentQuerySet
from serial.moderation.bulk_actions import BULK_ACTIONS, MAX_AT_ONCE, RuleActionForm, seen_value
from serial.moderation.copyright.notice_admin import CopyrightNoticeAdmin
from serial.moderation.filters import FindingFilter, StateFilter, StoryFilter
from serial.params import check_ids, parse_id

__all__ = ["CommentAdmin", "CopyrightNoticeAdmin"]

OPEN_TO_MODERATORS |= {f"comments_comment_{page}" for page in ("changelist", "change", "history")}
# The list shows only the chapter's title, so its texts are not loaded.
DEFERRED_FIELDS = [
    *(f"chapter__{name}" for name in ("note_before", "note_before_html", "body", "body_html")),
    *(f"chapter__{name}" for name in ("body_text", "note_after", "note_after_html")),
    "chapter__paragraph_history",
]


@admin.register(Comment)
class CommentAdmin(admin.ModelAdmin[Comment]):
    """Does not show or search the IP hash of guests."""

    list_display = ["commenter", "excerpt", "chapter_link", "state", "posted_at", "finding_codes"]
    list_display_links = ["excerpt"]
    list_filter = [StateFilter, FindingFilter, StoryFilter]
    list_per_page = MAX_AT_ONCE
    list_max_show_all = MAX_AT_ONCE
    show_full_result_count = False
    search_fields = ["story__title", "user__username", "pen_name__name", "guest_name"]
    search_help_text = _("Searches story titles and the names of commenters.")
    ordering = ["-posted_at", "-pk"]
    actions = BULK_ACTIONS
    action_form = RuleActionForm
    fields = (
        *("commenter", "chapter_link", "state", "posted_at", "edited_at", "visible_quote", "text"),
        *("earlier_revisions", "finding_messages"),
    )
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> CommentQuerySet:
        # An erased comment has no text left to moderate.
        comments = Comment.objects.exclude(state=State.ERASED).with_names()
        comments = comments.select_related("chapter__story").defer(*DEFERRED_FIELDS)
        return comments.prefetch_related("findings").order_by(*self.ordering)

    def has_view_permission(self, request: HttpRequest, obj: Comment | None = None) -> bool:
        return has_moderation_access(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return has_moderation_access(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Comment | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Comment | None = None) -> bool:
        return False

    def view_on_site(self, obj: Comment) -> str:
        return obj.get_absolute_url()

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        """The comment's own page shows its action log, with undo buttons."""
        comment = get_object_or_404(self.get_queryset(request), pk=parse_id(object_id))
        return HttpResponseRedirect(comment.get_absolute_url())

    # Any: Django's stubs have one parameter more, of a type that Django does not have yet.
    def response_action(
        self, request: HttpRequest, queryset: "QuerySet[Comment]", *args: Any
    ) -> HttpResponse | None:
        check_ids(request.POST.getlist(ACTION_CHECKBOX_NAME))
        return super().response_action(request, queryset, *args)

    # Django's own, of the box that selects all rows.
    @admin.display(description=mark_safe('<input type="checkbox" id="action-toggle">'))  # noqa: S308
    def action_checkbox(self, obj: Comment) -> SafeString:
        """What the row shows is sent with the form: an action is for what the moderator saw."""
        checkbox = super().action_checkbox(obj)
        return format_html(
            '{}<input type="hidden" name="seen" value="{}">', checkbox, seen_value(obj)
        )

    @admin.display(description=_("commenter"))
    def commenter(self, comment: Comment) -> str:
        name = comment.display_name()
        if comment.user and comment.user.username != name:
            return f"{name} ({comment.user.username})"
        return name

    @admin.display(description=_("comment"))
    def excerpt(self, comment: Comment) -> str:
        return Truncator(self.text(comment)).chars(120)

    @admin.display(description=_("chapter"))
    def chapter_link(self, comment: Comment) -> SafeString:
        return format_html(
            '<a href="{}?story={}" dir="auto">{}</a> · <a href="{}" dir="auto">{}</a>',
            reverse("admin:comments_comment_changelist"),
            comment.story_id,
            comment.chapter.story.title,
            comment.get_absolute_url(),
            comment.chapter.label(),
        )

    @admin.display(description=_("findings"))
    def finding_codes(self, comment: Comment) -> str:
        return ", ".join(finding.code for finding in comment.findings.all())

    @admin.display(description=_("comment"))
    def text(self, comment: Comment) -> str:
        """Empty for deleted comments: only their commenter may read them."""
        return comment.body if comment.state in READABLE_BY_MODERATORS else ""

    @admin.display(description=_("quote"))
    def visible_quote(self, comment: Comment) -> str:
        """Folded if the chapter folds it: a moderator may be a reader of the story too."""
        quote = comment.quote if comment.state in READABLE_BY_MODERATORS else ""
        if not quote or not comment.quote_is_folded:
            return quote
        label = gettext("Quote from a folded passage")
        return format_html("<details><summary>{}</summary>{}</details>", label, quote)

    @admin.display(description=_("earlier revisions"))
    def earlier_revisions(self, comment: Comment) -> SafeString:
        if comment.state not in READABLE_BY_MODERATORS:
            return SafeString("")
        bodies = ((revision.body,) for revision in comment.revisions.all())
        return format_html_join("", "<blockquote>{}</blockquote>", bodies)

    @admin.display(description=_("findings"))
    def finding_messages(self, comment: Comment) -> SafeString:
        findings = ((finding.code, finding.message) for finding in comment.findings.all())
        return format_html_join("", "<p><code>{}</code> {}</p>", findings)
