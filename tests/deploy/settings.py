"""The settings of a site in production, with static files that were built before."""

import os
from pathlib import Path

from serial.settings import *  # noqa: F403

STATIC_ROOT = Path(os.environ["STATIC"])
