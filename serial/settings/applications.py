"""What Django loads: apps, middleware and templates."""

from typing import Any

from serial.settings.site import BASE_DIR

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
    "serial.reading.former_urls.FormerUrlMiddleware",
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
