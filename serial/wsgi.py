import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "serial.settings")

application = get_wsgi_application()

# All code is there from here on, and stays: what collects garbage need not look through it again,
# which holds up one page in a hundred for as long as ten take.
get_resolver().url_patterns  # noqa: B018 - imports every view
gc.collect()
gc.freeze()
