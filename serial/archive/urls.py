"""The pages of one's own data, below /accounts/."""

from django.urls import path

from serial.archive.leaving_pages import confirm_leaving, leave, show_left

urlpatterns = [
    path("leave/", leave, name="leave"),
    path("leave/confirm/", confirm_leaving, name="confirm_leaving"),
    path("leave/done/", show_left, name="left"),
]
