"""Lists of the desk: rows with what can be done with each, in the place of Django's tables."""

from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from serial.desk.owned_admin import OwnedAdmin, Row

DELETED = "deleted"
# Fewer are found at a glance.
MIN_SEARCHED = 9


class DeskList(OwnedAdmin[Row]):
    """Shows the list of a ModelAdmin with its `list_template` at the desk.

    /admin/ keeps Django's list, whose filters are of use with the rows of all authors.
    """

    list_template = ""

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        response = super().changelist_view(request, extra_context)
        if not isinstance(response, TemplateResponse) or self.admin_site.name != "desk":
            return response
        context = response.context_data or {}
        if isinstance(rows := context.get("cl"), ChangeList):
            response.template_name = self.list_template
            context |= self.list_context(request, rows)
        return response

    def list_context(self, request: HttpRequest, rows: ChangeList) -> dict[str, object]:
        """Returns what the list's template needs, beside the rows in `cl`."""
        return {
            "is_deleted_list": request.GET.get(DELETED) == "yes",
            "shows_search": bool(rows.query) or rows.result_count >= MIN_SEARCHED,
            **_page_urls(rows),
        }


def _page_urls(rows: ChangeList) -> dict[str, str]:
    """Returns the query strings of the pages before and after; "" for none."""
    before, after = rows.page_num - 1, rows.page_num + 1
    has_next = rows.multi_page and after <= rows.paginator.num_pages
    return {
        "previous_page": rows.get_query_string({PAGE_VAR: before}) if before else "",
        "next_page": rows.get_query_string({PAGE_VAR: after}) if has_next else "",
    }
