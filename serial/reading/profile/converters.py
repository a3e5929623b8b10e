from django.urls.converters import StringConverter


class UsernameConverter(StringConverter):
    """A username in a URL, without NUL: PostgreSQL takes no text that has one."""

    regex = r"[^/\x00]+"
