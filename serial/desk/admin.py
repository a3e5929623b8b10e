"""Imports the modules that register the desk's pages; Django imports this module."""

from serial.desk import invitation_admin, people_admin, policy_admin, site_admin
from serial.desk.chapters import chapter_admin
from serial.desk.stories import story_admin

__all__ = [
    "chapter_admin",
    "invitation_admin",
    "people_admin",
    "policy_admin",
    "site_admin",
    "story_admin",
]
