"""The site: its name and URL, who runs it, and where its files are."""

from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from serial import environment as env

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
# Returns the numbers and names in the terms and other documents that come with the software.
POLICY_TEXT_VALUES = "serial.reading.policies.text_values.text_values"
# Whether search engines may list the stories, and AI crawlers read them (serial/web/crawlers.py).
SEARCH_ENGINES = env.choice("SEARCH_ENGINES", "author", ("author", "allow", "refuse"))
AI_CRAWLERS = env.choice("AI_CRAWLERS", "author", ("author", "allow", "refuse"))
SITE_HOST = urlsplit(SITE_URL).hostname or ""
SERVED_OVER_TLS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = [SITE_HOST, *(["127.0.0.1", "localhost"] if DEBUG else [])]
