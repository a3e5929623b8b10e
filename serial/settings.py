"""The site's settings, read from environment variables. docs/operators.md lists them."""

from typing import Any
from urllib.parse import urlsplit

import django_stubs_ext
from csp.constants import NONE, SELF
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from serial import environment as env

# Makes Django's classes subscriptable for the type checker: ModelAdmin[Story].
django_stubs_ext.monkeypatch()

# --- The site -----------------------------------------------------------------------------------

BASE_DIR = env.BASE_DIR
DATA_DIR = env.directory("DATA", BASE_DIR / "data")
DEBUG = env.boolean("DEBUG", False)
SECRET_KEY = (
    "only-for-debugging-on-this-machine"  # noqa: S105 - never used where DEBUG is off
    if DEBUG and not env.env.str("SECRET_KEY", "")
    else env.required("SECRET_KEY", "50 or more random characters, and keep it secret")
)
if not DEBUG:
    env.required("SITE_URL", "the site's URL, such as https://serial.example")
SITE_URL = env.site_url("SITE_URL", "http://127.0.0.1:8000")
SITE_NAME = env.env.str("SITE_NAME", "Serial")
# One sentence of welcome on the home page.
SITE_TAGLINE = env.env.str("SITE_TAGLINE", "") or _(
    "New fiction, one chapter at a time. Free to read, no account needed."
)
# The path of a picture on this site that stands in place of the name, such as /media/logo.svg.
SITE_LOGO = env.path_on_site("SITE_LOGO")
# The path of a square picture on this site that stands for it in tabs and on phones.
SITE_ICON = env.path_on_site("SITE_ICON")
# The accent colour in light and in dark themes, or nothing for that of the style sheet.
SITE_ACCENT = env.accent("SITE_ACCENT")
# The text of the About page (Markdown), and an email address or URL to contact the operator.
SITE_ABOUT = env.text("SITE_ABOUT")
SITE_CONTACT = env.contact("SITE_CONTACT")
# Whom the law of many places wants to be named (serial/web/contact_points.py).
SITE_POSTAL_ADDRESS = env.text("SITE_POSTAL_ADDRESS")
SITE_AUTHORITY_CONTACT = env.contact("SITE_AUTHORITY_CONTACT")
SITE_CONTACT_LANGUAGES = env.text("SITE_CONTACT_LANGUAGES")
SITE_LEGAL_REPRESENTATIVE = env.text("SITE_LEGAL_REPRESENTATIVE")
SITE_COPYRIGHT_AGENT = env.text("SITE_COPYRIGHT_AGENT")
# Who runs the site, as the terms and the privacy statement name them: a person or an organisation.
SITE_OPERATOR = env.env.str("SITE_OPERATOR", "")
# Whether search engines may list the stories, and AI crawlers read them (serial/web/crawlers.py).
SEARCH_ENGINES = env.choice("SEARCH_ENGINES", "author", ("author", "allow", "refuse"))
AI_CRAWLERS = env.choice("AI_CRAWLERS", "author", ("author", "allow", "refuse"))
SITE_HOST = urlsplit(SITE_URL).hostname or ""
SERVED_OVER_TLS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = [SITE_HOST, *(["127.0.0.1", "localhost"] if DEBUG else [])]

ROOT_URLCONF = "serial.urls"
WSGI_APPLICATION = "serial.wsgi.application"

INSTALLED_APPS = [
    # Before accounts/admin.py, which replaces what they register.
    "allauth.mfa",
    "allauth.usersessions",
    "accounts",
    "serial.policies",
    "serial.jobs",
    "serial.mail",
    "serial.contact",
    "serial.stories",
    "serial.chapters",
    "serial.comments",
    "serial.library",
    "serial.manuscripts",
    "serial.moderation",
    "serial.archive",
    "serial.notifications",
    "serial.editions",
    "serial.desk",
    "serial.reading",
    "allauth",
    "allauth.account",
    "csp",
    "markdownx",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
]

MIDDLEWARE = [
    "serial.web.middleware.after_response.AfterResponseMiddleware",
    "serial.web.middleware.request_log.RequestLogMiddleware",
    "serial.web.middleware.head.HeadMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "serial.web.middleware.cache_headers.CacheHeadersMiddleware",
    "serial.web.middleware.permissions_policy.PermissionsPolicyMiddleware",
    "serial.web.middleware.crawler_headers.CrawlerHeadersMiddleware",
    "serial.web.middleware.content_security_policy.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "serial.web.middleware.charset.CharsetMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "serial.web.middleware.request_size.RequestSizeMiddleware",
    "serial.web.middleware.preferences.PreferencesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "serial.web.middleware.gone.GoneMiddleware",
    "serial.web.middleware.method_not_allowed.MethodNotAllowedMiddleware",
    "serial.web.middleware.admin_parameters.AdminParametersMiddleware",
    "serial.web.middleware.signed_out_forms.SignedOutFormsMiddleware",
]

# Any: Django's settings have no types.
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "serial.web.context_processors.site_context",
                "serial.moderation.menu.moderation_context",
                "serial.notifications.menu.notifications_context",
            ],
            "builtins": [
                "serial.web.icons",
                "serial.web.site_parts",
                "serial.web.widget_attributes",
                "serial.times.template_filters",
                "serial.reading.templatetags.typographic_marks",
            ],
        },
    },
]
FORM_RENDERER = "serial.web.forms.SiteFormRenderer"

# --- Storage ------------------------------------------------------------------------------------

DATABASES = {"default": env.database(DATA_DIR / "serial.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# All processes of a server share a file cache, so that they count rate limits together, and so
# that a member who signs out is signed out in all of them.
CACHES = {"default": env.cache(f"filecache://{DATA_DIR / 'cache'}")}
CACHES["sessions"] = CACHES["default"]
if "filebased" in CACHES["default"]["BACKEND"]:
    CACHES["default"].setdefault("OPTIONS", {})["MAX_ENTRIES"] = 10_000
    # In their own folder, where they cannot push out the counts of rate limits.
    CACHES["sessions"] = CACHES["default"] | {
        "LOCATION": f"{CACHES['default']['LOCATION']}/sessions"
    }
# Rendered pages, about 30 KB each, and entries of lists, about 3 KB each, in each process's own
# memory. Their keys change with what they show, so no process has to invalidate another's. If a key
# lacks a value, the timeout ends the error.
CACHES["pages"] = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "pages",
    "TIMEOUT": 5 * 60,
    "OPTIONS": {"MAX_ENTRIES": 2_000},
}
# The numbers beside the bell, where they cannot push out pages. Their keys change with the minute
# and with what a member reads (serial/notifications/unread.py).
CACHES["unread"] = CACHES["pages"] | {
    "LOCATION": "unread",
    "TIMEOUT": 60,
    "OPTIONS": {"MAX_ENTRIES": 10_000},
}
# Within how many seconds every visitor sees a change: how long nginx and other shared caches may
# show an old page. While the site is down they may show it longer (serial/web/cache_headers.py).
SHARED_CACHE_SECONDS = env.whole_number("SHARED_CACHE_SECONDS", 60)

MEDIA_ROOT = env.directory("MEDIA", DATA_DIR / "media")
MEDIA_URL = "/media/"
# Downloads that are kept. Each server may have its own.
EDITIONS_DIR = env.directory("EDITIONS", DATA_DIR / "editions")
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static-built"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "serial.images.storage.WholeFileStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "serial.web.static_files.BundledStaticFilesStorage"
    },
}

# --- Language and time --------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
FORMAT_MODULE_PATH = ["serial.times.formats"]
TIME_ZONE = "UTC"

# --- Accounts -----------------------------------------------------------------------------------

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

# Returns the numbers and names in the terms and other documents that come with the software.
POLICY_TEXT_VALUES = "serial.reading.policies.text_values.text_values"

vars().update(env.email("consolemail://" if DEBUG else "smtp://127.0.0.1:25"))
DEFAULT_FROM_EMAIL = env.env.str("EMAIL_FROM", f"{SITE_NAME} <serial@{SITE_HOST}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# In seconds, for each step: without it, a mail server that says nothing would stop the worker.
EMAIL_TIMEOUT = 30
# How many emails of the outbox are sent at most: (number, seconds), or None (serial/mail/sending/).
EMAIL_RATE = env.email_rate("EMAIL_RATE")
# How many workers may send at the same time, each over a connection of its own.
EMAIL_CONNECTIONS = env.whole_number("EMAIL_CONNECTIONS", 4)
# Where mail servers return what they cannot deliver (serial/mail/bounces/return_address.py).
EMAIL_RETURN_ADDRESS = env.email_address("EMAIL_RETURN_ADDRESS")
# Functions that write an email of the outbox when it is sent, by its kind
# (serial/mail/messages/message.py).
EMAIL_COMPOSERS = {
    "chapter": "serial.notifications.email.chapter_email.compose_chapter_email",
    "event": "serial.notifications.email.event_email.compose_event_email",
    "digest": "serial.notifications.email.digest_email.compose_digest",
    "guest-confirmation": "serial.notifications.guests.emails.compose_confirmation",
    "guest-reply": "serial.notifications.guests.emails.compose_reply",
}
# Jobs that write emails to many members. While one of them is at work, none are sent
# (serial/mail/sending/waiting.py).
EMAIL_WRITING_JOBS = ["queue-followers", "tell-followers"]
# What the tokens of unsubscribe links end, by the part of their scope before the colon
# (serial/mail/unsubscribing/scopes.py).
UNSUBSCRIBE_SCOPES = {
    "story": "serial.notifications.email.unsubscribing.STORY_SCOPE",
    "kind": "serial.notifications.email.unsubscribing.KIND_SCOPE",
    "digest": "serial.notifications.email.unsubscribing.DIGEST_SCOPE",
    "thread": "serial.notifications.guests.unsubscribing.THREAD_SCOPE_KIND",
    "address": "serial.notifications.guests.unsubscribing.ADDRESS_SCOPE_KIND",
}

# --- Writing ------------------------------------------------------------------------------------

MARKDOWNX_URLS_PATH = "/desk/markdownx/markdownify/"
MARKDOWNX_UPLOAD_URLS_PATH = "/desk/markdownx/upload/"
# Limits of an uploaded picture. Larger ones are rejected with a message, not resized.
IMAGE_MAX_BYTES = 10 * 1024 * 1024
IMAGE_MAX_PIXELS = 25_000_000
IMAGE_MAX_FRAMES = 300
# Fonts for the titles of covers in scripts that the site's own face lacks: files and folders.
COVER_FONTS = env.env.list("COVER_FONTS", default=["/usr/share/fonts", "/usr/local/share/fonts"])
# Limit of each author.
UPLOADS_PER_HOUR = 120
# Where the pictures of imported files are stored.
MANUSCRIPT_PICTURES = "serial.desk.editor.imported_pictures.STORE"
# Of files to import, for each author.
MANUSCRIPTS_PER_HOUR = 30
# Of a request with such files: those of serial/manuscripts/limits.py, and the form around them.
MANUSCRIPT_REQUEST_MAX_BYTES = 101 * 1024 * 1024
# Above every form's own limit: a form that is too long is shown again with its text, so the
# site has to read it first.
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
# The limit for guests and for members who are not authors.
READER_REQUEST_MAX_BYTES = 1024 * 1024

# --- Comments -----------------------------------------------------------------------------------

# False disallows guest comments on all stories. True leaves the choice to each story.
GUEST_COMMENTS = env.boolean("GUEST_COMMENTS", True)
# Checks of new and edited comments. All of them run, in this order (serial/comments/checks.py).
# What they look for is set at /moderation/rules/; docs/operators.md has Akismet's settings.
COMMENT_CHECKS = [
    "serial.comments.checks.premoderation",
    "serial.comments.checks.too_fast",
    "serial.moderation.checks.site_policy.site_policy",
    "serial.moderation.checks.listed_words.listed_words",
    "serial.moderation.checks.links.check.links",
    "serial.moderation.checks.length.long_comment",
    "serial.moderation.checks.repeated_text.repeated_text",
    "serial.moderation.checks.history.first_comments",
    "serial.moderation.checks.history.pace",
    "serial.moderation.checks.history.recent_rejections",
    "serial.moderation.checks.outside.check.outside_checker",
    "serial.moderation.spam.check.spam_score",
]
COMMENT_CHECKS += ["serial.moderation.sanctions.checking.sanctions"]
COMMENT_CHECKS += ["serial.moderation.raids.check.raid_switch"]
# Those that also look at comments on drafts, by the holders of draft links. The others compare with
# public comments, or hold what everybody would read.
DRAFT_COMMENT_CHECKS = [
    "serial.comments.checks.too_fast",
    "serial.moderation.checks.listed_words.listed_words",
    "serial.moderation.checks.links.check.links",
    "serial.moderation.sanctions.checking.sanctions",
]
# In percent. Moderators can switch the spam score on when its precision on held-out decisions is
# certainly as high: the lower end of a 95 % interval.
SPAM_MIN_PRECISION = env.whole_number("SPAM_MIN_PRECISION", 97) / 100
# Checkers outside of the site, asked before the transaction (serial/comments/consulting.py).
AKISMET_KEY = env.env.str("AKISMET_KEY", "")
AKISMET_URL = env.web_address("AKISMET_URL", "https://rest.akismet.com/1.1/comment-check")
AKISMET_SECONDS = 2.0
COMMENT_CONSULTATIONS = ["serial.moderation.checks.outside.akismet.is_spam"] if AKISMET_KEY else []
# What the apps above do when a comment is posted or changes (serial/comments/observers.py).
COMMENT_OBSERVERS = [
    "serial.moderation.observing.update_review_items",
    "serial.moderation.appealing.keep_text_of_appeals",
    "serial.notifications.writing.comments.notify_of_comments",
    "serial.notifications.guests.observing.email_guests",
]
# The weight of the open reports at which moderators see a comment, and at which it is held until
# one of them decides (serial/moderation/review/opening.py). A report by a newcomer weighs 1.
REPORTS_SHOWN_AT = env.whole_number("REPORTS_SHOWN_AT", 1)
REPORTS_HIDDEN_AT = env.whole_number("REPORTS_HIDDEN_AT", 12)
# Functions called in the transaction that saves a chapter's text, with the chapter and the
# TextChange (serial/chapters/text_changes.py).
TEXT_CHANGE_HANDLERS = [
    "serial.comments.anchors.move_comments_to_their_quotes",
    "serial.comments.folded_quotes.fold_quotes_like_the_text",
    "serial.comments.draft_comments.anchors.move_draft_comments_to_their_quotes",
]
# Functions called in the transaction that moves chapters into another story, with their ids and
# the story (serial/chapters/moving.py).
CHAPTERS_MOVED_HANDLERS = [
    "serial.comments.moved_chapters.update_story",
    "serial.moderation.review.moved_chapters.update_story",
    "serial.desk.editor.working_copies.update_story",
]

# Returns the time in which nothing of a story is released (serial/chapters/release_bars.py).
RELEASE_BAR = "serial.moderation.sanctions.releases.find_release_bar"

# --- Background jobs ----------------------------------------------------------------------------

# What `manage.py work` can do: JobKinds (serial/jobs/kinds.py).
JOB_KINDS = [
    "serial.mail.sending.job.SEND_JOB",
    "serial.mail.sending.job.EXTRA_SENDER_JOB",
    "serial.mail.retention.PRUNING_JOB",
    "serial.chapters.replacing.running.REPLACEMENT_JOB",
    "serial.manuscripts.planning.reading_job.READING_JOB",
    "serial.manuscripts.importing.running.IMPORT_JOB",
    "serial.manuscripts.planning.pruning.PRUNING_JOB",
    "serial.manuscripts.importing.pictures.REMOVING_JOB",
    "serial.moderation.waves.running.WAVE_JOB",
    "serial.moderation.spam.job.TRAINING_JOB",
    "serial.moderation.figures.job.FIGURES_JOB",
    "serial.moderation.review.edited_works.EDITED_WORKS_JOB",
    "serial.moderation.review.gone.GONE_ITEMS_JOB",
    "serial.moderation.sanctions.releases.BAR_RELEASES_JOB",
    "serial.notifications.writing.job.NOTIFICATIONS_JOB",
    "serial.notifications.email.releases.FIND_RELEASES_JOB",
    "serial.notifications.email.events.EVENT_EMAILS_JOB",
    "serial.notifications.email.releases.FOLLOWERS_JOB",
    "serial.notifications.email.announcements.FIND_ANNOUNCEMENTS_JOB",
    "serial.notifications.email.announcements.TELL_FOLLOWERS_JOB",
    "serial.notifications.retention.PRUNING_JOB",
    "serial.editions.pruning.PRUNING_JOB",
    "serial.notifications.guests.retention.PRUNING_JOB",
]

# Functions that return the names of files which no row shows now, and which are kept all the same.
KEPT_PICTURES = ["serial.moderation.hidden_pictures.hidden_names"]

# --- Personal data ------------------------------------------------------------------------------

# Functions that erase an account, called in this order in one transaction with the Erasure
# (serial/erasure.py). An app that refers to a row is before the app of that row.
ERASURE_STEPS = [
    "serial.notifications.erasing.erase_member",
    "serial.library.erasing.erase_member",
    "serial.comments.erasing.erase_member",
    "serial.manuscripts.erasing.erase_member",
    "serial.chapters.erasing.erase_member",
    "serial.stories.erasing.erase_member",
    "serial.desk.erasing.erase_member",
    "serial.contact.erasing.erase_member",
    "serial.mail.erasing.erase_member",
    "serial.moderation.erasing.erase_member",
    "accounts.erasing.erase_account",
]
# What each app holds about people: tuples of PersonalData (serial/personal_data.py).
PERSONAL_DATA = [
    "accounts.personal_data.PERSONAL_DATA",
    "serial.policies.personal_data.PERSONAL_DATA",
    "serial.mail.personal_data.PERSONAL_DATA",
    "serial.contact.personal_data.PERSONAL_DATA",
    "serial.stories.personal_data.PERSONAL_DATA",
    "serial.chapters.personal_data.PERSONAL_DATA",
    "serial.manuscripts.personal_data.PERSONAL_DATA",
    "serial.desk.personal_data.PERSONAL_DATA",
    "serial.comments.personal_data.PERSONAL_DATA",
    "serial.library.personal_data.PERSONAL_DATA",
    "serial.notifications.personal_data.PERSONAL_DATA",
    "serial.moderation.personal_data.PERSONAL_DATA",
    "serial.archive.personal_data.PERSONAL_DATA",
]

# --- Security -----------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SERVED_OVER_TLS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SERVED_OVER_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SERVED_OVER_TLS
# Browsers' preload lists keep a domain for months after it is removed: the operator decides.
SECURE_HSTS_PRELOAD = env.boolean("HSTS_PRELOAD", False) and SERVED_OVER_TLS
# check --deploy would ask for the preload.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
)
SESSION_COOKIE_SECURE = SERVED_OVER_TLS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# Processes do not share local memory: a session cached there would outlive signing out.
IS_CACHE_SHARED = "locmem" not in CACHES["sessions"]["BACKEND"]
SESSION_ENGINE = f"django.contrib.sessions.backends.{'cached_db' if IS_CACHE_SHARED else 'db'}"
SESSION_CACHE_ALIAS = "sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
CSRF_COOKIE_SECURE = SERVED_OVER_TLS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "serial.web.error_views.csrf_failure"
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# --- Logs ---------------------------------------------------------------------------------------

# To stderr: one JSON line for each event, or readable lines under DEBUG (serial/web/logs.py).
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request": {"()": "serial.web.logs.RequestFilter"}},
    "formatters": {
        "json": {
            "()": "serial.web.logs.LogFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s %(request_id)s",
            "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
        },
        "line": {"format": "{levelname} {name} {message}", "style": "{"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "line" if DEBUG else "json",
            "filters": ["request"],
        },
        "admins": {
            "class": "django.utils.log.AdminEmailHandler",
            "level": "ERROR",
            "filters": ["request"],
            "reporter_class": "serial.web.logs.TracebackReporter",
        },
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "serial": {"level": "INFO"},
        "django": {"handlers": [] if DEBUG else ["admins"], "level": "INFO"},
        # Every request has a line already; these are the errors, with their traceback.
        "django.request": {"level": "ERROR"},
    },
}
# Who gets an email about each error.
ADMINS = [(email, email) for email in env.words("ADMINS")]
