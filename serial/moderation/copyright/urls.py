from django.urls import path

from serial.moderation.copyright.counter_pages import counter_notice
from serial.moderation.copyright.notice_pages import report_copyright, show_copyright_state

urlpatterns = [
    path("", report_copyright, name="report_copyright"),
    path("<slug:reference>/counter/", counter_notice, name="copyright_counter"),
    path("state/<str:token>/", show_copyright_state, name="copyright_state"),
]
