"""The pages that emails lead to."""

from django.urls import path

from serial.mail.bounces.pages import resume_emails
from serial.mail.unsubscribing.pages import unsubscribe

urlpatterns = [
    path("unsubscribe/<slug:token>/", unsubscribe, name="unsubscribe"),
    path("accounts/email/resume/", resume_emails, name="resume_emails"),
]
