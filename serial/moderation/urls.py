"""The moderators' pages, below /moderation/."""

from django.urls import include, path

urlpatterns = [
    path("", include("serial.moderation.queue.urls")),
]
