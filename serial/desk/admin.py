"""Loads the desk's pages; Django looks for this module."""

from serial.desk import chapter_admin, everything_admin, people_admin, story_admin

__all__ = ["chapter_admin", "everything_admin", "people_admin", "story_admin"]
