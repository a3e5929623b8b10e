"""The author's co-author invitations: credits that other authors added for their pen names."""

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.http import signed_in_user
from serial.desk.lists import DeskList
from serial.desk.models import CreditInvitation
from serial.desk.site import desk
from serial.stories.covers import draw_covers
from serial.stories.credit_lines import load_credit_lines_by_story
from serial.stories.models import Credit
from serial.stories.models.credit import CreditQuerySet


@admin.register(CreditInvitation, site=desk)
class CreditInvitationAdmin(DeskList[Credit]):
    """Credits that another author added for one of my pen names; shown after I accept."""

    list_template = "desk/invitation_list.html"
    list_display = ["story", "pen_name", "role"]
    list_display_links = None
    list_select_related = ["story", "pen_name"]
    actions = ["accept", "decline"]
    ordering = ["pk"]

    def rows_of(self, request: HttpRequest) -> CreditQuerySet:
        return CreditInvitation.objects.invitations_for(signed_in_user(request))

    def list_context(self, request: HttpRequest, rows: ChangeList) -> dict[str, object]:
        invitations = [row for row in rows.result_list if isinstance(row, Credit)]
        lines = load_credit_lines_by_story({row.story_id for row in invitations})
        return super().list_context(request, rows) | {
            "invitations": [
                (row, [line.name for line in lines[row.story_id]]) for row in invitations
            ]
        }

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Credit | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Credit | None = None) -> bool:
        return False

    @admin.action(description=gettext_lazy("Accept: show my name"))
    def accept(self, request: HttpRequest, queryset: CreditQuerySet) -> None:
        credits = list(queryset.select_related("story", "pen_name"))
        for credit in credits:
            credit.accept()
        draw_covers([credit.story for credit in credits])
        if len(credits) == 1:
            text = _("Accepted. “%(story)s” shows your pen name, and you can work on it.")
            text %= {"story": credits[0].story.title}
        else:
            text = ngettext(
                "Invitation accepted. %(count)d story now shows your pen name.",
                "Invitations accepted. %(count)d stories now show your pen name.",
                len(credits),
            ) % {"count": len(credits)}
        self.message_user(request, text, messages.SUCCESS)

    @admin.action(description=gettext_lazy("Decline"))
    def decline(self, request: HttpRequest, queryset: CreditQuerySet) -> None:
        count = queryset.count()
        queryset.delete()
        text = ngettext(
            "Invitation declined. The story’s authors can invite you again.",
            "%(count)d invitations declined. The stories’ authors can invite you again.",
            count,
        )
        self.message_user(request, text % {"count": count}, messages.SUCCESS)
