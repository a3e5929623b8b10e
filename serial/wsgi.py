import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from serial.web.call_stack import with_room_for_calls
from serial.web.request_lock import OneRequestAtATime

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "serial.settings")

application = OneRequestAtATime(with_room_for_calls(get_wsgi_application()))

# All modules are loaded now and stay in memory. Freezing them keeps the garbage collector from
# scanning them again, which made one page in a hundred ten times as slow.
get_resolver().url_patterns  # noqa: B018 - imports every view
gc.collect()
gc.freeze()
