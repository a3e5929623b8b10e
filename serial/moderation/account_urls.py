"""Pages of moderation in a member's account, below /accounts/."""

from django.urls import path

from serial.moderation.reports.pages import list_own_reports

urlpatterns = [
    path("reports/", list_own_reports, name="own_reports"),
]
