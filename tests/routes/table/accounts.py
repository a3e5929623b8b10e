"""The pages of members: their account, and signing in."""

ROUTES: dict[str, list[str]] = {
    "200 200 200 200 200 200": [
        r"accounts/^confirm-email/(?P<key>[-:\w]+)/$",
        "accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        "accounts/confirm-email/",
        "accounts/inactive/",
        "accounts/invitation/<str:token>/",
        "accounts/password/reset/",
        "accounts/password/reset/done/",
        "accounts/password/reset/key/done/",
    ],
    "in 200 200 200 200 200": [
        "accounts/",
        "accounts/comments/",
        "accounts/comments/blocks/",
        "accounts/comments/drafts/",
        "accounts/comments/drafts/places/",
        "accounts/comments/moderated/",
        "accounts/feeds/",
        "accounts/data/",
        "accounts/email/",
        "accounts/password/change/",
        "accounts/policies/",
        "accounts/preferences/",
        "accounts/notifications/",
        "accounts/profile/",
        "accounts/reauthenticate/",
        "accounts/decisions/",
        "accounts/reports/",
        "accounts/security/",
        "accounts/write/",
        "accounts/sessions/",
        "accounts/two-factor/",
        "accounts/two-factor/passkeys/",
    ],
    # The only superuser cannot leave.
    "in 200 200 200 200 403": [
        "accounts/leave/",
    ],
    # Pages that ask for the password again, or are for people who are signing in.
    "in 302 302 302 302 302": [
        "accounts/two-factor/authenticate/",
        "accounts/two-factor/passkeys/sign-in/",
        "accounts/data/archive/",
        "accounts/password/set/",
        "accounts/leave/confirm/",
        "accounts/two-factor/app/qr-code.svg",
        "accounts/two-factor/app/set-up/",
        "accounts/two-factor/passkeys/<int:pk>/edit/",
        "accounts/two-factor/passkeys/<int:pk>/remove/",
        "accounts/two-factor/passkeys/add/",
        "accounts/two-factor/passkeys/reauthenticate/",
        "accounts/two-factor/reauthenticate/",
        "accounts/two-factor/recovery-codes/new/",
    ],
    "in 404 404 404 404 404": [
        # No author of a story did anything: tests/moderation/test_statements.py.
        "accounts/decisions/acts/<int:pk>/",
        # A link for somebody else, or of no known form: tests/archive/download/test_download.py.
        "accounts/data/archive/<str:token>/",
        # Nobody has a second factor here: tests/accounts/test_two_factor.py.
        "accounts/two-factor/app/remove/",
        "accounts/two-factor/recovery-codes/",
        "accounts/two-factor/recovery-codes/download/",
    ],
    "in 403 403 403 403 200": [
        "accounts/invitations/",
    ],
    "405 405 405 405 405 405": [
        "accounts/comments/blocks/<int:pk>/remove/",
        "accounts/feeds/<int:pk>/change/",
        "accounts/preferences/reading/",
        "accounts/preferences/time-zone/",
        "accounts/email/resume/",
        "accounts/sessions/<int:pk>/end/",
        "accounts/sessions/end-others/",
        "accounts/invitations/<int:pk>/revoke/",
        "accounts/requests/<int:pk>/decide/",
    ],
    "200 302 302 302 302 302": [
        "accounts/login/",
        "accounts/signup/",
    ],
    "302 302 302 302 302 302": [
        # Only with the message of who has just left.
        "accounts/leave/done/",
    ],
    "302 200 200 200 200 200": [
        "accounts/logout/",
    ],
    "in 404 404 200 404 404": [
        # About a story of the author.
        "accounts/decisions/<int:pk>/",
    ],
}
