"""Headers, cookies and sessions."""

from csp.constants import NONE, SELF

from serial import environment as env
from serial.settings.accounts import ALLAUTH_TRUSTED_PROXY_COUNT
from serial.settings.site import SERVED_OVER_TLS, SITE_URL
from serial.settings.storage import CACHES

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
