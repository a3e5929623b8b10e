"""The settings of a site in production that runs in a folder of its own.

Its static files are not compressed, which would take 5 of 7 s of CPU time.
"""

from serial.settings import *  # noqa: F403
from serial.settings import DATA_DIR
from tests.static_files import TEXT_FILES

STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = TEXT_FILES
