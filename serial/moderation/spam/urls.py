from django.urls import path

from serial.moderation.spam import pages

urlpatterns = [
    path("", pages.show_spam_score, name="moderation_spam_score"),
    path("switch/", pages.switch, name="moderation_switch_spam_score"),
]
