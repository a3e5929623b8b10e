from serial.stories.models.announcement import Announcement
from serial.stories.models.credit import Credit
from serial.stories.models.featured_story import FeaturedStory
from serial.stories.models.part import Part
from serial.stories.models.story import Story
from serial.stories.models.story_note import StoryNote
from serial.stories.models.story_slug import StorySlug
from serial.stories.models.tag import StoryTag, Tag

__all__ = [
    "Announcement",
    "Credit",
    "FeaturedStory",
    "Part",
    "Story",
    "StoryNote",
    "StorySlug",
    "StoryTag",
    "Tag",
]
