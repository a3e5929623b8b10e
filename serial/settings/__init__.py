"""The site's settings, read from environment variables. docs/operators.md lists them.

Each module has one topic, and names what it needs of another: begin with site.py. Django reads the
names in capitals here.
"""

import django_stubs_ext

from serial.settings.accounts import *
from serial.settings.applications import *
from serial.settings.chapters import *
from serial.settings.comments import *
from serial.settings.email import *
from serial.settings.jobs import *
from serial.settings.language import *
from serial.settings.logs import *
from serial.settings.personal_data import *
from serial.settings.security import *
from serial.settings.site import *
from serial.settings.storage import *
from serial.settings.writing import *

# Makes Django's classes subscriptable for the type checker: ModelAdmin[Story].
django_stubs_ext.monkeypatch()
