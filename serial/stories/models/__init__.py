from serial.stories.models.byline import Byline
from serial.stories.models.part import Part
from serial.stories.models.story import Story, StoryAddress
from serial.stories.models.tag import StoryTag, Tag

__all__ = ["Byline", "Part", "Story", "StoryAddress", "StoryTag", "Tag"]
