"""The moderators' pages, below /moderation/."""

from django.urls import include, path

urlpatterns = [
    path("appeals/", include("serial.moderation.appeals.urls")),
    path("", include("serial.moderation.queue.urls")),
    path("rules/", include("serial.moderation.rules.urls")),
    path("log/", include("serial.moderation.log.urls")),
    path("waves/", include("serial.moderation.waves.urls")),
]
