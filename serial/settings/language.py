"""Language and time."""

from django.utils.translation import gettext_lazy as _

from serial.settings.site import BASE_DIR

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
FORMAT_MODULE_PATH = ["serial.times.formats"]
TIME_ZONE = "UTC"
