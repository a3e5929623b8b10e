"""URLs of reports, below /report/."""

from django.urls import path

from serial.moderation.reports.pages import (
    report_picture,
    report_thing,
    show_report_state,
)

urlpatterns = [
    path("image/<path:name>/", report_picture, name="report_picture"),
    path("sent/<uuid:uid>/", show_report_state, name="report_state"),
    path("<slug:kind>/<int:pk>/", report_thing, name="report"),
]
