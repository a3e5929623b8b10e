"""The editor's endpoints; two under the URL names that django-markdownx expects."""

from django.urls import path

from serial.desk.editor.conversion_view import convert_html
from serial.desk.editor.markdownx_views import (
    change_ignored_checks,
    preview_text,
    upload_picture,
)

urlpatterns = [
    path("markdownify/", preview_text, name="markdownx_markdownify"),
    path("upload/", upload_picture, name="markdownx_upload"),
    path("ignored-checks/", change_ignored_checks, name="ignored_checks"),
    path("convert/", convert_html, name="convert_html"),
]
