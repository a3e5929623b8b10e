"""Signing in and account pages.

allauth's routes are listed one by one, because its own list has pages that this site does not use
(signing in with an emailed code). They keep their names, because its views reverse them.
"""

from allauth.account import views as allauth
from django.urls import include, path, re_path

from accounts.views.accept_invitation import accept_invitation
from accounts.views.account import show_account
from accounts.views.author_requests import decide_author_request
from accounts.views.become_author import become_author
from accounts.views.confirm_email import confirm_email
from accounts.views.invitations import list_invitations, revoke_invitation
from accounts.views.login import sign_in, sign_up
from accounts.views.preferences import (
    edit_preferences,
    save_guessed_time_zone,
    save_reading_settings,
)
from accounts.views.reset_password import request_reset, reset_password, reset_sent
from accounts.views.security import show_security
from accounts.views.sessions import end_session, end_sessions_elsewhere, list_sessions

urlpatterns = [
    path("", show_account, name="account"),
    path("preferences/", edit_preferences, name="preferences"),
    path("preferences/reading/", save_reading_settings, name="save_reading_settings"),
    path("preferences/time-zone/", save_guessed_time_zone, name="save_guessed_time_zone"),
    path("security/", show_security, name="security"),
    path("write/", become_author, name="become_author"),
    path("invitation/<str:token>/", accept_invitation, name="accept_invitation"),
    path("invitations/", list_invitations, name="invitations"),
    path("invitations/<int:pk>/revoke/", revoke_invitation, name="revoke_invitation"),
    path("requests/<int:pk>/decide/", decide_author_request, name="decide_author_request"),
    path("login/", sign_in, name="account_login"),
    path("logout/", allauth.logout, name="account_logout"),
    path("signup/", sign_up, name="account_signup"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("reauthenticate/", allauth.reauthenticate, name="account_reauthenticate"),
    path("two-factor/", include("accounts.two_factor_urls")),
    path("sessions/", list_sessions, name="usersessions_list"),
    path("sessions/end-others/", end_sessions_elsewhere, name="end_sessions_elsewhere"),
    path("sessions/<int:pk>/end/", end_session, name="end_session"),
    path("email/", allauth.email, name="account_email"),
    path("confirm-email/", allauth.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^confirm-email/(?P<key>[-:\w]+)/$", confirm_email, name="account_confirm_email"),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("password/set/", allauth.password_set, name="account_set_password"),
    path("password/reset/", request_reset, name="account_reset_password"),
    path("password/reset/done/", reset_sent, name="account_reset_password_done"),
    path(
        "password/reset/key/done/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        reset_password,
        name="account_reset_password_from_key",
    ),
]
