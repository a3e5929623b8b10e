from django.urls import path

from serial.moderation.log.csv_page import download_log
from serial.moderation.log.pages import show_log, undo_in_log

urlpatterns = [
    path("", show_log, name="moderation_log"),
    path("undo/", undo_in_log, name="moderation_log_undo"),
    path("decisions.csv", download_log, name="moderation_log_csv"),
]
