"""The pages of one's own data, below /accounts/."""

from django.urls import path

from serial.archive.download.pages import download_archive, offer_archive, show_my_data
from serial.archive.leaving.pages import confirm_leaving, leave, show_left

urlpatterns = [
    path("data/", show_my_data, name="my_data"),
    path("data/archive/", offer_archive, name="offer_archive"),
    path("data/archive/<str:token>/", download_archive, name="download_archive"),
    path("leave/", leave, name="leave"),
    path("leave/confirm/", confirm_leaving, name="confirm_leaving"),
    path("leave/done/", show_left, name="left"),
]
