"""Logs: to stderr, one JSON line for each event, or readable lines under DEBUG."""

from serial import environment as env
from serial.settings.site import DEBUG

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
