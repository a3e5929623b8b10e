"""Pages of moderation in a member's account, below /accounts/."""

from django.urls import path

from serial.moderation.reports.pages import list_own_reports
from serial.moderation.statements.pages import list_own_decisions, show_act, show_decision

urlpatterns = [
    path("reports/", list_own_reports, name="own_reports"),
    path("decisions/", list_own_decisions, name="own_decisions"),
    path("decisions/<int:pk>/", show_decision, name="own_decision"),
    path("decisions/acts/<int:pk>/", show_act, name="own_act"),
]
