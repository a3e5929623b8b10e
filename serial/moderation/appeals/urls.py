"""URLs of appeals, below /moderation/appeals/."""

from django.urls import path

from serial.moderation.appeals.pages import list_appeals, show_appeal

urlpatterns = [
    path("", list_appeals, name="moderation_appeals"),
    path("<int:pk>/", show_appeal, name="moderation_appeal"),
]
