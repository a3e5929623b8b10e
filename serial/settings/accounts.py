"""Accounts: signing up and in, two-factor sign-in, and who can become an author."""

from django.urls import reverse_lazy

from serial import environment as env
from serial.settings.site import DEBUG, SERVED_OVER_TLS, SITE_NAME

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.MemberBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# Only in the browser in which they signed up; other devices get the sign-in page.
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# accounts/login_limits.py limits wrong passwords, and the reset form its emails: a limit for each
# name, or for everyone in a network, would let others lock its owner out. "login_failed" counts
# wrong codes of two-factor sign-in for each user: they come after the right password.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "5/5m/key", "reset_password": "20/m/ip"}
# Whether everyone can see that a username exists. Sign-up says so only of these.
USERNAME_IS_PUBLIC = "serial.comments.public_usernames.is_public_username"
# Functions called with the request and the user when all steps of signing in are passed, before
# the session begins. They may raise allauth's ImmediateHttpResponse to refuse it.
SIGN_IN_HANDLERS = ["serial.archive.leaving.sign_in.keep_account"]
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "add_email": "accounts.login_forms.AddEmailAddressForm",
    "change_password": "accounts.login_forms.ChangeOwnPasswordForm",
    "reauthenticate": "accounts.login_forms.ConfirmPasswordForm",
    "reset_password_from_key": "accounts.login_forms.NewPasswordForm",
    "set_password": "accounts.login_forms.FirstPasswordForm",
}
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"[{SITE_NAME}] "
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SERVED_OVER_TLS else "http"
# Whether moderators and administrators need two-factor sign-in to use their rights.
TWO_FACTOR_REQUIRED = env.boolean("TWO_FACTOR_REQUIRED", not DEBUG)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
# One period more on each side, for phones whose clock is wrong and people who type slowly.
MFA_TOTP_TOLERANCE = 1
# Nobody signs in without a verified email address, so nobody can block another's address this way.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
MFA_ADAPTER = "accounts.two_factor_adapter.TwoFactorAdapter"
MFA_FORMS = {
    "authenticate": "accounts.two_factor_forms.CodeForm",
    "reauthenticate": "accounts.two_factor_forms.ConfirmCodeForm",
    "activate_totp": "accounts.two_factor_forms.SetUpAppForm",
    "add_webauthn": "accounts.two_factor_forms.AddPasskeyForm",
    "authenticate_webauthn": "accounts.two_factor_forms.PasskeyForm",
    "login_webauthn": "accounts.two_factor_forms.SignInByPasskeyForm",
    "reauthenticate_webauthn": "accounts.two_factor_forms.ConfirmByPasskeyForm",
}
# The number of the operator's own proxies in front of the site, whose X-Forwarded-For is trusted.
ALLAUTH_TRUSTED_PROXY_COUNT = env.whole_number("TRUSTED_PROXIES", 0)
# From what age people may sign up, in years; 0 for any age. 16 is the highest age that states of
# the EU ask for, before people can agree by themselves to the use of their data (GDPR, article 8).
MINIMUM_AGE = env.whole_number("MINIMUM_AGE", 16)
# Who can become an author: invited members, members whose request is approved, or every member.
WHO_MAY_WRITE = env.choice("WHO_MAY_WRITE", "invitation", ("invitation", "request", "member"))
# Says why a member may not write on this site now, or "" (serial/stories/writing_bans.py).
EXPLAIN_WRITING_BAN = "serial.moderation.sanctions.writing.explain_ban"
